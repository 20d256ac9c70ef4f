using Tsuba.Engine.Explain;
using Tsuba.Engine.Profiles;
using Tsuba.Model.Items;

namespace Tsuba.Engine.Tests.Profiles;

/// <summary>Switches whose two sides no other test shows.</summary>
public sealed class SemanticSwitchesTests
{
    [Fact]
    public void Profiles_DifferInEverySwitch()
    {
        var same = typeof(SemanticSwitches).GetProperties()
            .Where(property => property.GetMethod is { IsStatic: false } && property.PropertyType != typeof(Type))
            .Where(property => Equals(property.GetValue(SemanticSwitches.Shinken), property.GetValue(SemanticSwitches.Nagios)))
            .Select(property => property.Name);
        Assert.Empty(same);
    }

    [Theory]
    [InlineData(CompatibilityProfile.Shinken, 20)]
    [InlineData(CompatibilityProfile.Nagios, 6)]
    public void FlapHistory_IsJudgedWhenFullInShinkenOnly(CompatibilityProfile profile, int results)
    {
        var run = new EngineRun(Site.New(profile).Main("enable_flap_detection", "1").Machine("web").Check("web", "http", ("active_checks_enabled", "0"), ("flap_detection_enabled", "1"), ("max_check_attempts", "1")).Link());
        for (var result = 1; result < results; result++)
        {
            run.Command($"PROCESS_SERVICE_CHECK_RESULT;web;http;{result % 2 * 2};to and fro");
        }

        Assert.DoesNotContain(Reason.FlappingBegan, run.Reasons("web;http"));
        run.Command($"PROCESS_SERVICE_CHECK_RESULT;web;http;{results % 2 * 2};to and fro");
        Assert.Contains(Reason.FlappingBegan, run.Reasons("web;http"));
    }

    [Theory]
    [InlineData(CompatibilityProfile.Shinken, 2)]
    [InlineData(CompatibilityProfile.Nagios, 1)]
    public void Renotification_WithoutResult_LeavesInShinkenOnly(CompatibilityProfile profile, int told)
    {
        var run = new EngineRun(Site.New(profile).Machine("web").Check("web", "http", ("active_checks_enabled", "0"), ("max_check_attempts", "1"), ("notification_interval", "1")).Link());
        run.Command("PROCESS_SERVICE_CHECK_RESULT;web;http;2;bad");
        run.Until(70);
        Assert.Equal(told, run.Notifications.Count());
        run.Command("PROCESS_SERVICE_CHECK_RESULT;web;http;2;bad");
        Assert.Equal(2, run.Notifications.Count());
    }

    [Theory]
    [InlineData(CompatibilityProfile.Shinken, false)]
    [InlineData(CompatibilityProfile.Nagios, true)]
    public void Freshness_OfAnActiveItem_IsWatchedInNagiosOnly(CompatibilityProfile profile, bool watched)
    {
        var run = new EngineRun(Site.New(profile).Machine("web").Check("web", "http", ("check_interval", "60"), ("check_freshness", "1"), ("freshness_threshold", "100")).Link());
        run.Until(300);
        Assert.Equal(watched, run.Reasons("web;http").Contains(Reason.StaleResult));
    }

    [Theory]
    [InlineData(CompatibilityProfile.Shinken, 2)]
    [InlineData(CompatibilityProfile.Nagios, 3)]
    public void EventHandler_OfAChangedProblem_RunsInNagiosOnly(CompatibilityProfile profile, int runs)
    {
        var run = new EngineRun(Site.New(profile).Machine("web").Check("web", "http", ("active_checks_enabled", "0"), ("max_check_attempts", "1"), ("event_handler", "handle"), ("event_handler_enabled", "1")).Link());
        foreach (var code in (int[])[1, 2, 0])
        {
            run.Command($"PROCESS_SERVICE_CHECK_RESULT;web;http;{code};x");
        }

        Assert.Equal(runs, run.Actions.Count(action => action.Kind == Outputs.ActionKind.EventHandler));
    }
}
