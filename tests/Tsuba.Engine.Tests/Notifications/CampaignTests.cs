using Tsuba.Engine.Explain;
using Tsuba.Engine.Outputs.Events;
using Tsuba.Model.Definitions;
using Tsuba.Model.Items;

namespace Tsuba.Engine.Tests.Notifications;

public sealed class CampaignTests
{
    [Fact]
    public void Problem_WithInterval_IsToldAgainWithGrowingNumber()
    {
        var run = new EngineRun(Site.New().Machine("web").Check("web", "http", ("notification_interval", "10")).Link());
        run.Until(30).Answer("web;http", 2, "bad").Until(180 + 1200);
        Assert.Equal(["bob Problem web;http 1", "bob Problem web;http 2", "bob Problem web;http 3"], run.Notifications);
    }

    [Fact]
    public void Problem_IntervalZero_IsToldOnce()
    {
        var run = new EngineRun(Site.New().Machine("web").Check("web", "http", ("notification_interval", "0")).Link());
        run.Until(30).Answer("web;http", 2, "bad").Until(86_400);
        Assert.Equal(["bob Problem web;http 1"], run.Notifications);
        Assert.True(run.Status("web;http").NoMoreNotifications);
    }

    [Theory]
    [InlineData(CompatibilityProfile.Shinken)]
    [InlineData(CompatibilityProfile.Nagios)]
    public void Problem_IntervalZeroAndOtherState_IsToldAnew(CompatibilityProfile profile)
    {
        var run = new EngineRun(Site.New(profile).Machine("web").Check("web", "http", ("notification_interval", "0")).Link());
        run.Until(30).Answer("web;http", 1, "meh").Until(300).Answer("web;http", 2, "bad").Until(400);
        Assert.Equal(["bob Problem web;http 1", "bob Problem web;http 2"], run.Notifications);
    }

    [Fact]
    public void Problem_FirstDelay_WaitsFromTheLastOk()
    {
        var run = new EngineRun(Site.New().Machine("web").Check("web", "http", ("first_notification_delay", "5")).Link());
        run.Until(30).Answer("web;http", 2, "bad").Until(299);
        Assert.Empty(run.Notifications);
        Assert.Contains(Reason.WaitsForFirstDelay, run.Reasons("web;http"));
        run.Until(301);
        Assert.Equal(["bob Problem web;http 1"], run.Notifications);
    }

    [Fact]
    public void Recovery_InsideFirstDelay_IsSilent()
    {
        var run = new EngineRun(Site.New().Machine("web").Check("web", "http", ("first_notification_delay", "60")).Link());
        run.Until(30).Answer("web;http", 2, "bad").Until(300).Answer("web;http", 0, "good").Until(3600 * 3);
        Assert.Empty(run.Notifications);
        Assert.Contains(Reason.RecoveryUntold, run.Reasons("web;http"));
    }

    [Fact]
    public void Recovery_GoesToThoseWhoWereTold_InShinken()
    {
        var run = new EngineRun(Site.New().Person("amy", ("service_notification_options", "w,r")).Machine("web").Check("web", "http", ("contacts", "amy,bob")).Link());
        run.Until(30).Answer("web;http", 2, "bad").Until(300).Answer("web;http", 0, "good").Until(400);
        Assert.Equal(["bob Problem web;http 1", "bob Recovery web;http 1"], run.Notifications);
        Assert.Contains(run.Decisions, decision => decision is { Contact: "amy", Reason: Reason.ContactNotTold });
        Assert.Equal(0, run.Status("web;http").NotificationNumber);
    }

    [Fact]
    public void Recovery_GoesToAllWhoWantTheState_InNagios()
    {
        var run = new EngineRun(Site.New(CompatibilityProfile.Nagios).Person("amy", ("service_notification_options", "w,r")).Person("eve").Machine("web").Check("web", "http", ("contacts", "amy,bob,eve")).Link());
        run.Command("DISABLE_CONTACT_SVC_NOTIFICATIONS;eve");
        run.Until(30).Answer("web;http", 2, "bad").Until(300);
        run.Command("ENABLE_CONTACT_SVC_NOTIFICATIONS;eve");
        run.Answer("web;http", 0, "good").Until(400);
        Assert.Equal(["bob Problem web;http 1", "bob Recovery web;http 2", "eve Recovery web;http 2"], run.Notifications);
    }

