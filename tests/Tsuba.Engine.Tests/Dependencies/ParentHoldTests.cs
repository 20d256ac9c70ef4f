using Tsuba.Engine.Explain;
using Tsuba.Model.Items;
using Tsuba.Model.Snapshots;

namespace Tsuba.Engine.Tests.Dependencies;

/// <summary>A child seen down before its parent waits for the parent (design 3), in both profiles.</summary>
public sealed class ParentHoldTests
{
    [Theory]
    [InlineData(CompatibilityProfile.Shinken)]
    [InlineData(CompatibilityProfile.Nagios)]
    public void ChildDown_ParentDownToo_BecomesUnreachableAndStaysSilent(CompatibilityProfile profile)
    {
        var run = new EngineRun(Chain(profile)).Until(61);
        run.Answer("router", 2, "gone").Answer("web", 2, "no answer").Until(200);
        Assert.Equal(1, run.Status("router").State);
        Assert.Equal(2, run.Status("web").State);
        Assert.Equal(["bob Problem router 1"], run.Notifications.Where(line => !line.Contains("web", StringComparison.Ordinal)));
        Assert.DoesNotContain(run.Log, line => line.StartsWith("HOST ALERT: web;DOWN", StringComparison.Ordinal));
        Assert.Contains(Reason.HeldForParents, run.Reasons("web"));
        Assert.Contains(Reason.DependencyCheckRaised, run.Reasons("router"));
    }

    [Fact]
    public void ChildDown_ParentUp_IsDownInTheSameMoment()
    {
        var run = new EngineRun(Chain()).Until(61);
        run.Answer("web", 2, "no answer").Until(125);
        Assert.Contains("HOST ALERT: web;DOWN;HARD;1;no answer", run.Log);
        Assert.Equal(["bob Problem web 1"], run.Notifications);
        Assert.Contains(Reason.ParentsAnswered, run.Reasons("web"));
    }

    [Fact]
    public void ChildDown_ParentSilent_GoesOnAfterFifteenSeconds()
    {
        var run = new EngineRun(Chain()).Until(61);
        run.Answer("web", 2, "no answer").Answer("router", null).Until(134);
        Assert.Equal(0, run.Status("web").State);
        run.Until(135);
        Assert.Equal(1, run.Status("web").State);
        Assert.Contains(Reason.ParentsSilent, run.Reasons("web"));
    }

    [Fact]
    public void ChildDown_PassiveParent_IsNotWaitedFor()
    {
        var run = new EngineRun(Site.New()
            .Machine("router", ("active_checks_enabled", "0"))
            .Machine("web", ("parents", "router"), ("max_check_attempts", "1"))
            .Link()).Until(61);
        run.Answer("web", 2, "no answer").Until(125);
        Assert.DoesNotContain(Reason.HeldForParents, run.Reasons("web"));
        Assert.Equal(1, run.Status("web").State);
    }

    [Fact]
    public void GrandchildDown_WaitsForTheWholeBranch()
    {
        var run = new EngineRun(Site.New()
            .Machine("core", ("max_check_attempts", "1"), ("check_interval", "30"))
            .Machine("edge", ("parents", "core"), ("max_check_attempts", "1"), ("check_interval", "30"))
            .Machine("web", ("parents", "edge"), ("max_check_attempts", "1"))
            .Link()).Until(61);
        run.Answer("core", 2, "gone").Answer("edge", 2, "gone").Answer("web", 2, "gone").Until(130);
        Assert.Equal([1, 2, 2], new[] { "core", "edge", "web" }.Select(name => (int)run.Status(name).State));
    }

    [Fact]
    public void ServiceBad_HostDownToo_IsNotTold()
    {
        var run = new EngineRun(Site.New()
            .Machine("web", ("max_check_attempts", "1"), ("check_interval", "30"))
            .Check("web", "http", ("max_check_attempts", "1"))
            .Link()).Until(61);
        run.Answer("web", 2, "gone").Answer("web;http", 2, "refused").Until(200);
        Assert.Equal(["bob Problem web 1"], run.Notifications);
        Assert.Contains(Reason.HostNotUp, run.Reasons("web;http"));
    }

