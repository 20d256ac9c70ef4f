using Tsuba.Engine.Explain;
using Tsuba.Engine.Inputs;
using Tsuba.Model.Items;

namespace Tsuba.Engine.Tests.Checks;

public sealed class PlanningTests
{
    [Fact]
    public void Rhythm_HoldsThePhase_WhateverTheResultTakes()
    {
        var run = new EngineRun(Site.New().Machine("web", ("check_interval", "5")).Link());
        run.Until(1000);
        Assert.Equal([0, 300, 600, 900], run.Checks.Select(check => check.Second));
        Assert.Equal([1UL, 2, 3, 4], run.Checks.Select(check => check.Occurrence));
    }

    [Fact]
    public void SoftState_IsCheckedAtTheRetryInterval()
    {
        var run = new EngineRun(Site.New().Machine("web", ("check_interval", "5"), ("retry_interval", "1")).Link());
        run.Until(100).Answer("web", 2, "bad").Until(800);
        Assert.Equal([0, 300, 360, 420, 720], run.Checks.Select(check => check.Second));
    }

    [Fact]
    public void ForcedCheck_RunsThoughChecksAreSwitchedOffMeanwhile()
    {
        var run = new EngineRun(Site.New().Machine("web", ("check_interval", "5")).Link()).Until(10);
        run.Command("SCHEDULE_FORCED_HOST_CHECK;web;1700000123");
        run.Command("DISABLE_HOST_CHECK;web");
        run.Until(2000);
        Assert.Equal([0, 123], run.Checks.Select(check => check.Second));
    }

    [Fact]
    public void Spread_IsDeterministicAndInsideTheInterval()
    {
        var builder = Site.New();
        for (var host = 0; host < 50; host++)
        {
            builder.Machine($"h{host}", ("check_interval", "5"));
        }

        var snapshot = builder.Link();
        var one = new EngineRun(snapshot, spread: true).Until(300);
        var two = new EngineRun(snapshot, spread: true).Until(300);
        Assert.Equal(50, one.Checks.Select(check => check.Item).Distinct().Count());
        Assert.Equal(one.Checks, two.Checks);
        Assert.True(one.Checks.Select(check => check.Second).Distinct().Count() > 40);
    }

    [Fact]
    public void CheckPeriod_MovesChecksToItsBegin()
    {
        // 22:13:20 at time 0; the period opens at 22:40, 1600 s later.
        var run = new EngineRun(Site.New().TimePeriod("late", ("tuesday", "22:40-24:00")).Machine("web", ("check_interval", "5"), ("check_period", "late")).Link());
        run.Until(2200);
        Assert.Equal([1600, 1900, 2200], run.Checks.Select(check => check.Second));
        Assert.Contains(Reason.CheckMovedIntoPeriod, run.Reasons("web"));
    }

    [Fact]
    public void CheckPeriod_WithSpread_DoesNotStartEverythingAtItsOpening()
    {
        var builder = Site.New().TimePeriod("late", ("tuesday", "22:40-24:00"));
        for (var host = 0; host < 40; host++)
        {
            builder.Machine($"h{host}", ("check_interval", "5"), ("check_period", "late"));
        }

        var run = new EngineRun(builder.Link(), spread: true).Until(1900);
        Assert.Equal(40, run.Checks.Select(check => check.Item).Distinct().Count());
        Assert.All(run.Checks, check => Assert.InRange(check.Second, 1600, 1900));
        Assert.True(run.Checks.GroupBy(check => (int)check.Second / 30).Max(group => group.Count()) < 15);
    }

    [Fact]
    public void ActiveChecksOff_PlansNothing()
    {
        var run = new EngineRun(Site.New().Machine("web", ("active_checks_enabled", "0")).Link());
        run.Until(3600);
        Assert.Empty(run.Checks);
        Assert.Null(run.Engine.NextTimerLogicalMilliseconds);
    }

    [Fact]
    public void ProgramChecksOff_SkipsRounds_AndKeepsThePhase()
    {
        var run = new EngineRun(Site.New().Machine("web", ("check_interval", "5")).Link());
        run.Until(10);
        run.Command("STOP_EXECUTING_HOST_CHECKS");
        run.Until(700);
        run.Command("START_EXECUTING_HOST_CHECKS");
        run.Until(1000);
        Assert.Equal([0, 900], run.Checks.Select(check => check.Second));
        Assert.Contains(Reason.ProgramChecksOff, run.Reasons("web"));
    }

