using Tsuba.Engine.Explain;
using Tsuba.Engine.Outputs;
using Tsuba.Model.Items;

namespace Tsuba.Engine.Tests.EventHandlers;

/// <summary>When event handlers run. Source: reference/shinken.md 4.3 and 4.7.</summary>
public sealed class EventHandlerTests
{
    [Theory]
    [InlineData("0", true)]
    [InlineData("1", false)]
    public void InADowntime_TheyRunUnlessTheOptionSaysNot(string value, bool happens)
    {
        var run = New("no_event_handlers_during_downtimes", value).Until(10);
        run.Command("SCHEDULE_SVC_DOWNTIME;web;http;1700000000;1700003600;1;0;0;amy;work");
        run.Answer("web;http", 2, "bad").Until(200);
        Assert.Equal(happens, run.Actions.Any(action => action.Kind == ActionKind.EventHandler));
        Assert.Equal(!happens, run.Reasons("web;http").Contains(Reason.EventHandlerInDowntime));
    }

    [Fact]
    public void InADowntime_OneThatAPersonAsksFor_Runs()
    {
        var run = New("no_event_handlers_during_downtimes", "1").Until(10);
        run.Command("SCHEDULE_SVC_DOWNTIME;web;http;1700000000;1700003600;1;0;0;amy;work");
        Assert.True(run.Command("LAUNCH_SVC_EVENT_HANDLER;web;http").Applied);
        Assert.Contains(run.Actions, action => action.Kind == ActionKind.EventHandler);
    }

    [Fact]
    public void EachSoftAttempt_TheHardState_AndTheRecovery_RunIt()
    {
        var run = New("log_event_handlers", "1").Answer("web;http", 2, "bad").Until(300);
        run.Answer("web;http", 0, "good").Until(400);
        Assert.Equal(
            ["CRITICAL;SOFT;1", "CRITICAL;SOFT;2", "CRITICAL;HARD;3", "OK;HARD;3"],
            run.Log.Where(line => line.StartsWith("SERVICE EVENT HANDLER: web;http;", StringComparison.Ordinal)).Select(line => string.Join(';', line.Split(';')[2..5])));
    }

    [Theory]
    [InlineData("0", false)]
    [InlineData("1", true)]
    public void LogEventHandlers_Off_TheLineIsLeftOut(string value, bool happens)
    {
        var run = New("log_event_handlers", value).Answer("web;http", 2, "bad").Until(200);
        Assert.Contains(run.Actions, action => action.Kind == ActionKind.EventHandler);
        Assert.Equal(happens, run.Log.Any(line => line.Contains("EVENT HANDLER", StringComparison.Ordinal)));
    }

    private static EngineRun New(string option, string value) => new(Site.New(CompatibilityProfile.Shinken)
        .Main(option, value)
        .Machine("web").Check("web", "http", ("event_handler_enabled", "1"), ("event_handler", "handle")).Link());
}
