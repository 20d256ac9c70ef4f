using System.Globalization;
using Tsuba.Engine.Inputs;
using Tsuba.Model.Items;

namespace Tsuba.Engine.Tests.Logs;

/// <summary>Lines that readers of the log need to begin with: states and time periods. Source: reference/shinken.md 4.10.</summary>
public sealed class StateLogTests
{
    [Fact]
    public void InitialStates_OfShinken_AreCurrentAndPending()
    {
        var run = new EngineRun(Site.New().Main("log_initial_states", "1").Machine("web").Check("web", "http").Link());
        Assert.Contains("CURRENT HOST STATE: web;PENDING;HARD;1;", run.Log);
        Assert.Contains("CURRENT SERVICE STATE: web;http;PENDING;HARD;1;", run.Log);
    }

    [Fact]
    public void InitialStates_OfNagios_AreInitialAndUp()
    {
        var run = new EngineRun(Site.New(CompatibilityProfile.Nagios).Main("log_initial_states", "1").Machine("web").Link());
        Assert.Contains("INITIAL HOST STATE: web;UP;HARD;1;", run.Log);
    }

    [Fact]
    public void InitialStates_SwitchedOff_AreNotWritten() => Assert.Empty(new EngineRun(Site.New().Machine("web").Link()).Log);

    [Fact]
    public void InitialState_OfAConfiguredOne_IsWrittenWithItsOutput()
    {
        var run = new EngineRun(Site.New().Main("log_initial_states", "1").Machine("web", ("initial_state", "d"), ("initial_output", "not seen yet")).Link());
        Assert.Contains("CURRENT HOST STATE: web;DOWN;HARD;1;not seen yet", run.Log);
    }

    [Fact]
    public void Reload_WritesOnlyWhatIsNew()
    {
        var run = new EngineRun(Site.New().Main("log_initial_states", "1").Machine("web").Link()).Until(10).Forget();
        run.Apply(new ConfigurationActivated(Site.New().Main("log_initial_states", "1").Machine("web").Machine("db").Link()));
        Assert.Equal(["CURRENT HOST STATE: db;PENDING;HARD;1;"], run.Log.Where(line => line.Contains("STATE", StringComparison.Ordinal)));
    }

    [Fact]
    public void LargePart_IsWrittenInSlices_EachItemOnce()
    {
        var site = Site.New().Main("log_initial_states", "1");
        for (var host = 0; host < 4_500; host++)
        {
            site.Machine(string.Create(CultureInfo.InvariantCulture, $"h{host:0000}"), ("active_checks_enabled", "0"));
        }

        var run = new EngineRun(site.Link());
        Assert.Equal(2_000, Count(run));
        run.Restart().Until(1);
        Assert.Equal(4_000, Count(run));
        run.Until(10);
        Assert.Equal(4_500, run.Log.Where(line => line.StartsWith("CURRENT HOST STATE", StringComparison.Ordinal)).Distinct().Count());
        Assert.Equal(4_500, Count(run));
    }

    // Time 0 is 22:13:20 on Tuesday 2023-11-14.
    [Theory]
    [InlineData("h", 2_800, 6_400)]
    [InlineData("d", 6_400, 92_800)]
    [InlineData("w", 352_000, 956_800)]
    [InlineData("m", 1_388_800, 4_067_200)]
    public void Rotation_InNagios_WritesAllStatesAgain(string method, double first, double second)
    {
        var run = new EngineRun(Site.New(CompatibilityProfile.Nagios).Main("log_rotation_method", method).Machine("web", ("active_checks_enabled", "0")).Link());
        run.Until(first - 1);
        Assert.Equal(0, Count(run));
        run.Until(first);
        Assert.Equal(1, Count(run));
        run.Until(second - 1);
        Assert.Equal(1, Count(run));
        run.Until(second);
        Assert.Equal(2, Count(run));
    }

    [Fact]
    public void Rotation_InShinken_WritesNothing()
    {
        var run = new EngineRun(Site.New().Machine("web", ("active_checks_enabled", "0")).Link()).Until(200_000);
        Assert.Equal(0, Count(run));
    }

    [Fact]
    public void PeriodTransitions_AreWritten_TheFirstWithInitialStatesOnly()
    {
        var run = new EngineRun(Site.New().Main("log_initial_states", "1").TimePeriod("late", ("tuesday", "22:30-23:00")).Machine("web").Link());
        Assert.Contains("TIMEPERIOD TRANSITION: late;-1;0", run.Log);
        run.Until(999);
        Assert.DoesNotContain("TIMEPERIOD TRANSITION: late;0;1", run.Log);
        run.Restart().Until(1000);
        Assert.Contains("TIMEPERIOD TRANSITION: late;0;1", run.Log);
        run.Until(2801);
        Assert.Contains("TIMEPERIOD TRANSITION: late;1;0", run.Log);
        Assert.Equal(3, run.Log.Count(line => line.Contains("late", StringComparison.Ordinal)));
    }

    [Fact]
    public void PeriodTransition_ByASetClock_IsWrittenAtOnce()
    {
        var run = new EngineRun(Site.New().TimePeriod("late", ("tuesday", "22:30-23:00")).Machine("web").Link()).Until(10);
        run.Step = 1_200_000;
        run.Until(62);
        Assert.Contains("TIMEPERIOD TRANSITION: late;0;1", run.Log);
        run.Step = 0;
        run.Until(130);
        Assert.Contains("TIMEPERIOD TRANSITION: late;1;0", run.Log);
    }

    [Fact]
    public void StalkedItem_InNagiosWithALoggedRetry_HasOneLine()
    {
        var run = new EngineRun(Site.New(CompatibilityProfile.Nagios).Main("log_service_retries", "1").Machine("web").Check("web", "http", ("stalking_options", "w,u,c")).Link());
        run.Answer("web;http", 2, "bad").Until(60).Answer("web;http", 2, "worse").Until(130);
        Assert.Single(run.Log, line => line.StartsWith("SERVICE ALERT: web;http;CRITICAL;SOFT;2;worse", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(CompatibilityProfile.Shinken, "Stalking web;http: 91 %")]
    [InlineData(CompatibilityProfile.Nagios, "SERVICE ALERT: web;http;OK;HARD;1;91 %")]
    public void StalkedItem_WithAnotherOutput_IsLogged(CompatibilityProfile profile, string line)
    {
        var run = new EngineRun(Site.New(profile).Machine("web").Check("web", "http", ("stalking_options", "o"), ("max_check_attempts", "1")).Link());
        run.Answer("web;http", 0, "90 %").Until(61);
        run.Answer("web;http", 0, "91 %").Until(300);
        run.Answer("web;http", 1, "99 %").Until(400);
        run.Answer("web;http", 1, "98 %").Until(500);
        Assert.Single(run.Log, line);
        Assert.DoesNotContain(run.Log, other => other.EndsWith("98 %", StringComparison.Ordinal));
    }

    private static int Count(EngineRun run) => run.Log.Count(line => line.StartsWith("CURRENT HOST STATE", StringComparison.Ordinal));
}
