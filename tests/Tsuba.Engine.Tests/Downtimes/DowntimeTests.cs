using Tsuba.Engine.Outputs.Events;
using Tsuba.Model.Items;

namespace Tsuba.Engine.Tests.Downtimes;

public sealed class DowntimeTests
{
    [Fact]
    public void Fixed_BeginsAndEndsAtItsTimes_WithCommentLogAndNotifications()
    {
        var run = Run();
        Assert.True(run.Command("SCHEDULE_HOST_DOWNTIME;web;1700000100;1700000200;1;0;0;amy;new disk").Applied);
        var comment = Assert.Single(run.Events.OfType<CommentAdded>()).Comment;
        Assert.Equal(("(Nagios Process)", false), (comment.Author, comment.IsExternal));
        run.Until(99);
        Assert.Equal(0, run.Status("web").DowntimeDepth);
        run.Until(100);
        Assert.Equal(1, run.Status("web").DowntimeDepth);
        run.Until(200);
        Assert.Equal(0, run.Status("web").DowntimeDepth);
        Assert.Equal(["bob DowntimeStart web 0", "bob DowntimeEnd web 0"], run.Notifications);
        Assert.Equal(
            ["HOST DOWNTIME ALERT: web;STARTED", "HOST DOWNTIME ALERT: web;STOPPED"],
            run.Log.Where(line => line.StartsWith("HOST DOWNTIME", StringComparison.Ordinal)).Select(line => line[..line.LastIndexOf(';')]));
        Assert.Single(run.Events.OfType<CommentRemoved>());
        Assert.False(Assert.Single(run.Events.OfType<DowntimeRemoved>()).Cancelled);
    }

    [Fact]
    public void Deleted_WhileActive_IsCancelled()
    {
        var run = Run();
        run.Command("SCHEDULE_SVC_DOWNTIME;web;http;1700000010;1700000200;1;0;0;amy;work");
        Assert.Equal(1, run.Status("web;http").DowntimeDepth);
        Assert.True(run.Command("DEL_SVC_DOWNTIME;1").Applied);
        Assert.Equal(["bob DowntimeStart web;http 0", "bob DowntimeCancelled web;http 0"], run.Notifications);
        Assert.Contains(run.Log, line => line.StartsWith("SERVICE DOWNTIME ALERT: web;http;CANCELLED;", StringComparison.Ordinal));
        Assert.False(run.Command("DEL_SVC_DOWNTIME;1").Applied);
        run.Until(300);
        Assert.Equal(2, run.Notifications.Count());
    }

    [Fact]
    public void Overlapping_OnlyFirstEntryAndLastExitAreTold()
    {
        var run = Run();
        run.Command("SCHEDULE_HOST_DOWNTIME;web;1700000100;1700000300;1;0;0;amy;one");
        run.Command("SCHEDULE_HOST_DOWNTIME;web;1700000200;1700000400;1;0;0;amy;two");
        run.Until(250);
        Assert.Equal(2, run.Status("web").DowntimeDepth);
        run.Until(500);
        Assert.Equal(["bob DowntimeStart web 0", "bob DowntimeEnd web 0"], run.Notifications);
    }

    [Fact]
    public void Problem_StillThereAfterTheDowntime_IsToldWithTheNextResult()
    {
        var run = Run();
        run.Command("SCHEDULE_SVC_DOWNTIME;web;http;1700000010;1700001000;1;0;0;amy;work");
        run.Answer("web;http", 2, "bad").Until(1001);
        Assert.DoesNotContain("bob Problem web;http 1", run.Notifications);
        run.Until(1030);
        Assert.Contains("bob Problem web;http 1", run.Notifications);
    }

    [Theory]
    [InlineData(CompatibilityProfile.Shinken, 0)]
    [InlineData(CompatibilityProfile.Nagios, 1)]
    public void Flexible_OfAHardProblem_BeginsWithAnotherStateInNagiosOnly(CompatibilityProfile profile, int depth)
    {
        var run = new EngineRun(Site.New(profile).Machine("web").Check("web", "http", ("active_checks_enabled", "0"), ("max_check_attempts", "1")).Link()).Until(1);
        run.Command("PROCESS_SERVICE_CHECK_RESULT;web;http;1;poor");
        run.Command("SCHEDULE_SVC_DOWNTIME;web;http;1700000000;1700003600;0;0;600;amy;work");
        run.Until(10).Command("PROCESS_SERVICE_CHECK_RESULT;web;http;2;bad");
        Assert.Equal(depth, run.Status("web;http").DowntimeDepth);
    }

    [Fact]
    public void Flexible_BeginsWithTheProblemAndLasts()
    {
        var run = Run();
        run.Command("SCHEDULE_SVC_DOWNTIME;web;http;1700000010;1700003600;0;0;600;amy;maybe");
        Assert.Equal(0, run.Status("web;http").DowntimeDepth);
        run.Answer("web;http", 2, "bad").Until(190);
        Assert.Equal(1, run.Status("web;http").DowntimeDepth);
        Assert.DoesNotContain("bob Problem web;http 1", run.Notifications);
        run.Until(180 + 601);
        Assert.Equal(0, run.Status("web;http").DowntimeDepth);
    }

    [Theory]
    [InlineData("SCHEDULE_HOST_DOWNTIME;web;1700000200;1700000100;1;0;0;amy;x", "the downtime ends before it begins")]
    [InlineData("SCHEDULE_HOST_DOWNTIME;web;1600000000;1600000100;1;0;0;amy;x", "the downtime is over already")]
    [InlineData("SCHEDULE_HOST_DOWNTIME;web;1700000100;1700000200;0;0;0;amy;x", "a flexible downtime needs a duration")]
    [InlineData("SCHEDULE_HOST_DOWNTIME;nope;1700000100;1700000200;1;0;0;amy;x", "there is no 'nope' in this part")]
    public void Senseless_IsRefused(string command, string why)
    {
        var answer = Run().Command(command);
        Assert.Equal((false, why), (answer.Applied, answer.Text));
    }

    [Fact]
    public void WallClockSetForward_FiresAtTheNewTime()
    {
        var run = Run();
        run.Command("SCHEDULE_HOST_DOWNTIME;web;1700001000;1700002000;1;0;0;amy;work");
        run.Step = 995_000;
        run.Command("SAVE_STATE_INFORMATION");
        Assert.Equal(1, run.Status("web").DowntimeDepth);
    }

    [Fact]
    public void Downtime_SurvivesARestart()
    {
        var run = Run();
        run.Command("SCHEDULE_HOST_DOWNTIME;web;1700000100;1700000200;1;0;0;amy;work");
        run.Until(150).Restart().Until(250);
        Assert.Equal(["bob DowntimeStart web 0", "bob DowntimeEnd web 0"], run.Notifications);
    }

    private static EngineRun Run() => new EngineRun(Site.New().Machine("web").Check("web", "http").Link()).Until(10);
}
