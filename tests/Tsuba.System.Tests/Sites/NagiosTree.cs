using System.Diagnostics;
using Tsuba.Testing.Requirements;

namespace Tsuba.System.Tests.Sites;

/// <summary>
/// Debian's nagios4 with its own configuration in a temporary directory. Only paths, and the user it runs as, differ from the package.
/// </summary>
internal sealed class NagiosTree : IDisposable
{
    private Process? _process;

    private NagiosTree(string directory) => Root = directory;

    /// <summary>Holds <c>etc</c> and <c>var</c>.</summary>
    public string Root { get; }

    public string Etc => Path.Combine(Root, "etc");

    public string Var => Path.Combine(Root, "var");

    public string MainFile => Path.Combine(Etc, "nagios.cfg");

    /// <summary>Copies the configuration of the unpacked package.</summary>
    public static NagiosTree Create()
    {
        var tree = new NagiosTree(PassableDirectory.Create());
        var source = Path.GetDirectoryName(RequirementProbe.Nagios4Path("etc/nagios4/nagios.cfg"))!;
        foreach (var folder in new[] { "rw", "spool/checkresults", "log/archives", "run" })
        {
            Directory.CreateDirectory(Path.Combine(tree.Var, folder));
        }

        Directory.CreateDirectory(Path.Combine(tree.Etc, "conf.d"));
        foreach (var file in Directory.EnumerateFiles(source, "*.cfg", SearchOption.AllDirectories))
        {
            var target = Path.Combine(tree.Etc, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.WriteAllText(target, tree.Moved(File.ReadAllText(file)));
        }

        File.AppendAllText(tree.MainFile, $"\nquery_socket={tree.Var}/rw/nagios.qh\n");
        return tree;
    }

    /// <summary>Starts nagios4 on it; as root it becomes nobody.</summary>
    public async Task StartAsync()
    {
        if (Environment.IsPrivilegedProcess)
        {
            using var chown = Process.Start("chown", ["-R", "nobody:nogroup", Var]);
            await chown.WaitForExitAsync();
        }

        _process = Process.Start(new ProcessStartInfo(RequirementProbe.Nagios4Path("usr/sbin/nagios4")!, [MainFile])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await Waiting.UntilAsync("nagios4 has written its status", () => Task.FromResult(File.Exists(Path.Combine(Var, "status.dat"))), () => File.ReadAllText(Path.Combine(Var, "log/nagios.log")));
    }

    /// <summary>Whether it still runs.</summary>
    public bool IsRunning => _process is { HasExited: false };

    public void Dispose()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process?.Dispose();
        Directory.Delete(Root, recursive: true);
    }

    private string Moved(string text)
    {
        text = text
            .Replace("/etc/nagios4", Etc, StringComparison.Ordinal)
            .Replace("/var/lib/nagios4", Var, StringComparison.Ordinal)
            .Replace("/var/log/nagios4", Path.Combine(Var, "log"), StringComparison.Ordinal)
            .Replace("/var/run/nagios4", Path.Combine(Var, "run"), StringComparison.Ordinal);
        return Environment.IsPrivilegedProcess
            ? text.Replace("nagios_user=nagios", "nagios_user=nobody", StringComparison.Ordinal)
                .Replace("nagios_group=nagios", "nagios_group=nogroup", StringComparison.Ordinal)
            : text;
    }
}
