using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Tsuba.Testing.Requirements;

namespace Tsuba.Modules.Tests.Livestatus.Icinga;

/// <summary>Debian's icinga2 with the compared objects and its Livestatus socket.</summary>
internal sealed class IcingaServer : IAsyncDisposable
{
    private readonly string _directory;
    private readonly Process _process;
    private readonly Task<string> _output;

    private IcingaServer(string directory, Process process)
    {
        _directory = directory;
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
    }

    public static async Task<IcingaServer> StartAsync()
    {
        // Not below the folder of tests: the path of a Unix socket is short.
        var directory = Directory.CreateTempSubdirectory("icinga-").FullName;
        foreach (var folder in new[] { "run/icinga2", "data", "log" })
        {
            Directory.CreateDirectory(Path.Combine(directory, folder));
        }

        await File.WriteAllTextAsync(Path.Combine(directory, "main.conf"), ComparedSite.IcingaObjects() + $$"""
            object ExternalCommandListener "command" {
              command_path = "{{directory}}/run/cmd"
            }
            object LivestatusListener "live" {
              socket_type = "unix"
              socket_path = "{{directory}}/run/live"
              compat_log_path = "{{directory}}/log"
            }

            """);
        var root = RequirementProbe.LivestatusClientsDirectory!;
        var start = new ProcessStartInfo($"{root}/usr/lib/x86_64-linux-gnu/icinga2/sbin/icinga2")
        {
            RedirectStandardOutput = true,
            Environment = { ["LD_LIBRARY_PATH"] = $"{root}/usr/lib/x86_64-linux-gnu" },
        };
        string[] arguments =
        [
            "daemon", "-c", $"{directory}/main.conf", "-D", $"DataDir={directory}/data", "-D", $"LogDir={directory}/log", "-D", $"CacheDir={directory}/data",
            "-D", $"SpoolDir={directory}/data", "-D", $"InitRunDir={directory}/run", "-D", $"ConfigDir={directory}", "-D", $"RunAsUser={Environment.UserName}", "-D", $"RunAsGroup={Environment.UserName}",
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var server = new IcingaServer(directory, Process.Start(start)!);
        await server.FeedAsync();
        return server;
    }

    /// <summary>Asks, closes the own side, reads to the end.</summary>
    public async Task<string> AskAsync(string request)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(Path.Combine(_directory, "run/live")));
        await socket.SendAsync(Encoding.UTF8.GetBytes(request + "\n"));
        socket.Shutdown(SocketShutdown.Send);
        return await LivestatusPortFixture.ReadToEndAsync(socket);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        await _output;
        _process.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    // Results go in until every one of them shows.
    private async Task FeedAsync()
    {
        var pipe = Path.Combine(_directory, "run/cmd");
        var live = Path.Combine(_directory, "run/live");
        await UntilAsync(() => Task.FromResult(File.Exists(pipe) && File.Exists(live)));
        await using (var commands = new StreamWriter(new FileStream(pipe, FileMode.Open, FileAccess.Write)))
        {
            foreach (var (item, state, output, perfdata) in ComparedSite.States())
            {
                var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
                var text = perfdata.Length > 0 ? $"{output}|{perfdata}" : output;
                await commands.WriteLineAsync(item.Description is { } description
                    ? string.Create(CultureInfo.InvariantCulture, $"[{now}] PROCESS_SERVICE_CHECK_RESULT;{item.Host};{description};{state};{text}")
                    : string.Create(CultureInfo.InvariantCulture, $"[{now}] PROCESS_HOST_CHECK_RESULT;{item.Host};{state};{text}"));
            }
        }

        await UntilAsync(async () => await AskAsync("GET services\nStats: has_been_checked = 1\nStats: host_has_been_checked = 1\nStatsAnd: 2\n")
            == string.Create(CultureInfo.InvariantCulture, $"{ComparedSite.Hosts * ComparedSite.ServicesPerHost}\n"));
    }

    private async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!await isSo())
        {
            Assert.False(_process.HasExited, _process.HasExited ? await _output : "");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, limit.Token);
        }
    }
}
