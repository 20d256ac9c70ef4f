using Tsuba.Dispatch.Daemons;
using Tsuba.Dispatch.Liveness;
using Tsuba.Model.Items;
using Tsuba.Model.Time;

namespace Tsuba.Dispatch.Tests.Liveness;

public sealed class LivenessTableTests
{
    private static readonly DaemonKey Key = new(DaemonRole.Scheduler, "s1");

    [Theory]
    [InlineData(1400, LifeSign.Alive)]
    [InlineData(1500, LifeSign.Suspect)]
    [InlineData(2999, LifeSign.Suspect)]
    [InlineData(3000, LifeSign.Dead)]
    public void Of_Silence_FollowsTheShippedTimers(long silence, LifeSign expected)
    {
        var table = Table();
        table.Heard(Key, At(10_000));

        Assert.Equal(expected, table.Of(Key, At(10_000 + silence)));
    }

    [Theory]
    [InlineData(14_999, LifeSign.Unknown)]
    [InlineData(15_000, LifeSign.Dead)]
    public void Of_NeverHeard_WaitsForTheFirstContact(long now, LifeSign expected) => Assert.Equal(expected, Table().Of(Key, At(now)));

    [Fact]
    public void Tick_ObserverStoodStill_KillsNobody()
    {
        var table = Table();
        table.Tick(At(9_000));
        table.Heard(Key, At(9_900));
        table.Tick(At(10_000));
        table.Tick(At(60_000));

        Assert.NotEqual(LifeSign.Dead, table.Of(Key, At(60_000)));
    }

    [Fact]
    public void Read_ClassicTimersThatDifferFromTheShipped_Count()
    {
        var cut = new SiteBuilder().Scheduler("s1", ("check_interval", "10"), ("max_check_attempts", "5"), ("timeout", "8")).Cut();
        var timers = cut.Daemons.Find(Key)!.Timers;

        Assert.Equal(new LivenessTimers(TimeSpan.FromSeconds(10), 5, TimeSpan.FromSeconds(8)), timers);
        Assert.Equal(TimeSpan.FromSeconds(55), timers.DeathAfter);
    }

    [Fact]
    public void Read_ShippedTimers_MeanThreeSeconds() =>
        Assert.Equal(TimeSpan.FromSeconds(3), new SiteBuilder().Scheduler("s1", ("check_interval", "60")).Cut().Daemons.Find(Key)!.Timers.DeathAfter);

    private static EngineTime At(long ms) => new(ms, ms);

    private static LivenessTable Table()
    {
        var table = new LivenessTable(TimeSpan.FromSeconds(15));
        table.Watch(new SiteBuilder().Scheduler("s1").Cut().Daemons.Nodes, At(0));
        return table;
    }
}
