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
