using Tsuba.Engine.Inputs;
using Tsuba.Engine.Outputs.Events;
using Tsuba.Model.Definitions;
using Tsuba.Model.Snapshots;

namespace Tsuba.Engine.Tests.Recurrences;

/// <summary>Downtimes that come again with each window of a time period.</summary>
public sealed class RecurrenceTests
{
    [Fact]
    public void EachWindow_HasItsDowntime()
    {
        var run = new EngineRun(Snapshot());
        Assert.True(run.Command("SCHEDULE_RECURRENT_HOST_DOWNTIME;web;night;0;amy;backup").Applied);
        run.Until(3 * 86_400);
        Assert.Equal(3, Started(run));
        Assert.Contains(run.Events.OfType<CommentAdded>(), added => added.Comment.Text.Contains("'night': backup", StringComparison.Ordinal));
    }

    [Fact]
    public void OpenWindow_BeginsAtOnce_AndOnlyOnceOverARestart()
    {
        var run = new EngineRun(Snapshot()).Until(3600);
        run.Command("SCHEDULE_RECURRENT_HOST_DOWNTIME;web;night;0;amy;backup");
        run.Until(3601);
        Assert.Equal(1, run.Status("web").DowntimeDepth);
        run.Restart().Until(3700);
        run.Apply(new ConfigurationActivated(run.Snapshot)).Until(3800);
        Assert.Equal(1, run.Status("web").DowntimeDepth);
        Assert.Equal(1, Started(run));
    }

    [Fact]
    public void Until_EndsTheRecurrence()
    {
        var run = new EngineRun(Snapshot());
        run.Command($"SCHEDULE_RECURRENT_HOST_DOWNTIME;web;night;{1_700_000_000 + 86_400};amy;backup");
        run.Until(4 * 86_400);
        Assert.Equal(1, Started(run));
        Assert.False(run.Command("SCHEDULE_RECURRENT_HOST_DOWNTIME;web;night;1700000000;amy;backup").Applied);
        Assert.False(run.Command("DEL_RECURRENT_DOWNTIME;1").Applied);
    }

    [Fact]
    public void Delete_ByNumber_TakesTheCommentAway()
    {
        var run = new EngineRun(Snapshot());
        run.Command("SCHEDULE_RECURRENT_HOST_DOWNTIME;web;night;0;amy;backup");
        Assert.True(run.Command("DEL_RECURRENT_DOWNTIME;1").Applied);
        run.Until(2 * 86_400);
        Assert.Equal(0, Started(run));
        Assert.Single(run.Events.OfType<CommentRemoved>());
    }

    [Fact]
    public void PeriodGone_IsQuiet_AndComesBackWithIt()
    {
        var run = new EngineRun(Snapshot());
        run.Command("SCHEDULE_RECURRENT_HOST_DOWNTIME;web;night;0;amy;backup");
        run.Until(100).Apply(new ConfigurationActivated(Site.New().Machine("web").Link())).Until(86_400);
        Assert.Equal(0, Started(run));
        run.Apply(new ConfigurationActivated(Snapshot())).Until(2 * 86_400);
        Assert.Equal(1, Started(run));
    }

    // On 2023-03-26 Paris puts the clock from 2:00 to 3:00, on 2023-10-29 back from 3:00 to 2:00.
    [Theory]
    [InlineData(1_679_695_200, 2)]
    [InlineData(1_698_444_000, 4)]
    public void DaylightSavingNight_WindowFollowsTheWallClock(long start, int hours)
    {
        var run = new EngineRun(
            Site.New().Main("use_timezone", "Europe/Paris").TimePeriod("small", ("monday", "01:00-04:00"), ("sunday", "01:00-04:00")).Machine("web").Link(),
            start: start * 1000);
        run.Command("SCHEDULE_RECURRENT_HOST_DOWNTIME;web;small;0;amy;backup");
        run.Until(2 * 86_400);
        var downtime = Assert.Single(run.Events.OfType<DowntimeRemoved>()).Downtime;

        // The last second of a range belongs to it.
        Assert.Equal(TimeSpan.FromSeconds((hours * 3600) + 1), TimeSpan.FromMilliseconds(downtime.EndUtcMilliseconds - downtime.StartUtcMilliseconds));
    }

    [Fact]
    public void Groups_ReachTheirMembers()
    {
        var run = new EngineRun(Site.New()
            .TimePeriod("night", ("tuesday", "23:00-24:00"))
            .Add(ObjectType.HostGroup, "linux", ("hostgroup_name", "linux"), ("members", "web"))
            .Machine("web").Check("web", "http").Machine("db").Link());
        Assert.True(run.Command("SCHEDULE_RECURRENT_HOSTGROUP_HOST_DOWNTIME;linux;night;0;amy;x").Applied);
        Assert.True(run.Command("SCHEDULE_RECURRENT_HOSTGROUP_SVC_DOWNTIME;linux;night;0;amy;x").Applied);
        Assert.False(run.Command("SCHEDULE_RECURRENT_HOSTGROUP_SVC_DOWNTIME;linux;nope;0;amy;x").Applied);
        run.Until(4000);
        Assert.Equal((1, 1, 0), (run.Status("web").DowntimeDepth, run.Status("web;http").DowntimeDepth, run.Status("db").DowntimeDepth));
    }

    private static int Started(EngineRun run) => run.Log.Count(line => line.StartsWith("HOST DOWNTIME ALERT: web;STARTED", StringComparison.Ordinal));

    // 23:00 to midnight on each day; time 0 is 22:13:20.
    private static ConfigurationSnapshot Snapshot() => Site.New()
        .TimePeriod("night", ("monday", "23:00-24:00"), ("tuesday", "23:00-24:00"), ("wednesday", "23:00-24:00"), ("thursday", "23:00-24:00"), ("friday", "23:00-24:00"), ("saturday", "23:00-24:00"), ("sunday", "23:00-24:00"))
        .Machine("web").Link();
}
