using Tsuba.Engine.Explain;
using Tsuba.Engine.Notifications;
using Tsuba.Testing;

namespace Tsuba.Engine.Tests.Explain;

/// <summary>Each filter of the item in reference/shinken.md 4.6, in its order: the explanation names it, and says what would have to change.</summary>
public sealed class ItemFilterExplanationTests
{
    [Fact]
    public void ProgramNotificationsOff() =>
        Stopped(Broken(Site.New().Main("enable_notifications", "0").Machine("web").Check("web", "http")), Reason.NotificationsOff, "give ENABLE_NOTIFICATIONS");

    [Fact]
    public void OutsideNotificationPeriod() =>
        Stopped(
            Broken(Site.New().TimePeriod("noon", ("sunday", "12:00-13:00")).Machine("web").Check("web", "http", ("notification_period", "noon"))),
            Reason.OutsideNotificationPeriod,
            "when the period opens, at 2023-11-19 12:00:00");

    [Fact]
    public void ItemNotificationsOff() =>
        Stopped(Broken(Site.New().Machine("web").Check("web", "http", ("notifications_enabled", "0"))), Reason.ItemNotificationsOff, "give ENABLE_SVC_NOTIFICATIONS;web;http");

    [Fact]
    public void OptionN() =>
        Stopped(Broken(Site.New().Machine("web").Check("web", "http", ("notification_options", "n"))), Reason.NothingWanted, "a list that holds c");

    [Fact]
    public void OptionLacksTheState() =>
        Stopped(Broken(Site.New().Machine("web").Check("web", "http", ("notification_options", "w,u,r"))), Reason.TypeNotWanted, "add c to notification_options");

    [Fact]
    public void AcknowledgementOfFineItem()
    {
        var explanation = new EngineRun(Site.New().Machine("web").Check("web", "http").Link()).Until(90).Explain("web;http", NotificationType.Acknowledgement);
        Assert.Equal([nameof(Reason.NothingToAcknowledge)], explanation.Stops());
        Assert.False(explanation.IsSent);
    }

    [Fact]
    public void FlappingInDowntime()
    {
        var run = Downtime(Broken(Site.New().Machine("web").Check("web", "http")), "SVC", "web;http", 3600);
        Assert.Equal([nameof(Reason.FlappingInDowntime)], run.Explain("web;http", NotificationType.FlappingStart).Stops());
    }

    [Fact]
    public void NestedDowntime()
    {
        var run = Downtime(Downtime(new EngineRun(Site.New().Machine("web").Check("web", "http").Link()), "SVC", "web;http", 3600), "SVC", "web;http", 7200);
        Stopped(Break(run), Reason.NestedDowntime, "delete the downtimes with DEL_SVC_DOWNTIME;1, DEL_SVC_DOWNTIME;2, or wait for the end of the last, at 2023-11-15 00:13:20");
    }

    [Fact]
    public void HostInDowntime()
    {
        var run = Downtime(new EngineRun(Site.New().Machine("web").Check("web", "http").Link()), "HOST", "web", 3600);
        Stopped(Break(run), Reason.HostInDowntime, "its host web is in downtime until 2023-11-14 23:13:20 (amy: work) | delete the downtime with DEL_HOST_DOWNTIME;1");
    }

    [Fact]
    public void InDowntime()
    {
        var run = Downtime(new EngineRun(Site.New().Machine("web").Check("web", "http").Link()), "SVC", "web;http", 3600);
        Stopped(Break(run), Reason.InDowntime, "it is in downtime until 2023-11-14 23:13:20 (amy: work) | delete the downtime with DEL_SVC_DOWNTIME;1");
    }

    [Fact]
    public void SoftProblem()
    {
        var run = new EngineRun(Site.New().Machine("web").Check("web", "http").Link()).Until(30).Answer("web;http", 2, "bad").Until(70);
        Stopped(run, Reason.SoftProblem, "attempt 1 of 3 | wait for the remaining attempts; the next check is at 2023-11-14 22:15:20");
    }

