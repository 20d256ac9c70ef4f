using Tsuba.Engine.Explain;
using Tsuba.Engine.Notifications;
using Tsuba.Engine.Outputs;

namespace Tsuba.Engine.Tests.Notifications;

public sealed class ActionLimitTests
{
    [Fact]
    public void Notifications_WithoutReactionner_AreBounded()
    {
        var run = new EngineRun(Site.New().Main("log_notifications", "0").Main("log_external_commands", "0").Main("log_passive_checks", "0")
            .Machine("web").Check("web", "http", ("max_check_attempts", "1"), ("active_checks_enabled", "0")).Link());
        run.AnswersActions = false;
        for (var raised = 0; raised <= ActionLimits.Most; raised++)
        {
            run.Command("SEND_CUSTOM_SVC_NOTIFICATION;web;http;0;amy;look");
            run.Forget();
        }

        Assert.Equal(1UL, run.Engine.LeftOutActions);
        run.Command("SEND_CUSTOM_SVC_NOTIFICATION;web;http;0;amy;look");
        Assert.Equal(2UL, run.Engine.LeftOutActions);
        Assert.Contains(Reason.TooManyActions, run.Reasons("web;http"));
        Assert.Empty(run.Actions);
    }

    [Fact]
    public void ReasonOfAnEventHandlerThatIsOff_IsTold()
    {
        var run = new EngineRun(Site.New().Machine("web").Check("web", "http", ("event_handler", "handle"), ("event_handler_enabled", "0"), ("active_checks_enabled", "0")).Link());
        run.Command("PROCESS_SERVICE_CHECK_RESULT;web;http;2;bad");
        Assert.Contains(Reason.EventHandlersOff, run.Reasons("web;http"));
        Assert.DoesNotContain(run.Actions, action => action.Kind == ActionKind.EventHandler);
    }
}
