using Tsuba.Execution.Plugins;

namespace Tsuba.Platform.Tests.Execution;

/// <summary>Time limits, process groups, what plugins leave behind.</summary>
public sealed class PluginRunnerKillTests
{
    [Fact]
    public async Task Run_OverItsTime_KillsThePluginAndItsChildren()
    {
        await using var runs = new Runs();

        // The plugin tells the ids of its child and grandchild, which would live for ten minutes.
        var result = await runs.RunAsync(Runs.Shell("sleep 600 & echo $!; sh -c 'sleep 600 & echo $!; wait' & wait") with
        {
            Timeout = TimeSpan.FromMilliseconds(500),
        });

        Assert.True(result.TimedOut);
        Assert.Equal(9, result.Signal);
        Assert.Equal(2, result.ExitCode);
        Assert.InRange(result.Duration, TimeSpan.FromMilliseconds(490), TimeSpan.FromSeconds(20));
        var ids = result.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, ids.Length);
        await AllEndedAsync(ids);
        Assert.Equal(1, runs.Runner.Counters.TimedOut);
    }

    [Fact]
    public async Task Run_OverItsTimeWhileFlooding_IsKilledWithWhatItSaid()
    {
        await using var runs = new Runs(Runs.Options() with { MaxDiscardedBytes = long.MaxValue });

        var result = await runs.RunAsync(Runs.Command("/usr/bin/yes") with { Timeout = TimeSpan.FromMilliseconds(300) }, 100);

        Assert.True(result.TimedOut);
        Assert.True(result.Truncated);
        Assert.Equal(100, result.Output.Length);
    }

    [Fact]
    public async Task Run_PluginThatIgnoresTermination_IsKilledAllTheSame()
    {
        await using var runs = new Runs();

        var result = await runs.RunAsync(Runs.Shell("trap '' TERM INT HUP; while true; do sleep 600; done") with
        {
            Timeout = TimeSpan.FromMilliseconds(200),
        });

        Assert.True(result.TimedOut);
    }

    [Fact]
    public async Task Run_LeavesAChildThatHoldsItsOutput_ChildIsKilledAfterTheGrace()
    {
        await using var runs = new Runs(Runs.Options() with { LeftoverGrace = TimeSpan.FromMilliseconds(200) });

        var result = await runs.RunAsync(Runs.Shell("sleep 600 & echo $!; exit 1"));

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(0, result.Signal);
        Assert.False(result.TimedOut);
        await AllEndedAsync([result.Text.Trim()]);
        Assert.Equal(1, runs.Runner.Counters.LeftoversKilled);
    }

    [Fact]
    public async Task Run_LeavesAChildThatWritesWithinTheGrace_ItsTextCounts()
    {
        await using var runs = new Runs(Runs.Options() with { LeftoverGrace = TimeSpan.FromSeconds(30) });

        var result = await runs.RunAsync(Runs.Shell("(read x < /dev/null; sleep 0.2; echo late) & exit 1"));

        Assert.Equal("late\n", result.Text);
        Assert.Equal(1, result.ExitCode);
        Assert.Equal(0, runs.Runner.Counters.LeftoversKilled);
    }

    [Fact]
    public async Task Run_LeavesADaemonThatClosedItsOutput_DaemonLives()
    {
        await using var runs = new Runs();

        var result = await runs.RunAsync(Runs.Shell("sleep 600 >/dev/null 2>&1 & echo $!"));
        var daemon = int.Parse(result.Text, System.Globalization.CultureInfo.InvariantCulture);

        using var process = System.Diagnostics.Process.GetProcessById(daemon);
        Assert.False(process.HasExited);
        process.Kill();
    }

    [Fact]
    public async Task Dispose_WhilePluginsRun_KillsThemAndGivesNoResult()
    {
        using var folder = new TemporaryFolder();
        File.SetUnixFileMode(folder.Path, (UnixFileMode)0b111_111_111);
        var told = folder.File("pid");
        var results = 0;
        var runner = new PluginRunner(Runs.Options(), TimeProvider.System, _ => Interlocked.Increment(ref results));
        Assert.True(runner.TryStart(new PluginRequest(
            Runs.Shell($"mkfifo {told}; sleep 600 & echo $! > {told}; wait"), 100, State: null)));

        // Opening the pipe blocks until the plugin has started its child.
        string child;
        await using (var waiting = await OpenWhenThereAsync(told))
        {
            using var reader = new StreamReader(waiting);
            child = (await reader.ReadToEndAsync()).Trim();
        }

        await runner.DisposeAsync();

        Assert.Equal(0, results);
        await AllEndedAsync([child]);
    }

    private static async Task<FileStream> OpenWhenThereAsync(string path)
    {
        while (!File.Exists(path))
        {
            await Task.Yield();
        }

        return new FileStream(path, FileMode.Open, FileAccess.Read);
    }

    /// <summary>Waits until the kernel has done its work; a process that lives on makes the test run into its time limit.</summary>
    private static async Task AllEndedAsync(IEnumerable<string> ids)
    {
        foreach (var id in ids)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            while (IsAlive(id))
            {
                patience.Token.ThrowIfCancellationRequested();
                await Task.Yield();
            }
        }
    }

    private static bool IsAlive(string id)
    {
        try
        {
            // The state follows the program's name, which is in parentheses. An orphan may stay a zombie where nobody waits for it.
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return stat[stat.LastIndexOf(')') + 2] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }
}