    [Fact]
    public void Acknowledged()
    {
        var run = new EngineRun(Site.New().Machine("web").Check("web", "http").Link()).Until(30).Answer("web;http", 2, "bad").Until(70);
        run.Command("ACKNOWLEDGE_SVC_PROBLEM;web;http;2;0;0;amy;mine");
        Stopped(run.Until(300), Reason.AlreadyAcknowledged, "acknowledged by amy: mine | give REMOVE_SVC_ACKNOWLEDGEMENT;web;http");
    }

    [Fact]
    public void Flapping()
    {
        var run = new EngineRun(Site.New().Main("flap_history", "4").Machine("web").Check("web", "http", ("max_check_attempts", "1"), ("flap_detection_enabled", "1")).Link());
        for (var round = 0; round < 10; round++)
        {
            run.Answer("web;http", round % 2 == 0 ? 0 : 2, "to and fro").Until((round * 60) + 30);
        }

        Assert.Equal("2 HARD 1", run.State("web;http"));
        Stopped(run, Reason.IsFlapping, "it is told again once fewer than 20 % of the states change; or give DISABLE_SVC_FLAP_DETECTION;web;http");
    }

    [Fact]
    public void HostNotUp()
    {
        var run = new EngineRun(Site.New().Machine("web", ("max_check_attempts", "1")).Check("web", "http").Link());
        run.Until(30).Answer("web", 2, "no answer").Answer("web;http", 2, "bad").Until(300);
        Stopped(run, Reason.HostNotUp, "its host web is not UP, it is DOWN | the host has to be UP; the root cause is web");
    }

    [Fact]
    public void RootProblemsHandled()
    {
        var run = new EngineRun(Site.New()
            .Machine("a", ("max_check_attempts", "1"))
            .Machine("b", ("max_check_attempts", "1"), ("contacts", ""))
            .Check("a", "all", ("check_command", "bp_rule!a & b"), ("business_rule_smart_notifications", "1"))
            .Link()).Until(30);
        run.Answer("b", 2, "gone").Until(61);
        run.Command("ACKNOWLEDGE_HOST_PROBLEM;b;2;0;0;amy;mine");
        run.Until(400);
        var explanation = run.Explain("a;all");
        Assert.Equal([nameof(Reason.RootProblemsHandled)], explanation.Stops());
        Assert.Contains(explanation.Words(), words => words.Contains("every root problem of its business rule (b) is acknowledged", StringComparison.Ordinal));
    }

    [Fact]
    public void MasterFailed()
    {
        var run = Broken(Site.New()
            .Machine("web")
            .Check("web", "http")
            .Machine("db", ("initial_state", "d"), ("check_interval", "0"), ("active_checks_enabled", "0"))
            .Check("db", "sql", ("initial_state", "c"), ("active_checks_enabled", "0"))
            .Add(Model.Definitions.ObjectType.ServiceDependency, "d1", ("host_name", "db"), ("service_description", "sql"), ("dependent_host_name", "web"), ("dependent_service_description", "http"), ("notification_failure_criteria", "c"), ("execution_failure_criteria", "n")));
        Stopped(run, Reason.MasterFailed, "it depends on db;sql, which is CRITICAL");
    }

    [Fact]
    public void ParentsFailed()
    {
        var run = Tree(("notification_options", "d,r"));
        var explanation = run.Explain("web");
        Assert.Equal([nameof(Reason.ParentsFailed)], explanation.Stops());
        Assert.Contains(explanation.Words(), words => words.Contains("none of its parents (switch) is UP", StringComparison.Ordinal) && words.Contains("the root cause is router", StringComparison.Ordinal));
    }

    [Fact]
    public void NoContacts() =>
        Stopped(Broken(Site.New().Machine("web").Check("web", "http", ("contacts", ""))), Reason.NoContacts, "give it contacts or contact_groups");

    [Fact]
    public void FirstDelay() =>
        Stopped(Broken(Site.New().Machine("web").Check("web", "http", ("first_notification_delay", "30"))), Reason.WaitsForFirstDelay, "wait until 2023-11-14 22:4");

    [Fact]
    public void NotDueYet() =>
        Stopped(Broken(Site.New().Machine("web").Check("web", "http")), Reason.NotDueYet, "it was told at 2023-11-14 22:16:20 (notification 1)");

