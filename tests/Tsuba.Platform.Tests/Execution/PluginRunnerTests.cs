using Tsuba.Execution.Plugins;
using Tsuba.Execution.Users;

namespace Tsuba.Platform.Tests.Execution;

public sealed class PluginRunnerTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(126)]
    [InlineData(255)]
    public async Task Run_ExitStatus_IsReportedAsItIs(int status)
    {
        await using var runs = new Runs();

        var result = await runs.RunAsync(Runs.Shell($"echo said; exit {status}"));

        Assert.Equal(status, result.ExitCode);
        Assert.Equal(0, result.Signal);
        Assert.False(result.TimedOut);
        Assert.Null(result.Failure);
        Assert.Equal("said\n", result.Text);
    }

    [Fact]
    public async Task Run_Arguments_ReachTheProgramUnchangedAndWithoutAShell()
    {
        await using var runs = new Runs();

        var result = await runs.RunAsync(Runs.Command("/usr/bin/printf", "[%s]", "a b", "$(id)", "", "'\"", "é;|&"));

        Assert.Equal("[a b][$(id)][]['\"][é;|&]", result.Text);
    }

    [Fact]
    public async Task Run_Signal_IsReportedAsCritical()
    {
        await using var runs = new Runs();

        var result = await runs.RunAsync(Runs.Shell("kill -SEGV $$"));

        Assert.Equal(11, result.Signal);
        Assert.Equal(2, result.ExitCode);
        Assert.False(result.TimedOut);
    }

    [Fact]
    public async Task Run_OnlyStandardError_IsTheOutput()
    {
        await using var runs = new Runs();

        Assert.Equal("wrong\n", (await runs.RunAsync(Runs.Shell("echo wrong >&2; exit 3"))).Text);
        Assert.Equal("right\n", (await runs.RunAsync(Runs.Shell("echo wrong >&2; echo right"))).Text);
        Assert.Equal("", (await runs.RunAsync(Runs.Command("/bin/true"))).Text);
    }

    [Fact]
    public async Task Run_MissingProgram_FailsWithAHint()
    {
        await using var runs = new Runs();

        var result = await runs.RunAsync(Runs.Command("/no/such/plugin"));

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("/no/such/plugin: No such file or directory", result.Failure, StringComparison.Ordinal);
        Assert.Contains("127", result.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_NotExecutable_FailsWithAHint()
    {
        await using var runs = new Runs();

        var result = await runs.RunAsync(Runs.Command("/etc/passwd"));

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("Permission denied", result.Failure, StringComparison.Ordinal);
        Assert.Contains("126", result.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ScriptWithoutInterpreterLine_GoesToTheShell()
    {
        using var folder = new TemporaryFolder();
        var script = folder.Executable("check", "echo \"shell got $1\"\nexit 1\n");
        await using var runs = new Runs();

        var result = await runs.RunAsync(Runs.Command(script, "a b"));

        Assert.Equal("shell got a b\n", result.Text);
        Assert.Equal(1, result.ExitCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/bin/echo", "a\0b")]
    public async Task Run_ImpossibleCommand_IsRefused(params string[] arguments)
    {
        await using var runs = new Runs();

        var result = await runs.RunAsync(Runs.Command(arguments));

        Assert.NotNull(result.Failure);
        Assert.Equal(2, result.ExitCode);
    }

    [Fact]
    public async Task Run_ArgumentOfManyKilobytes_Arrives_AndOneTooLongFails()
    {
        await using var runs = new Runs();

        var large = await runs.RunAsync(Runs.Command("/usr/bin/printf", "%s", new string('x', 100_000)), maxOutputBytes: 200_000);
        var tooLarge = await runs.RunAsync(Runs.Command("/usr/bin/printf", "%s", new string('x', 200_000)));

        Assert.Equal(100_000, large.Output.Length);
        Assert.Contains("Argument list too long", tooLarge.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Environment_IsTheCleanOneAndTheInvocations()
    {
        Environment.SetEnvironmentVariable("TSUBA_TEST_SECRET", "secret");
        await using var runs = new Runs();

        var result = await runs.RunAsync(Runs.Command("/usr/bin/env") with
        {
            Environment = [new("TSUBA_OUTPUT", "a `id` $(id)\nb"), new("LANG", "fr_FR.UTF-8")],
        });

        Assert.Contains("TSUBA_OUTPUT=a `id` $(id)\nb\n", result.Text, StringComparison.Ordinal);
        Assert.Contains("LANG=fr_FR.UTF-8\n", result.Text, StringComparison.Ordinal);
        Assert.Equal(1, result.Text.Split("LANG=").Length - 1);
        Assert.Contains("PATH=/", result.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Child_HasItsOwnGroupNoOtherDescriptorAndDefaultSignals()
    {
        await using var runs = new Runs();

        var result = await runs.RunAsync(Runs.Shell(
            "cut -d' ' -f1,5 /proc/$$/stat; ls /proc/$$/fd; readlink /proc/$$/fd/0; pwd"));
        var signals = await runs.RunAsync(Runs.Command("/bin/grep", "-E", "^(SigBlk|SigIgn)", "/proc/self/status"));

        var lines = result.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var ids = lines[0].Split(' ');
        Assert.Equal(ids[0], ids[1]);
        Assert.Equal(["0", "1", "2", "/dev/null", "/"], lines[1..]);

        // The C library itself ignores its two internal signals, 32 and 33, in whatever it spawns.
        Assert.Matches("\\ASigBlk:\t0000000000000000\nSigIgn:\t0000000(000000000|180000000)\n\\z", signals.Text);
    }

    [Fact]
    public async Task Run_AsRoot_ChildIsTheUserWithoutCapabilities()
    {
        if (!PluginUser.ProcessIsRoot || PluginUser.Find("nobody") is not { } nobody)
        {
            // Only root can start processes as somebody else.
            Assert.False(PluginUser.ProcessIsRoot);
            return;
        }

        await using var runs = new Runs(Runs.Options() with { User = nobody });

        var result = await runs.RunAsync(Runs.Shell("id -u; id -g; id -G; grep -E '^(Uid|Gid|CapPrm|CapEff|CapAmb)' /proc/$$/status"));

        var lines = result.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var user = nobody.User.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var group = nobody.Group.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal([user, group, group], lines[..3]);
        Assert.Equal(["Uid:", user, user, user, user], lines[3].Split('\t'));
        Assert.Equal(["Gid:", group, group, group, group], lines[4].Split('\t'));
        Assert.All(lines[5..], line => Assert.EndsWith("\t0000000000000000", line, StringComparison.Ordinal));
        Assert.True(PluginUser.ProcessIsRoot);
        Assert.Contains("Uid:\t0\t0\t0\t0", await File.ReadAllTextAsync("/proc/self/status"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_BadEncoding_IsKeptAndReadsAsReplacement()
    {
        await using var runs = new Runs();

        var result = await runs.RunAsync(Runs.Command("/usr/bin/printf", "caf\\351 ok"));

        Assert.Equal("caf\uFFFD ok", result.Text);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task Run_OutputOverTheLimit_IsCutBetweenCharactersAndMarked()
    {
        await using var runs = new Runs();

        var result = await runs.RunAsync(Runs.Command("/usr/bin/printf", "aé€"), maxOutputBytes: 5);

        Assert.Equal("aé", result.Text);
        Assert.True(result.Truncated);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task Run_OutputLargerThanAPipe_IsDrainedSoThatThePluginEnds()
    {
        await using var runs = new Runs();

        var result = await runs.RunAsync(Runs.Shell("head -c 3000000 /dev/zero | tr '\\0' x; exit 1"), maxOutputBytes: 1000);

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(1000, result.Output.Length);
        Assert.True(result.Truncated);
    }

    [Fact]
    public async Task Run_EndlessOutput_EndsWhenThePipeIsClosedUnderIt()
    {
        await using var runs = new Runs(Runs.Options() with { MaxDiscardedBytes = 1_000_000 });

        var result = await runs.RunAsync(Runs.Command("/usr/bin/yes"), maxOutputBytes: 1000);

        Assert.Equal(1000, result.Output.Length);
        Assert.True(result.Truncated);
        Assert.Equal(13, result.Signal);
    }

    [Fact]
    public async Task Run_CpuTimeAndDuration_AreMeasured()
    {
        await using var runs = new Runs();

        var result = await runs.RunAsync(Runs.Shell("i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done"));

        Assert.True(result.Cpu > TimeSpan.Zero);
        Assert.True(result.Duration > TimeSpan.Zero);
        Assert.True(result.StartUtcMilliseconds > 1_600_000_000_000);
    }

    [Fact]
    public async Task TryStart_MoreThanTheLimit_IsRefusedUntilOneEnded()
    {
        await using var runs = new Runs(Runs.Options() with { MaxConcurrent = 2 });
        var request = new PluginRequest(Runs.Command("/bin/true"), 100, State: null);

        Assert.Equal(2, runs.Runner.Free);
        runs.Start(Runs.Command("/bin/sleep", "600") with { Timeout = TimeSpan.FromMilliseconds(300) });
        runs.Start(Runs.Command("/bin/sleep", "600") with { Timeout = TimeSpan.FromMilliseconds(300) });
        Assert.False(runs.Runner.TryStart(request));
        Assert.Equal(0, runs.Runner.Free);

        await runs.NextAsync();
        Assert.True(runs.Runner.TryStart(request));
    }

    [Fact]
    public async Task Run_ManyInParallel_AllEndWithTheirOwnOutput()
    {
        await using var runs = new Runs(Runs.Options() with { MaxConcurrent = 400 });
        for (var i = 0; i < 400; i++)
        {
            runs.Start(Runs.Command("/bin/echo", $"number {i}"), state: i);
        }

        var seen = new HashSet<int>();
        for (var i = 0; i < 400; i++)
        {
            var result = await runs.NextAsync();
            var number = (int)result.Request.State!;
            Assert.Equal($"number {number}\n", result.Text);
            Assert.True(seen.Add(number));
        }
    }

    [Fact]
    public async Task Run_AThousandTimes_LeavesNoDescriptorAndNoZombie()
    {
        await using var runs = new Runs();
        await runs.RunAsync(Runs.Command("/bin/true"));
        var descriptors = Descriptors();

        for (var i = 0; i < 1000; i += 50)
        {
            for (var j = 0; j < 50; j++)
            {
                runs.Start(j % 10 == 0 ? Runs.Command("/no/such/plugin") : Runs.Command("/bin/echo", "x"));
            }

            for (var j = 0; j < 50; j++)
            {
                await runs.NextAsync();
            }
        }

        // Other tests of this process open a few of their own meanwhile; a leak would be a thousand or more.
        Assert.InRange(Descriptors(), 0, descriptors + 200);
        Assert.Equal(901, runs.Runner.Counters.Started);
        Assert.Equal(100, runs.Runner.Counters.NotStarted);
    }

    private static int Descriptors() => Directory.GetFiles("/proc/self/fd").Length;
}
