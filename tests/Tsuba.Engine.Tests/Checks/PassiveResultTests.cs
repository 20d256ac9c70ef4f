using Tsuba.Engine.Explain;
using Tsuba.Engine.Inputs;
using Tsuba.Engine.Outputs.Events;
using Tsuba.Model.Items;

namespace Tsuba.Engine.Tests.Checks;

public sealed class PassiveResultTests
{
    [Fact]
    public void ServiceResult_AppliesLikeACheck_AndSplitsPerfdata()
    {
        var run = Run();
        var answer = run.Command("[1700000005] PROCESS_SERVICE_CHECK_RESULT;web;http;2;bad|time=1s;2;3");
        Assert.True(answer.Applied);
        Assert.Equal("PROCESS_SERVICE_CHECK_RESULT;web;http;2;bad|time=1s;2;3", answer.Line);
        var status = run.Status("web;http");
        Assert.Equal(("bad", "time=1s;2;3", true), (status.Output, status.Perfdata, status.IsPassive));
        Assert.Equal("2 SOFT 1", run.State("web;http"));
        Assert.Contains("PASSIVE SERVICE CHECK: web;http;2;bad|time=1s;2;3", run.Log);
    }

    [Fact]
    public void SeveralResultsInOneSecond_AreAllAppliedInOrder()
    {
        var run = Run();
        foreach (var code in (int[])[2, 2, 2, 0])
        {
            run.Command($"[1700000010] PROCESS_SERVICE_CHECK_RESULT;web;http;{code};r{code}");
        }

        Assert.Equal(4, run.Events.OfType<CheckResultApplied>().Count(result => result.IsPassive));
        Assert.Equal(["bob Problem web;http 1", "bob Recovery web;http 1"], run.Notifications);
    }

    [Theory]
    [InlineData(CompatibilityProfile.Shinken, 1, "0 HARD 1")]
    [InlineData(CompatibilityProfile.Shinken, 2, "1 SOFT 1")]
    [InlineData(CompatibilityProfile.Nagios, 1, "1 HARD 1")]
    [InlineData(CompatibilityProfile.Nagios, 2, "2 HARD 1")]
    public void HostResult_IsReadByTheProfile(CompatibilityProfile profile, int code, string state)
    {
        var run = Run(profile);
        run.Command($"PROCESS_HOST_CHECK_RESULT;web;{code};said");
        Assert.Equal(state, run.State("web"));
    }

    [Fact]
    public void Result_OlderThanTheLastCheck_IsRefused()
    {
        var run = Run();
        run.Command("[1700000010] PROCESS_SERVICE_CHECK_RESULT;web;http;0;new");
        var answer = run.Command("[1700000009] PROCESS_SERVICE_CHECK_RESULT;web;http;2;old");
        Assert.False(answer.Applied);
        Assert.Equal("new", run.Status("web;http").Output);
        Assert.Contains(Reason.PassiveTooOld, run.Reasons("web;http"));
    }

    [Theory]
    [InlineData("DISABLE_PASSIVE_SVC_CHECKS;web;http")]
    [InlineData("STOP_ACCEPTING_PASSIVE_SVC_CHECKS")]
    public void Result_WherePassiveChecksAreOff_IsRefused(string command)
    {
        var run = Run();
        run.Command(command);
        Assert.False(run.Command("PROCESS_SERVICE_CHECK_RESULT;web;http;2;bad").Applied);
        Assert.Contains(Reason.PassiveChecksOff, run.Reasons("web;http"));
    }

    [Fact]
    public void Result_ForUnknownItem_IsRefusedByName()
    {
        var answer = Run().Command("PROCESS_SERVICE_CHECK_RESULT;web;nope;2;bad");
        Assert.Equal((false, "there is no 'web;nope' in this part"), (answer.Applied, answer.Text));
    }

    [Theory]
    [InlineData(CompatibilityProfile.Shinken)]
    [InlineData(CompatibilityProfile.Nagios)]
    public void PassiveResult_OutOfBounds_IsUnknown(CompatibilityProfile profile)
    {
        var run = Run(profile);
        run.Command("PROCESS_SERVICE_CHECK_RESULT;web;http;7;odd");
        Assert.Equal(3, run.Status("web;http").State);
    }

    [Theory]
    [InlineData(CompatibilityProfile.Shinken, 3)]
    [InlineData(CompatibilityProfile.Nagios, 2)]
    public void ActiveResult_OutOfBounds_HasTheStateOfTheProfile(CompatibilityProfile profile, byte state)
    {
        var run = new EngineRun(Site.New(profile).Machine("web").Check("web", "http").Link());
        run.Until(10).Answer("web;http", 127, "sh: not found").Until(70);
        Assert.Equal(state, run.Status("web;http").State);
        Assert.StartsWith("(Return code of 127 is out of bounds", run.Status("web;http").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", "0 HARD 1")]
    [InlineData("1", "1 SOFT 1")]
    public void HostPluginThatSaysWarning_IsDownOnlyWithAggressiveChecking(string value, string state)
    {
        var run = new EngineRun(Site.New().Main("use_aggressive_host_checking", value).Machine("web").Link());
        run.Until(10).Answer("web", 1, "lossy").Until(70);
        Assert.Equal(state, run.State("web"));
    }

    [Theory]
    [InlineData("", 2)]
    [InlineData("3", 3)]
    public void TimedOutCheck_HasTheStateOfTheOption(string status, byte state)
    {
        var site = Site.New().Machine("web").Check("web", "http");
        var run = new EngineRun((status.Length == 0 ? site : site.Main("timeout_exit_status", status)).Link()).Until(10).Answer("web;http", null).Until(70);
        var check = run.Launched.Last(check => check.Item == ItemId.Of("web", "http"));
        run.Apply(new CheckResult { Item = check.Item, Occurrence = check.Occurrence, ExitCode = 0, Output = "", TimedOut = true, ExecutionTime = TimeSpan.FromSeconds(60) });
        Assert.Equal((state, "(Timed out after 60 s)"), (run.Status("web;http").State, run.Status("web;http").Output));
    }

    [Fact]
    public void LongOutput_IsCutAtTheLimitOfTheOption()
    {
        var run = new EngineRun(Site.New().Main("max_plugins_output_length", "100").Machine("web").Check("web", "http").Link());
        run.Answer("web;http", 0, new string('x', 300)).Until(70);
        Assert.Equal(new string('x', 100) + "…", run.Status("web;http").Output);
        run.Command($"PROCESS_SERVICE_CHECK_RESULT;web;http;0;{new string('y', 300)}");
        Assert.Equal(new string('y', 100) + "…", run.Status("web;http").Output);
    }

    private static EngineRun Run(CompatibilityProfile profile = CompatibilityProfile.Shinken) => new EngineRun(Site.New(profile)
        .Machine("web", ("active_checks_enabled", "0"))
        .Check("web", "http", ("active_checks_enabled", "0"))
        .Link()).Until(10);
}