    [Theory]
    [InlineData(CompatibilityProfile.Shinken)]
    [InlineData(CompatibilityProfile.Nagios)]
    public void ServiceBad_HostSoftlyDown_IsNotToldUntilTheHostIsUp(CompatibilityProfile profile)
    {
        var run = new EngineRun(Site.New(profile)
            .Machine("web", ("max_check_attempts", "9"))
            .Check("web", "http", ("max_check_attempts", "1"))
            .Link()).Until(61);
        run.Answer("web", 2, "gone").Answer("web;http", 2, "refused").Until(300);
        Assert.Equal(StateType.Soft, run.Status("web").StateType);
        Assert.Empty(run.Notifications);
        run.Answer("web", 0, "back").Until(500);
        Assert.Equal(["bob Problem web;http 1"], run.Notifications);
    }

    [Fact]
    public void ServiceBad_HostUp_AsksOnceWhileTheProblemStays()
    {
        var run = new EngineRun(Site.New()
            .Machine("web", ("check_interval", "30"))
            .Check("web", "http", ("max_check_attempts", "1"))
            .Link()).Until(61);
        run.Answer("web;http", 2, "refused").Until(1000);
        Assert.Equal(["bob Problem web;http 1"], run.Notifications);
        Assert.Single(run.Reasons("web"), Reason.DependencyCheckRaised);
    }

    [Fact]
    public void ServiceBad_HostDependencyOff_DoesNotAskTheHost()
    {
        var run = new EngineRun(Site.New()
            .Machine("web", ("check_interval", "30"))
            .Check("web", "http", ("max_check_attempts", "1"), ("host_dependency_enabled", "0"))
            .Link()).Until(61);
        run.Answer("web", null).Answer("web;http", 2, "refused").Until(125);
        Assert.Equal("2 HARD 1", run.State("web;http"));
        Assert.DoesNotContain(Reason.DependencyCheckRaised, run.Reasons("web"));
    }

    [Fact]
    public void PassiveServiceBad_AsksTheHostButIsNotHeld()
    {
        var run = new EngineRun(Site.New()
            .Machine("web", ("check_interval", "30"))
            .Check("web", "http", ("active_checks_enabled", "0"), ("max_check_attempts", "1"))
            .Link()).Until(61);
        run.Answer("web", null);
        run.Command("PROCESS_SERVICE_CHECK_RESULT;web;http;2;bad");
        Assert.Equal("2 HARD 1", run.State("web;http"));
        Assert.Contains(Reason.DependencyCheckRaised, run.Reasons("web"));
    }

    [Fact]
    public void LongChain_IsReleasedWithoutRecursion()
    {
        var site = Site.New();
        for (var host = 0; host < 3000; host++)
        {
            site.Machine($"h{host:0000}", ("parents", host == 0 ? "" : $"h{host - 1:0000}"), ("max_check_attempts", "1"), ("check_interval", "30"));
        }

        var run = new EngineRun(site.Link()).Until(61);
        for (var host = 0; host < 3000; host++)
        {
            run.Answer($"h{host:0000}", null);
        }

        // The last host fails first: the question goes up the whole chain.
        run.Until(1800);
        for (var host = 2999; host >= 0; host--)
        {
            run.Apply(new Inputs.CheckResult { Item = ItemId.OfHost($"h{host:0000}"), Occurrence = 2, ExitCode = 2, Output = "gone" });
        }

        Assert.Equal(1, run.Status("h0000").State);
        Assert.Equal(2, run.Status("h2999").State);
    }

    [Fact]
    public void HeldResult_SurvivesARestart()
    {
        var run = new EngineRun(Chain()).Until(61);
        run.Answer("web", 2, "no answer").Answer("router", null).Until(125);
        run.Restart().Until(136);
        Assert.Equal(1, run.Status("web").State);
    }

    // The router is checked rarely, so its state is old when the child fails.
    private static ConfigurationSnapshot Chain(CompatibilityProfile profile = CompatibilityProfile.Shinken) => Site.New(profile)
        .Machine("router", ("max_check_attempts", "1"), ("check_interval", "30"))
        .Machine("web", ("parents", "router"), ("max_check_attempts", "1"), ("notification_options", "d,r"))
        .Link();
}
