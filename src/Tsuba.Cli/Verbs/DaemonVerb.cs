using System.CommandLine;
using System.Globalization;
using System.Net;
using Tsuba.Arbiter.State;
using Tsuba.Cli.Composition;
using Tsuba.Cli.Sites;
using Tsuba.Hosting.Files;
using Tsuba.Hosting.Lifecycle;
using Tsuba.Hosting.Pki;
using Tsuba.Hosting.Settings;
using Tsuba.Model.Items;
using Tsuba.Synchronizer.Judging;

namespace Tsuba.Cli.Verbs;

/// <summary><c>tsuba scheduler -c FILE.ini</c> and its six siblings: one daemon in this process.</summary>
internal sealed class DaemonVerb
{
    private readonly DaemonRole _role;
    private readonly int _defaultPort;
    private readonly SiteOptions _site = new();
    private readonly DaemonOptions _daemon = new();
    private readonly Option<string[]> _files = new("--config", "-c") { HelpName = "FILE" };
    private readonly Option<string?> _name = new("--name", "-n") { Description = "Name of the daemon's object in the configuration.", HelpName = "NAME" };
    private readonly Option<int?> _port = new("--port") { Description = "Port to listen on; 0 for any free one.", HelpName = "PORT" };
    private readonly Option<bool> _verify = new("--verify-config", "-v") { Description = "Check the configuration and end." };
    private readonly Option<string?> _dump = new("--dump_conf") { Description = "Write the resolved configuration as JSON and end.", HelpName = "FILE" };

    // What old start scripts say, and what comes of it.
    private readonly (Option Option, string Remark)[] _habits =
    [
        (new Option<bool>("--daemon", "-d") { Description = "Accepted; the daemon stays in the foreground, as service managers want it." }, "-d: staying in the foreground"),
        (new Option<bool>("--replace", "-r") { Description = "Accepted; a running daemon is never killed." }, "-r: a running daemon is not replaced"),
        (new Option<string?>("--debugfile") { Description = "Accepted; use --log-level DEBUG.", HelpName = "FILE" }, "--debugfile: use --log-level DEBUG"),
        (new Option<string?>("--profile", "-p") { Description = "Accepted; metrics are at /metrics.", HelpName = "FILE" }, "--profile: metrics are at /metrics"),
    ];

    private DaemonVerb(DaemonRole role, int defaultPort)
    {
        _role = role;
        _defaultPort = defaultPort;
        _files.Description = ReadsConfiguration
            ? "The daemon's .ini file, or a main configuration file (.cfg); repeat it for more."
            : "The daemon's .ini file.";
    }

    private bool ReadsConfiguration => _role is DaemonRole.Arbiter or DaemonRole.Synchronizer;

    /// <summary>The verb of a role.</summary>
    public static Command Create(DaemonRole role, int defaultPort)
    {
        var verb = new DaemonVerb(role, defaultPort);
        var command = new Command(role.ToIdentifier(), $"Run one {role.ToIdentifier()}.") { verb._files, verb._name, verb._port };
        verb._site.AddTo(command);
        verb._daemon.AddTo(command);
        if (role == DaemonRole.Arbiter)
        {
            command.Options.Add(verb._verify);
            command.Options.Add(verb._dump);
        }

        foreach (var (option, _) in verb._habits)
        {
            command.Options.Add(option);
        }

        command.SetAction((parsed, token) => verb.RunAsync(parsed, token));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken token)
    {
        var files = parsed.GetValue(_files) ?? [];
        var configurations = files.Where(file => ReadsConfiguration && !IsIni(file)).ToArray();
        var iniFiles = files.Except(configurations).ToArray();
        if (iniFiles.Length > 1)
        {
            await Console.Error.WriteLineAsync($"tsuba: one .ini file only, not {string.Join(" and ", iniFiles)}");
            return ExitCodes.Usage;
        }

        if (_role == DaemonRole.Arbiter && (parsed.GetValue(_verify) || parsed.GetValue(_dump) is not null))
        {
            return CheckOnly(parsed, configurations);
        }

        var settings = await ReadSettingsAsync(parsed, iniFiles.FirstOrDefault(), configurations, token);
        foreach (var finding in settings.Findings)
        {
            await Console.Error.WriteLineAsync($"tsuba: {(finding.IsError ? "error" : "note")}: {finding.Text}");
        }

        if (settings.HasErrors)
        {
            return ExitCodes.Failure;
        }

        if (parsed.GetValue(_daemon.PrintSettings))
        {
            Console.Write(settings.Print());
            return ExitCodes.Success;
        }

        if (settings.Values["daemon_enabled"] == "0")
        {
            await Console.Error.WriteLineAsync("tsuba: daemon_enabled is 0, so nothing is started");
            return ExitCodes.Success;
        }

        foreach (var (option, remark) in _habits.Where(habit => parsed.GetResult(habit.Option) is { Implicit: false }))
        {
            await Console.Error.WriteLineAsync($"tsuba: note: {remark}");
        }

        return await StartAsync(parsed, settings, token);
    }

