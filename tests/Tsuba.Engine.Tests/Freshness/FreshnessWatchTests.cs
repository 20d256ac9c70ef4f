using Tsuba.Engine.Explain;
using Tsuba.Engine.Outputs.Events;

namespace Tsuba.Engine.Tests.Freshness;

public sealed class FreshnessWatchTests
{
    [Fact]
    public void PassiveService_WithoutResultForTooLong_IsCheckedAndLogged()
    {
        var run = new EngineRun(Site.New().Machine("web").Check("web", "backup", ("active_checks_enabled", "0"), ("check_freshness", "1"), ("freshness_threshold", "100")).Link());
        run.Until(50).Answer("web;backup", 2, "stale");
        run.Command("PROCESS_SERVICE_CHECK_RESULT;web;backup;0;done");
        run.Until(164);
        Assert.Equal("done", run.Status("web;backup").Output);
        run.Until(165);
        Assert.Equal("2 SOFT 1", run.State("web;backup"));
        Assert.Contains(Reason.StaleResult, run.Reasons("web;backup"));
        Assert.Contains(run.Log, line => line.Contains("are stale", StringComparison.Ordinal));
        Assert.False(run.Events.OfType<StatusChanged>().Last().IsStale);
    }

    [Fact]
    public void PassiveService_InNagios_IsStaleWhenOlderThanTheThreshold()
    {
        var run = new EngineRun(Site.New(Model.Items.CompatibilityProfile.Nagios).Main("check_service_freshness", "1").Main("additional_freshness_latency", "0").Machine("web").Check("web", "backup", ("active_checks_enabled", "0"), ("check_freshness", "1"), ("freshness_threshold", "100")).Link());
        run.Until(50).Command("PROCESS_SERVICE_CHECK_RESULT;web;backup;0;done");
        run.Until(150.9);
        Assert.DoesNotContain(Reason.StaleResult, run.Reasons("web;backup"));
        run.Until(151);
        Assert.Contains(Reason.StaleResult, run.Reasons("web;backup"));
    }

    // Time 0 is 22:13:20; the period opens 1,600 s later, between two looks a minute apart.
    [Fact]
    public void StaleBeforeItsPeriodOpens_IsCheckedAtTheOpening()
    {
        var run = new EngineRun(Site.New().TimePeriod("late", ("tuesday", "22:40-24:00")).Machine("web")
            .Check("web", "backup", ("active_checks_enabled", "0"), ("check_freshness", "1"), ("freshness_threshold", "100"), ("check_period", "late")).Link());
        run.Answer("web;backup", 2, "stale").Until(1599);
        Assert.DoesNotContain(Reason.StaleResult, run.Reasons("web;backup"));
        run.Until(1600);
        Assert.Contains(Reason.StaleResult, run.Reasons("web;backup"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Service_InNagiosWithBothKindsOfChecksOff_IsNotStale(bool takesPassive)
    {
        var run = new EngineRun(Site.New(Model.Items.CompatibilityProfile.Nagios).Main("check_service_freshness", "1").Machine("web").Check("web", "backup", ("active_checks_enabled", "0"), ("check_freshness", "1"), ("freshness_threshold", "100")).Link());
        if (!takesPassive)
        {
            run.Command("DISABLE_PASSIVE_SVC_CHECKS;web;backup");
        }

        run.Until(300);
        Assert.Equal(takesPassive, run.Reasons("web;backup").Contains(Reason.StaleResult));
    }

    [Theory]
    [InlineData("0", "ENABLE_SVC_FRESHNESS_CHECK;web;backup", true)]
    [InlineData("1", "DISABLE_SVC_FRESHNESS_CHECK;web;backup", false)]
    [InlineData("0", "DISABLE_SVC_FRESHNESS_CHECK;web;backup", false)]
    public void Switched_ByCommand_CountsFromThen(string configured, string command, bool isWatched)
    {
        var run = new EngineRun(Site.New().Machine("web")
            .Check("web", "backup", ("active_checks_enabled", "0"), ("check_freshness", configured), ("freshness_threshold", "100")).Link());
        run.Answer("web;backup", 2, "stale").Until(50);
        Assert.True(run.Command(command).Applied);
        Assert.DoesNotContain(Reason.StaleResult, run.Until(164).Reasons("web;backup"));
        Assert.Equal(isWatched, run.Until(300).Reasons("web;backup").Contains(Reason.StaleResult));
    }

    [Fact]
    public void ActiveService_InShinken_IsNotWatched()
    {
        var run = new EngineRun(Site.New().Machine("web").Check("web", "backup", ("check_interval", "60"), ("check_freshness", "1"), ("freshness_threshold", "100")).Link());
        run.Until(1000);
        Assert.DoesNotContain(Reason.StaleResult, run.Reasons("web;backup"));
    }
}
