using Tsuba.Engine.Explain;
using Tsuba.Model.Items;
using Tsuba.Testing;

namespace Tsuba.Engine.Tests.Notifications;

/// <summary>Each obstacle of the item in reference/shinken.md 4.6 keeps a problem silent and says so.</summary>
public sealed class ItemFilterTests
{
    [Fact]
    public void Problem_NothingStandsAgainstIt_IsTold()
    {
        var run = Broken(Site.New().Machine("web").Check("web", "http"));
        Assert.Equal(["bob Problem web;http 1"], run.Notifications);
        Assert.Contains(Reason.Notified, run.Reasons("web;http"));
    }

    [Fact]
    public void Problem_ProgramNotificationsOff_IsSilent() =>
        Silent(Reason.NotificationsOff, Site.New().Main("enable_notifications", "0").Machine("web").Check("web", "http"));

    [Fact]
    public void Problem_OutsideNotificationPeriod_IsSilent() =>
        Silent(
            Reason.OutsideNotificationPeriod,
            Site.New().TimePeriod("noon", ("sunday", "12:00-13:00")).Machine("web").Check("web", "http", ("notification_period", "noon")));

    [Fact]
    public void Problem_ItemNotificationsOff_IsSilent() =>
        Silent(Reason.ItemNotificationsOff, Site.New().Machine("web").Check("web", "http", ("notifications_enabled", "0")));

    [Fact]
    public void Problem_OptionN_IsSilent() =>
        Silent(Reason.NothingWanted, Site.New().Machine("web").Check("web", "http", ("notification_options", "n")));

    [Fact]
    public void Problem_OptionLacksCritical_IsSilent() =>
        Silent(Reason.TypeNotWanted, Site.New().Machine("web").Check("web", "http", ("notification_options", "w,u,r")));

    [Fact]
    public void Problem_HostInDowntime_IsSilent()
    {
        var run = new EngineRun(Site.New().Machine("web").Check("web", "http").Link());
        run.Command("SCHEDULE_HOST_DOWNTIME;web;1700000000;1700003600;1;0;0;amy;work");
        Break(run);
        Assert.DoesNotContain("bob Problem web;http 1", run.Notifications);
        Assert.Contains(Reason.HostInDowntime, run.Reasons("web;http"));
    }

    [Fact]
    public void Problem_InDowntime_IsSilent()
    {
        var run = new EngineRun(Site.New().Machine("web").Check("web", "http").Link());
        run.Command("SCHEDULE_SVC_DOWNTIME;web;http;1700000000;1700003600;1;0;0;amy;work");
        Break(run);
        Assert.DoesNotContain("bob Problem web;http 1", run.Notifications);
        Assert.Contains(Reason.InDowntime, run.Reasons("web;http"));
    }

    [Fact]
    public void Problem_NestedDowntime_IsSilentForAnotherReason()
    {
        var run = new EngineRun(Site.New().Machine("web").Check("web", "http").Link());
        run.Command("SCHEDULE_SVC_DOWNTIME;web;http;1700000000;1700003600;1;0;0;amy;work");
        run.Command("SCHEDULE_SVC_DOWNTIME;web;http;1700000000;1700007200;1;0;0;amy;more work");
        Break(run);
        Assert.Contains(Reason.NestedDowntime, run.Reasons("web;http"));
    }

    [Fact]
    public void Problem_Soft_IsNotTold()
    {
        var run = new EngineRun(Site.New().Machine("web").Check("web", "http").Link());
        run.Until(30).Answer("web;http", 2, "bad").Until(70);
        Assert.Equal("2 SOFT 1", run.State("web;http"));
        Assert.Empty(run.Notifications);
    }

    [Fact]
    public void Problem_AcknowledgedWhileSoft_IsSilent()
    {
        var run = new EngineRun(Site.New().Machine("web").Check("web", "http").Link());
        run.Until(30).Answer("web;http", 2, "bad").Until(70);
        Assert.True(run.Command("ACKNOWLEDGE_SVC_PROBLEM;web;http;2;0;0;amy;mine").Applied);
        run.Until(300);
        Assert.Equal("2 HARD 3", run.State("web;http"));
        Assert.Empty(run.Notifications);
        Assert.Contains(Reason.AlreadyAcknowledged, run.Reasons("web;http"));
    }

    [Fact]
    public void Problem_HostNotUp_IsSilent()
    {
        var run = new EngineRun(Site.New().Machine("web", ("max_check_attempts", "1")).Check("web", "http").Link());
        run.Until(30).Answer("web", 2, "no answer").Answer("web;http", 2, "bad").Until(300);
        Assert.Equal(["bob Problem web 1"], run.Notifications);
        Assert.Contains(Reason.HostNotUp, run.Reasons("web;http"));
    }