    /// <summary>The arbiter's <c>-v</c> and <c>--dump_conf</c>.</summary>
    private int CheckOnly(ParseResult parsed, string[] configurations)
    {
        if (configurations.Length == 0)
        {
            Console.Error.WriteLine("tsuba: name a main configuration file with -c");
            return ExitCodes.Usage;
        }

        if (parsed.GetValue(_dump) is { } path)
        {
            using var output = new FileStream(path, FileMode.Create, FileAccess.Write);
            return DumpVerb.Run(configurations, withOrigin: false, output);
        }

        return VerifyVerb.Run(configurations, withNotes: false, asJson: false);
    }

    private async Task<int> StartAsync(ParseResult parsed, DaemonSettings settings, CancellationToken token)
    {
        if (DaemonRegistry.Find(_role) is not { } create)
        {
            await Console.Error.WriteLineAsync($"tsuba: this build has no {_role.ToIdentifier()}");
            return ExitCodes.Failure;
        }

        if (!IPAddress.TryParse(settings.Values["host"], out var address))
        {
            await Console.Error.WriteLineAsync($"tsuba: host '{settings.Values["host"]}' is no address of this machine; write it as numbers");
            return ExitCodes.Failure;
        }

        var directory = settings.Values.GetValueOrDefault("state") ?? SiteFinder.DirectoryFor(parsed, _site, SiteFinder.DefaultSite);
        var name = settings.Values.GetValueOrDefault("name") ?? await NameAsync(directory, settings, token);
        var state = SiteState.OpenOrCreate(directory, settings.Values.GetValueOrDefault("site"), TimeProvider.System);
        var specification = new DaemonSpecification(
            _role,
            name,
            address,
            PortOf(settings),
            settings.Values,
            create)
        {
            Export = DaemonRegistry.Export,
        };
        return await SiteRunner.RunAsync(
            state, [specification], Reloading.OnHangUp, (daemons, stop) => FirstSecrets.PrintAsync(state, daemons, !Console.IsOutputRedirected, stop));
    }

    // Who reads a configuration can find itself in it. One with errors says nothing: the daemon will complain of it.
    private async Task<string> NameAsync(string directory, DaemonSettings settings, CancellationToken token)
    {
        var files = settings.Values.GetValueOrDefault("configuration", "").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (!ReadsConfiguration || files.Length == 0)
        {
            return OwnObject.UsualName(_role);
        }

        if (AdoptedSite.Read(directory) is { } adopted)
        {
            return await OwnObject.FindAsync(adopted, _role, token);
        }

        var judgement = Judgement.Of(new DiskSourceFiles(), files);
        return judgement.Verification.IsAccepted ? await OwnObject.FindAsync(judgement.Resolved, _role, token) : OwnObject.UsualName(_role);
    }

    private int PortOf(DaemonSettings settings)
    {
        var port = settings.Values.TryGetValue("port", out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : _defaultPort;
        return port == 0 ? 0 : port + int.Parse(settings.Values["port_offset"], CultureInfo.InvariantCulture);
    }

    private async Task<DaemonSettings> ReadSettingsAsync(ParseResult parsed, string? iniPath, string[] configurations, CancellationToken token)
    {
        var ini = iniPath is null ? null : IniFile.Parse(iniPath, await File.ReadAllTextAsync(iniPath, token));
        var given = _daemon.Read(parsed);
        foreach (var (key, value) in new[]
        {
            ("name", parsed.GetValue(_name)),
            ("port", parsed.GetValue(_port)?.ToString(CultureInfo.InvariantCulture)),
            ("state", parsed.GetValue(_site.State)),
            ("site", parsed.GetValue(_site.Site)),
            ("configuration", configurations.Length == 0 ? null : string.Join('\n', configurations.Select(Path.GetFullPath))),
        })
        {
            if (value is not null)
            {
                given[key] = value;
            }
        }

        return DaemonSettings.Resolve(ini, DaemonOptions.Environment(), given);
    }

    private static bool IsIni(string path) => path.EndsWith(".ini", StringComparison.OrdinalIgnoreCase);
}