    [Fact]
    public void Nagios_WritesTheNotificationBeforeTheAlert()
    {
        var run = new EngineRun(Site.New(CompatibilityProfile.Nagios).Main("log_service_retries", "1").Machine("web").Check("web", "http", ("max_check_attempts", "1")).Link());
        run.Until(30).Answer("web;http", 2, "bad").Until(70);
        Assert.Equal(["SERVICE NOTIFICATION: bob;web;http;CRITICAL;tell;bad", "SERVICE ALERT: web;http;CRITICAL;HARD;1;bad"], run.Log);
    }

    [Fact]
    public void Nagios_WithoutLogRetries_LogsNoSoftState()
    {
        var run = new EngineRun(Site.New(CompatibilityProfile.Nagios).Main("log_service_retries", "0").Machine("web").Check("web", "http").Link());
        run.Until(30).Answer("web;http", 2, "bad").Until(130).Answer("web;http", 0, "good").Until(200);
        Assert.Empty(run.Log);
    }

    [Fact]
    public void Problem_OutsidePeriod_IsToldWhenThePeriodBegins()
    {
        // Time 0 is 22:13:20; the period begins 1600 s later.
        var run = new EngineRun(Site.New()
            .TimePeriod("late", ("tuesday", "22:40-24:00"))
            .Machine("web")
            .Check("web", "http", ("notification_period", "late"), ("check_interval", "60"), ("max_check_attempts", "1"))
            .Link());
        run.Answer("web;http", 2, "bad").Apply(new Inputs.CommandReceived("t", 0, "PROCESS_SERVICE_CHECK_RESULT;web;http;2;bad", ""));
        run.Until(1599);
        Assert.Empty(run.Notifications);
        run.Until(1600);
        Assert.Equal(["bob Problem web;http 1"], run.Notifications);
    }

    [Fact]
    public void Problem_PeriodChangedWhileItWaits_IsToldWithTheNextResult()
    {
        var run = new EngineRun(Site.New(CompatibilityProfile.Nagios)
            .TimePeriod("noon", ("sunday", "12:00-13:00"))
            .Machine("web")
            .Check("web", "http", ("notification_period", "noon"), ("max_check_attempts", "1"))
            .Link());
        run.Answer("web;http", 2, "bad").Until(300);
        Assert.Empty(run.Notifications);
        Assert.True(run.Command("CHANGE_SVC_NOTIFICATION_TIMEPERIOD;web;http;24x7").Applied);
        run.Until(361);
        Assert.Equal(["bob Problem web;http 1"], run.Notifications);
    }

    [Theory]
    [InlineData(CompatibilityProfile.Shinken)]
    [InlineData(CompatibilityProfile.Nagios)]
    public void Problem_IntervalZero_AfterADowntime_IsToldOnlyIfTheStateChangedInIt(CompatibilityProfile profile)
    {
        var run = new EngineRun(Site.New(profile).Machine("web").Check("web", "http", ("notification_interval", "0"), ("max_check_attempts", "1")).Link());
        run.Answer("web;http", 1, "poor").Until(130);
        run.Command("SCHEDULE_SVC_DOWNTIME;web;http;1700000130;1700000310;1;0;0;amy;work");
        run.Until(600);
        Assert.Single(run.Notifications, told => told.StartsWith("bob Problem", StringComparison.Ordinal));
        run.Command("SCHEDULE_SVC_DOWNTIME;web;http;1700000600;1700000790;1;0;0;amy;work");
        run.Answer("web;http", 2, "bad").Until(780);
        Assert.Single(run.Notifications, told => told.StartsWith("bob Problem", StringComparison.Ordinal));
        run.Until(1000);
        Assert.Equal("bob Problem web;http 2", run.Notifications.Last(told => told.StartsWith("bob Problem", StringComparison.Ordinal)));
    }