    [Fact]
    public void ForcedCheck_RunsAtOnce_WhereActiveChecksAreOff()
    {
        var run = new EngineRun(Site.New().Machine("web", ("active_checks_enabled", "0")).Link());
        run.Until(10);
        Assert.True(run.Command("SCHEDULE_FORCED_HOST_CHECK;web;1700000010").Applied);
        Assert.Equal([(10.0, "web", 1UL)], run.Checks);
        Assert.True(run.Status("web").HasBeenChecked);
    }

    [Fact]
    public void ScheduledCheck_LaterThanThePlan_ChangesNothing()
    {
        var run = new EngineRun(Site.New().Machine("web", ("check_interval", "5")).Link());
        run.Until(10);
        run.Command("SCHEDULE_HOST_CHECK;web;1700000500");
        run.Until(400);
        Assert.Equal([0, 300], run.Checks.Select(check => check.Second));
        Assert.Contains(Reason.KeptPlannedLater, run.Reasons("web"));
    }

    [Fact]
    public void LateResult_MissedRoundsBecomeOne()
    {
        var run = new EngineRun(Site.New().Machine("web", ("check_interval", "1"), ("time_to_orphanage", "0")).Link());
        run.Until(10).Answer("web", null).Until(250);
        Assert.Equal([0, 60], run.Checks.Select(check => check.Second));
        run.Apply(new CheckResult { Item = run.Snapshot.Hosts[0].Id, Occurrence = 2, ExitCode = 0, Output = "late" });
        run.Answer("web", 0).Until(310);
        Assert.Equal([0, 60, 300], run.Checks.Select(check => check.Second));
        Assert.Contains(Reason.RoundsMissed, run.Reasons("web"));
    }

    [Fact]
    public void Result_OfAnotherOccurrence_HasNoEffect()
    {
        var run = new EngineRun(Site.New().Machine("web").Link());
        run.Until(10);
        var item = run.Snapshot.Hosts[0].Id;
        run.Apply(new CheckResult { Item = item, Occurrence = 1, ExitCode = 2, Output = "again" });
        run.Apply(new CheckResult { Item = item, Occurrence = 9, ExitCode = 2, Output = "never asked" });
        Assert.Equal("0 HARD 1", run.State("web"));
        Assert.Equal(2UL, run.Engine.DuplicateResults);
    }

    [Fact]
    public void Orphan_IsPlannedAgainUnderANewNumber()
    {
        var run = new EngineRun(Site.New().Machine("web", ("check_interval", "5")).Link());
        run.Until(10).Answer("web", null).Until(310).Answer("web", 0, "back").Until(599);
        Assert.Equal([(0.0, "web", 1UL), (300.0, "web", 2UL)], run.Checks);
        run.Until(600);
        Assert.Equal((600.0, "web", 3UL), run.Checks[2]);
        Assert.Contains(Reason.CheckOrphaned, run.Reasons("web"));
    }

    [Theory]
    [InlineData("check_for_orphaned_hosts", "0", "web;http")]
    [InlineData("check_for_orphaned_services", "0", "web")]
    [InlineData("check_for_orphaned_hosts", "1", "web web;http")]
    public void Orphans_WhereTheOptionIsOff_AreWaitedFor(string option, string value, string planned)
    {
        var run = new EngineRun(Site.New().Main(option, value).Machine("web").Check("web", "http").Link()).Until(30);
        run.Answer("web", null).Answer("web;http", null).Until(600);
        Assert.Equal(planned, string.Join(' ', new[] { "web", "web;http" }.Where(item => run.Reasons(item).Contains(Reason.CheckOrphaned))));
    }

    [Theory]
    [InlineData(CompatibilityProfile.Shinken)]
    [InlineData(CompatibilityProfile.Nagios)]
    public void ServiceIntervalZero_IsCheckedOnDemandOnly(CompatibilityProfile profile)
    {
        var run = new EngineRun(Site.New(profile).Machine("web").Check("web", "http", ("check_interval", "0"), ("retry_interval", "0")).Link()).Until(3600);
        Assert.DoesNotContain(run.Checks, check => check.Item == "web;http");
        Assert.True(run.Command("SCHEDULE_FORCED_SVC_CHECK;web;http;1700003600").Applied);
        Assert.Single(run.Until(7200).Checks, check => check.Item == "web;http");
    }

    [Fact]
    public void HostIntervalZero_IsFiveMinutesInShinken_NeverInNagios()
    {
        var shinken = new EngineRun(Site.New().Machine("web", ("check_interval", "0"), ("retry_interval", "0")).Link()).Until(650);
        Assert.Equal([0, 300, 600], shinken.Checks.Select(check => check.Second));
        var nagios = new EngineRun(Site.New(Model.Items.CompatibilityProfile.Nagios).Machine("web", ("check_interval", "0"), ("retry_interval", "0")).Link()).Until(650);
        Assert.Empty(nagios.Checks);
    }
}
