using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Tsuba.System.Tests.Sites;

namespace Tsuba.System.Tests;

/// <summary>The seven daemons as seven processes on one state directory: the same site as <c>tsuba run</c> makes.</summary>
public sealed class SeparateProcessesTests : IAsyncLifetime
{
    private const int HangUp = 1;
    private const int Terminate = 15;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private static readonly string[] Roles = ["scheduler", "broker", "reactionner", "poller", "receiver", "synchronizer"];

    private readonly string _directory = Directory.CreateTempSubdirectory("tsuba-seven-").FullName;
    private readonly string _offset = FreeOffset().ToString(CultureInfo.InvariantCulture);
    private readonly List<Process> _processes = [];

    private string State => Path.Combine(_directory, "state");

    private string Configuration => Path.Combine(_directory, "site.cfg");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var process in _processes)
        {
            if (!process.HasExited)
            {
                process.Kill();
                await process.WaitForExitAsync();
            }

            process.Dispose();
        }

        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task SevenProcesses_OneState_CheckReloadAndStopInGoodOrder()
    {
        await File.WriteAllTextAsync(Configuration, Site("first"));
        foreach (var role in Roles)
        {
            Start([role, "--state", State, "--port-offset", _offset, "--host", "127.0.0.1"]);
        }

        var arbiter = Start(["arbiter", "-c", Configuration, "--state", State, "--port-offset", _offset, "--host", "127.0.0.1"]);

        await UntilPrintsAsync(["query", "--state", State, "GET hosts\\nColumns: name state plugin_output"], "first;0;fine");
        var second = await TsubaProgram.RunAsync("poller", "--state", State, "--port-offset", _offset);
        await File.WriteAllTextAsync(Configuration, Site("first") + Host("second"));
        Signal(arbiter, HangUp);
        await UntilPrintsAsync(["query", "--state", State, "GET hosts\\nColumns: name state plugin_output"], "second;0;fine");
        foreach (var process in _processes)
        {
            Signal(process, Terminate);
        }

        foreach (var process in _processes)
        {
            await process.WaitForExitAsync();
        }

        Assert.Equal(1, second.Exit);
        Assert.Contains("is in use by process", second.Error, StringComparison.Ordinal);
        Assert.All(_processes, process => Assert.Equal(0, process.ExitCode));
        Assert.Empty(Directory.GetFiles(Path.Combine(State, "run"), "*.running"));
    }

    private static string Site(string host) => $$"""
        interval_length=1
        define command {
          command_name ok
          command_line /bin/echo fine
        }
        {{Host(host)}}
        """;

    private static string Host(string name) => $$"""

        define host {
          host_name {{name}}
          address 127.0.0.1
          check_command ok
          check_interval 2
          max_check_attempts 1
        }
        """;

    private static void Signal(Process process, int signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private static int FreeOffset()
    {
        for (var offset = 30_000 + (Environment.ProcessId % 200 * 100); ; offset += 100)
        {
            if (Enumerable.Range(7760, 21).All(port => IsFree(port + offset)))
            {
                return offset;
            }
        }
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private Process Start(string[] arguments)
    {
        var process = TsubaProgram.Start("tsuba", arguments);
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _processes.Add(process);
        return process;
    }

    private async Task UntilPrintsAsync(string[] arguments, string expected)
    {
        var start = Stopwatch.GetTimestamp();
        (int Exit, string Output, string Error) last;
        do
        {
            last = await TsubaProgram.RunAsync(arguments);
        }
        while (!last.Output.Split('\n').Contains(expected) && Stopwatch.GetElapsedTime(start) < Patience);

        Assert.Contains(expected, last.Output.Split('\n'));
    }
}