    [Fact]
    public void Escalation_WithoutAPeriod_HoldsAtAnyTime()
    {
        var run = new EngineRun(Site.New(CompatibilityProfile.Nagios)
            .TimePeriod("noon", ("sunday", "12:00-13:00"))
            .Person("carol")
            .Add(ObjectType.Escalation, "now", ("escalation_name", "now"), ("first_notification", "1"), ("last_notification", "0"), ("contacts", "carol"))
            .Machine("web")
            .Check("web", "http", ("notification_period", "noon"), ("max_check_attempts", "1"), ("escalations", "now"))
            .Link());
        Assert.True(run.Command("CHANGE_SVC_NOTIFICATION_TIMEPERIOD;web;http;24x7").Applied);
        run.Answer("web;http", 2, "bad").Until(130);
        Assert.Equal(["carol Problem web;http 1"], run.Notifications);
    }

    [Theory]
    [InlineData("", "", "bob Problem web;http 1")]
    [InlineData("contact_groups", "empty", null)]
    public void Escalation_WithoutContacts_TakesThoseOfItsItem(string property, string value, string? told)
    {
        (string, string)[] named = property.Length == 0 ? [] : [(property, value)];
        var run = new EngineRun(Site.New(CompatibilityProfile.Nagios)
            .Add(ObjectType.ContactGroup, "empty", ("contactgroup_name", "empty"))
            .Add(ObjectType.Escalation, "bare", [("escalation_name", "bare"), ("first_notification", "1"), ("last_notification", "0"), .. named])
            .Machine("web")
            .Check("web", "http", ("max_check_attempts", "1"), ("escalations", "bare"))
            .Link());
        run.Answer("web;http", 2, "bad").Until(130);
        Assert.Equal(told is null ? [] : [told], run.Notifications);
    }

    [Fact]
    public void Action_HasDerivedId_AndItsReceiptFinishesIt()
    {
        var run = new EngineRun(Site.New().Machine("web").Check("web", "http").Link());
        run.Until(30).Answer("web;http", 2, "bad").Until(300);
        var action = Assert.Single(run.Actions);
        Assert.Equal("/bin/tell bob", string.Join(' ', action.Invocation.Arguments));
        var finished = Assert.Single(run.Events.OfType<NotificationFinished>());
        Assert.Equal((action.Id, true, "bob"), (finished.Id, finished.Succeeded, finished.Contact));

        var again = new EngineRun(Site.New().Machine("web").Check("web", "http").Link());
        again.Until(30).Answer("web;http", 2, "bad").Until(300);
        Assert.Equal(action.Id, Assert.Single(again.Actions).Id);
    }

    [Fact]
    public void Problem_TwoWays_TellsTwice()
    {
        var run = new EngineRun(Site.New()
            .Add(Model.Definitions.ObjectType.NotificationWay, "sms", ("notificationway_name", "sms"), ("service_notifications_enabled", "1"), ("service_notification_period", "24x7"), ("service_notification_options", "c,r"), ("service_notification_commands", "tell"))
            .Person("amy", ("notificationways", "sms"))
            .Machine("web")
            .Check("web", "http", ("contacts", "amy"))
            .Link());
        run.Until(30).Answer("web;http", 2, "bad").Until(300);
        Assert.Equal(["amy Problem web;http 1", "amy Problem web;http 1"], run.Notifications);
        Assert.Equal(2, run.Actions.Select(action => action.Id).Distinct().Count());
    }

    [Fact]
    public void Escalation_ByNumber_ReplacesTheContacts()
    {
        var run = new EngineRun(Site.New()
            .Person("boss")
            .Add(Model.Definitions.ObjectType.Escalation, "up", ("escalation_name", "up"), ("first_notification", "2"), ("last_notification", "0"), ("notification_interval", "5"), ("contacts", "boss"))
            .Machine("web")
            .Check("web", "http", ("notification_interval", "10"), ("escalations", "up"))
            .Link());
        run.Until(30).Answer("web;http", 2, "bad").Until(180 + 1000).Answer("web;http", 0, "good").Until(1300);
        Assert.Equal(
            ["bob Problem web;http 1", "boss Problem web;http 2", "boss Problem web;http 3", "bob Recovery web;http 3", "boss Recovery web;http 3"],
            run.Notifications);
    }
}
