using Tsuba.Engine.Inputs;
using Tsuba.Engine.Outputs;
using Tsuba.Engine.Outputs.Events;
using Tsuba.Model.Snapshots;

namespace Tsuba.Engine.Tests.Activation;

public sealed class ConfigurationSwitchTests
{
    [Fact]
    public void Activate_SameItems_KeepStateAttemptAndPhase()
    {
        var run = new EngineRun(Site.New().Machine("web").Check("web", "http").Link());
        run.Until(30).Answer("web;http", 2, "bad").Until(130);
        Assert.Equal("2 SOFT 2", run.State("web;http"));
        run.Forget().Apply(new ConfigurationActivated(Site.New().Machine("web").Machine("db").Check("web", "http").Link()));
        Assert.DoesNotContain(run.Checks, check => check.Item.StartsWith("web", StringComparison.Ordinal));
        run.Until(180);
        Assert.Equal("2 HARD 3", run.State("web;http"));
        Assert.Contains(run.Checks, check => check is { Item: "web;http", Second: 180 });
        Assert.Contains(run.Checks, check => check is { Item: "db", Second: 130 });
    }

    [Fact]
    public void Activate_ItemGone_ClearsWhatBelongedToIt()
    {
        var run = new EngineRun(Site.New().Machine("web").Machine("db").Link()).Until(10);
        run.AnswersActions = false;
        run.Command("ADD_HOST_COMMENT;db;1;amy;hello");
        run.Command("SCHEDULE_HOST_DOWNTIME;db;1700000010;1700003600;1;0;0;amy;work");
        run.Answer("db", null).Until(70);
        run.Forget();
        var outputs = new EngineOutputs();
        run.Engine.Apply(new ConfigurationActivated(Site.New().Machine("web").Link()), run.Now, outputs);
        Assert.Equal(2, outputs.Events.OfType<CommentRemoved>().Count());
        Assert.Single(outputs.Events.OfType<DowntimeRemoved>());
        Assert.Single(outputs.CancelledChecks);
        Assert.Single(outputs.CancelledActions);
    }

    [Fact]
    public void Activate_SwitchChangedByCommand_Stays_OthersFollow()
    {
        var run = new EngineRun(Site.New().Machine("web").Link()).Until(10);
        run.Command("DISABLE_HOST_NOTIFICATIONS;web");
        run.Apply(new ConfigurationActivated(Site.New().Machine("web", ("passive_checks_enabled", "0")).Link()));
        Assert.False(run.Status("web").NotificationsEnabled);
        Assert.False(run.Status("web").PassiveEnabled);
    }

    [Fact]
    public void Activate_SwitchOfAContact_FollowsItsDefinitionUntilACommandSetsIt()
    {
        var run = new EngineRun(With("0")).Until(10);
        run.Apply(new ConfigurationActivated(With("1")));
        run.Answer("web", 2, "gone").Until(200).Restart();
        Assert.Equal(["amy Problem web 1"], run.Notifications);
        Assert.True(run.Command("DISABLE_CONTACT_HOST_NOTIFICATIONS;amy").Applied);
        run.Apply(new ConfigurationActivated(With("1"))).Answer("web", 0, "back").Until(400).Restart();
        Assert.Single(run.Notifications);

        static ConfigurationSnapshot With(string enabled) =>
            Site.New().Person("amy", ("host_notifications_enabled", enabled)).Machine("web", ("contacts", "amy")).Link();
    }

    [Fact]
    public void Activate_NobodyIsBurst_WhenIntervalsShrink()
    {
        var before = Site.New();
        var after = Site.New();
        for (var host = 0; host < 40; host++)
        {
            before.Machine($"h{host}", ("check_interval", "600"));
            after.Machine($"h{host}", ("check_interval", "5"));
        }

        var run = new EngineRun(before.Link(), spread: true).Until(10).Forget();
        run.Apply(new ConfigurationActivated(after.Link()));
        run.Until(310);
        Assert.Equal(40, run.Checks.Select(check => check.Item).Distinct().Count());
        Assert.True(run.Checks.GroupBy(check => (int)check.Second / 30).Max(group => group.Count()) < 15);
    }

    // Deviation D-261.
    [Fact]
    public void RetainSwitchedOff_StateAndSwitchesAreKept_OverARestartAndAReload()
    {
        var snapshot = Site.New().Machine("web").Check("web", "http", ("max_check_attempts", "1"), ("retain_status_information", "0"), ("retain_nonstatus_information", "0")).Link();
        var run = new EngineRun(snapshot).Answer("web;http", 2, "bad").Until(100);
        run.Command("DISABLE_SVC_CHECK;web;http");
        run.Restart().Apply(new ConfigurationActivated(snapshot)).Command("ADD_SVC_COMMENT;web;http;1;amy;seen");
        Assert.Equal(("2 HARD 1", false), (run.State("web;http"), run.Status("web;http").ChecksEnabled));
        Assert.Equal(["bob Problem web;http 1"], run.Notifications);
    }

    [Fact]
    public void DescribeAll_TellsEverything()
    {
        var run = new EngineRun(Site.New().Machine("web").Check("web", "http").Link()).Until(10);
        run.Command("ADD_HOST_COMMENT;web;1;amy;hello");
        run.Command("SCHEDULE_HOST_DOWNTIME;web;1700000010;1700003600;1;0;0;amy;work");
        var outputs = new EngineOutputs();
        run.Engine.DescribeAll(outputs);
        Assert.Equal(
            ["ProgramStatusChanged", "StatusChanged", "StatusChanged", "ContactStatusChanged", "CommentAdded", "CommentAdded", "DowntimeChanged"],
            outputs.Events.Select(happening => happening.GetType().Name));
        Assert.Equal(run.Status("web").DowntimeDepth, outputs.Events.OfType<StatusChanged>().First().DowntimeDepth);
    }
}
