using System.Diagnostics;
using System.Globalization;
using Tsuba.Testing.Requirements;

namespace Tsuba.Modules.Tests.StatusData;

/// <summary>Debian's nagios4 in a directory of its own, with the objects of the tests.</summary>
internal sealed class NagiosRun : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _directory = Directory.CreateTempSubdirectory("tsuba-status-").FullName;
    private Process? _nagios;

    public NagiosRun()
    {
        Directory.CreateDirectory(Path.Combine(_directory, "results"));
        File.Copy(Path.Combine(RequirementProbe.CheckoutDirectory, "tests/Tsuba.Modules.Tests/StatusData/nagios-objects.cfg"), Path.Combine(_directory, "objects.cfg"));
        File.WriteAllText(MainFile, $"""
            cfg_file={_directory}/objects.cfg
            log_file={_directory}/nagios.log
            object_cache_file={_directory}/objects.cache
            precached_object_file={_directory}/objects.precache
            status_file={_directory}/status.dat
            status_update_interval=1
            state_retention_file={_directory}/retention.dat
            lock_file={_directory}/nagios.pid
            temp_file={_directory}/nagios.tmp
            temp_path={_directory}
            check_result_path={_directory}/results
            command_file={_directory}/nagios.cmd
            query_socket={_directory}/nagios.qh
            nagios_user={Environment.UserName}
            nagios_group={Environment.UserName}
            use_syslog=0
            check_external_commands=1
            check_workers=1
            check_for_updates=0

            """);
    }

    public string MainFile => Path.Combine(_directory, "nagios.cfg");

    public string Objects => File.ReadAllText(Path.Combine(_directory, "objects.cache"));

    /// <summary>Starts it, gives commands, and returns status.dat once a condition holds.</summary>
    public async Task<string> StatusAsync(IEnumerable<string> commands, Func<string, bool> condition)
    {
        // A file takes what nagios4 prints: its workers outlive it for a moment and would hold a pipe open.
        _nagios = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" \"$1\" >\"$2\" 2>&1 </dev/null", RequirementProbe.Nagios4Path("usr/sbin/nagios4")!, MainFile, $"{_directory}/output"]))!;
        using var patience = new CancellationTokenSource(Patience);
        var pipe = Path.Combine(_directory, "nagios.cmd");
        await UntilAsync(() => File.Exists(pipe) && File.Exists(Path.Combine(_directory, "status.dat")), patience.Token);
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        foreach (var command in commands)
        {
            await File.AppendAllTextAsync(pipe, string.Create(CultureInfo.InvariantCulture, $"[{now}] {command.Replace("$NOW$", now.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)}\n"), patience.Token);
        }

        await UntilAsync(() => condition(Status), patience.Token);
        return Status;
    }

    public void Dispose()
    {
        if (_nagios is { HasExited: false } running)
        {
            running.Kill(entireProcessTree: true);
            running.WaitForExit();
        }

        _nagios?.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private string Status => File.ReadAllText(Path.Combine(_directory, "status.dat"));

    private static async Task UntilAsync(Func<bool> condition, CancellationToken patience)
    {
        while (!condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), patience);
        }
    }
}