    [Fact]
    public void Problem_Flapping_IsSilent()
    {
        var run = new EngineRun(Site.New().Main("flap_history", "4").Machine("web").Check("web", "http", ("max_check_attempts", "1"), ("flap_detection_enabled", "1")).Link());
        for (var round = 0; round < 10; round++)
        {
            run.Answer("web;http", round % 2 == 0 ? 0 : 2, "to and fro").Until((round * 60) + 30);
        }

        Assert.Contains("bob FlappingStart web;http 0", run.Notifications);
        Assert.Contains(Reason.IsFlapping, run.Reasons("web;http"));
    }

    [Fact]
    public void Problem_MasterDown_IsSilent()
    {
        var run = Broken(Site.New()
            .Machine("web")
            .Check("web", "http", ("max_check_attempts", "3"))
            .Machine("db", ("initial_state", "d"), ("check_interval", "0"), ("active_checks_enabled", "0"))
            .Check("db", "sql", ("initial_state", "c"), ("active_checks_enabled", "0"))
            .Add(Model.Definitions.ObjectType.ServiceDependency, "d1", ("host_name", "db"), ("service_description", "sql"), ("dependent_host_name", "web"), ("dependent_service_description", "http"), ("notification_failure_criteria", "c"), ("execution_failure_criteria", "n")));
        Assert.Empty(run.Notifications);
        Assert.Contains(Reason.MasterFailed, run.Reasons("web;http"));
    }

    [Fact]
    public void Problem_NoContacts_IsSilent() =>
        Silent(Reason.NoContacts, Site.New().Machine("web").Check("web", "http", ("contacts", "")));

    [Fact]
    public void Acknowledgement_OfOkItem_IsRefused()
    {
        var run = new EngineRun(Site.New().Machine("web").Check("web", "http").Link()).Until(30);
        var answer = run.Command("ACKNOWLEDGE_SVC_PROBLEM;web;http;1;1;0;amy;mine");
        Assert.False(answer.Applied);
        Assert.Equal("there is no problem to acknowledge", answer.Text);
    }

    [Fact]
    public void Problem_ObstacleStays_IsDecidedOnce()
    {
        var run = new EngineRun(Site.New().Main("enable_notifications", "0").Machine("web").Check("web", "http").Link());
        Break(run);
        run.Until(3600);
        Assert.Single(run.Reasons("web;http"), Reason.NotificationsOff);
    }

    // Deviation D-263: of an item that is only fed, and sends no second result.
    [Theory]
    [InlineData(CompatibilityProfile.Shinken, "PROCESS_SERVICE_CHECK_RESULT;web;http;2;bad", "bob Problem web;http 1")]
    [InlineData(CompatibilityProfile.Nagios, "PROCESS_SERVICE_CHECK_RESULT;web;http;2;bad", "")]
    [InlineData(CompatibilityProfile.Shinken, "PROCESS_HOST_CHECK_RESULT;web;2;bad", "bob Problem web 1")]
    [InlineData(CompatibilityProfile.Nagios, "PROCESS_HOST_CHECK_RESULT;web;1;bad", "")]
    public void Problem_ObstacleVanishesWithoutAResult_IsToldAtTheIntervalInShinkenOnly(CompatibilityProfile profile, string result, string told)
    {
        (string, string)[] fed = [("active_checks_enabled", "0"), ("max_check_attempts", "1"), ("notification_interval", "5")];
        var run = new EngineRun(Site.New(profile).Machine("web", fed).Check("web", "http", fed).Link()).Until(10);
        run.Command("SCHEDULE_HOST_DOWNTIME;web;1700000000;1700000630;1;0;0;amy;work");
        Assert.True(run.Command(result).Applied);
        Assert.DoesNotContain(run.Until(900).Notifications, line => line.Contains("Problem", StringComparison.Ordinal));
        Assert.Equal(told.Length == 0 ? [] : new[] { told }, run.Until(911).Notifications.Where(line => line.Contains("Problem", StringComparison.Ordinal)));
    }

    [Fact]
    public void Problem_ObstacleVanishes_IsToldWithTheNextResult()
    {
        var run = new EngineRun(Site.New().Main("enable_notifications", "0").Machine("web").Check("web", "http").Link());
        Break(run);
        run.Command("ENABLE_NOTIFICATIONS");
        Assert.Empty(run.Notifications);
        run.Until(400);
        Assert.Equal(["bob Problem web;http 1"], run.Notifications);
    }

    private static void Silent(Reason reason, ResolvedConfigurationBuilder site)
    {
        var run = Broken(site);
        Assert.Empty(run.Notifications);
        Assert.Contains(reason, run.Reasons("web;http"));
    }

    private static EngineRun Broken(ResolvedConfigurationBuilder site) => Break(new EngineRun(site.Link()));

    private static EngineRun Break(EngineRun run)
    {
        run.Until(30).Answer("web;http", 2, "bad").Until(300);
        Assert.Equal("2 HARD 3", run.State("web;http"));
        return run;
    }
}
