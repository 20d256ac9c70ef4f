using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Tsuba.Cli.Composition;
using Tsuba.Cli.Sites;
using Tsuba.Hosting.Lifecycle;
using Tsuba.Hosting.Pki;

namespace Tsuba.Cli.Verbs;

/// <summary><c>tsuba demo</c>: this machine monitors itself, with a web server that one may stop to see what happens.</summary>
internal static class DemoVerb
{
    private const string SiteName = "demo";
    private const string RootDirectory = "/var/lib/tsuba-demo";
    private const int WebPort = 7780;

    private const UnixFileMode Passable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private const UnixFileMode WritableByPlugins = UnixFileMode.UserRead | UnixFileMode.UserWrite
        | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    public static Command Create()
    {
        var site = new SiteOptions();
        var daemons = new DaemonOptions();
        var command = new Command("demo", "Run all seven daemons on this machine, checking this machine.");
        command.Options.Add(site.State);
        daemons.AddTo(command);
        command.SetAction(async (parsed, token) =>
        {
            var sample = FindSample();
            var given = daemons.Read(parsed);
            var offset = given.TryGetValue("port_offset", out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : 0;
            var directory = parsed.GetValue(site.State)
                ?? (Environment.IsPrivilegedProcess ? RootDirectory : SiteState.DefaultDirectory(SiteName));
            given["state"] = directory;
            given["site"] = SiteName;
            Directory.CreateDirectory(directory, Passable);
            var mail = PrepareMail(directory);
            var main = Path.Combine(directory, "demo.cfg");
            PrivateFiles.Write(main, Macros(mail, offset), isPublic: false);
            using var web = StartWeb(WebPort + offset);
            try
            {
                return await RunVerb.RunAsync(
                    new RunOrder([sample, main], given, parsed.GetValue(daemons.PrintSettings)),
                    state => Welcome(state, offset, mail, web.Id),
                    token);
            }
            finally
            {
                if (!web.HasExited)
                {
                    web.Kill();
                }
            }
        });
        return command;
    }

    private static string FindSample()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            var path = Path.Combine(directory.FullName, "samples", "demo", "tsuba.cfg");
            if (File.Exists(path))
            {
                return path;
            }
        }

        throw new FileNotFoundException("The demo's configuration, samples/demo/tsuba.cfg, is not beside the program.");
    }

    /// <summary>A mail file that notification commands may write, whoever they run as.</summary>
    private static string PrepareMail(string directory)
    {
        var folder = Path.Combine(directory, "mail");
        Directory.CreateDirectory(folder, Passable);
        var mail = Path.Combine(folder, "inbox");
        if (new FileInfo(mail).LinkTarget is not null)
        {
            throw new IOException($"{mail} is a symbolic link; remove it.");
        }

        if (!File.Exists(mail))
        {
            File.WriteAllText(mail, "");
        }

        if (Environment.IsPrivilegedProcess)
        {
            File.SetUnixFileMode(mail, WritableByPlugins);
        }

        return mail;
    }

    private static string Macros(string mail, int offset)
    {
        var text = new StringBuilder("# Written by tsuba demo at each start.\n");
        text.Append(CultureInfo.InvariantCulture, $"$DEMO_MAIL$={mail}\n$DEMO_WEB_PORT$={WebPort + offset}\n");
        foreach (var (role, port) in DaemonRegistry.Ports)
        {
            text.Append(CultureInfo.InvariantCulture, $"$DEMO_PORT_{role.ToIdentifier().ToUpperInvariant()}$={port + offset}\n");
        }

        return text.ToString();
    }

    private static Process StartWeb(int port)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath ?? "dotnet");
        if (!Path.GetFileName(start.FileName).StartsWith("tsuba", StringComparison.Ordinal))
        {
            start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "tsuba.dll"));
        }

        start.ArgumentList.Add("demo-web");
        start.ArgumentList.Add("--port");
        start.ArgumentList.Add(port.ToString(CultureInfo.InvariantCulture));
        return Process.Start(start) ?? throw new IOException("The demo's web server cannot be started.");
    }

    private static void Welcome(SiteState state, int offset, string mail, int web) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"""

        The demo runs.
          page        http://127.0.0.1:{7767 + offset}/
          editing     http://127.0.0.1:{7766 + offset}/ (the configuration, with a sign-in of its own)
          mail file   {mail}
          logs        {state.LogDirectory}
          web server  process {web}, http://127.0.0.1:{WebPort + offset}/
                      stop it (kill {web}) and watch; start it again with: tsuba demo-web --port {WebPort + offset}
          status      tsuba status --state {state.Directory}
        Control-C ends it.

        """));
}