    [Fact]
    public void ToldOnce() =>
        Stopped(Broken(Site.New().Machine("web").Check("web", "http", ("notification_interval", "0"))), Reason.ToldOnce, "set notification_interval");

    [Fact]
    public void UnknownPhase()
    {
        var run = Broken(Site.New().Machine("web").Check("web", "http")).Answer("web;http", 3, "?").Until(400);
        Stopped(run, Reason.UnknownPhase, "from CRITICAL");
    }

    [Fact]
    public void RecoveryUntold()
    {
        var run = Broken(Site.New().Main("enable_notifications", "0").Machine("web").Check("web", "http"));
        Assert.Equal([nameof(Reason.NotificationsOff), nameof(Reason.RecoveryUntold)], run.Explain("web;http", NotificationType.Recovery).Stops());
    }

    [Fact]
    public void SeveralFilters_AreAllNamedInTheirOrder()
    {
        var run = Broken(Site.New().Main("enable_notifications", "0").Machine("web").Check("web", "http", ("notifications_enabled", "0"), ("notification_options", "w")));
        Assert.Equal([nameof(Reason.NotificationsOff), nameof(Reason.ItemNotificationsOff), nameof(Reason.TypeNotWanted)], run.Explain("web;http").Stops());
    }

    [Fact]
    public void ObstacleIsOver_TheNextResultTellsIt()
    {
        var run = Broken(Site.New().Main("enable_notifications", "0").Machine("web").Check("web", "http"));
        run.Command("ENABLE_NOTIFICATIONS");
        var explanation = run.Explain("web;http");
        Assert.True(explanation.IsSent);
        Assert.Contains(explanation.Words(), words => words.StartsWith("what stopped it (notifications are switched off for the whole program) is over; it goes out with the next result, at ", StringComparison.Ordinal));
    }

    [Fact]
    public void ObstacleIsOver_NoResultWillCome_TheNextTryTellsIt()
    {
        var run = new EngineRun(Site.New().Main("enable_notifications", "0").Machine("web").Check("web", "http", ("active_checks_enabled", "0"), ("max_check_attempts", "1"), ("notification_interval", "5")).Link()).Until(10);
        run.Command("PROCESS_SERVICE_CHECK_RESULT;web;http;2;bad");
        run.Command("ENABLE_NOTIFICATIONS");
        Assert.Contains(
            run.Explain("web;http").Words(),
            words => words.EndsWith("is over; it goes out with the next result, or else at 2023-11-14 22:18:30", StringComparison.Ordinal));
    }

    /// <summary>The service of a host behind a switch behind a router that is down.</summary>
    internal static EngineRun Tree(params (string Name, string Value)[] web)
    {
        var run = new EngineRun(Site.New()
            .Machine("router", ("max_check_attempts", "1"))
            .Machine("switch", ("max_check_attempts", "1"), ("parents", "router"))
            .Machine("web", [("max_check_attempts", "1"), ("parents", "switch"), .. web])
            .Check("web", "http", ("max_check_attempts", "1"))
            .Link()).Until(30);
        return run.Answer("router", 2, "no route").Answer("switch", 2, "no answer").Answer("web", 2, "no answer").Answer("web;http", 2, "refused").Until(300);
    }

    private static void Stopped(EngineRun run, Reason reason, string words)
    {
        var explanation = run.Explain("web;http");
        Assert.Equal([reason.ToString()], explanation.Stops());
        Assert.False(explanation.IsSent);
        Assert.Contains(explanation.Words(), said => said.Contains(words, StringComparison.Ordinal));
    }

    private static EngineRun Downtime(EngineRun run, string kind, string item, int seconds)
    {
        Assert.True(run.Command($"SCHEDULE_{kind}_DOWNTIME;{item};1700000000;{1_700_000_000 + seconds};1;0;0;amy;work").Applied);
        return run;
    }

    private static EngineRun Broken(ResolvedConfigurationBuilder site) => Break(new EngineRun(site.Link()));

    private static EngineRun Break(EngineRun run)
    {
        run.Until(30).Answer("web;http", 2, "bad").Until(300);
        Assert.Equal("2 HARD 3", run.State("web;http"));
        return run;
    }
}
