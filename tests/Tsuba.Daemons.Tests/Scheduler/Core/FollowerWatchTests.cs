using Tsuba.Scheduler.Core;

namespace Tsuba.Daemons.Tests.Scheduler.Core;

public sealed class FollowerWatchTests
{
    [Fact]
    public void Mark_WithoutFollower_IsTheLocalOne()
    {
        var watch = new FollowerWatch();

        watch.Durable(7, 0);

        Assert.Equal(7UL, watch.Mark);
        Assert.False(watch.IsInSync);
    }

    [Fact]
    public void Mark_FollowerInSync_WaitsForItsAcknowledgement()
    {
        var watch = InSync(frame: 7);

        watch.Durable(9, 100);
        Assert.Equal(7UL, watch.Mark);

        watch.CallEnds(101);
        watch.CallBegins(cursor: 10, 105);
        Assert.Equal(9UL, watch.Mark);
    }

    [Fact]
    public void Check_UnacknowledgedFor500Milliseconds_LetsItGo()
    {
        var watch = InSync(frame: 7);
        watch.Durable(8, 1000);

        watch.Check(1499);
        Assert.True(watch.IsInSync);
        watch.Check(1500);

        Assert.False(watch.IsInSync);
        Assert.Equal(8UL, watch.Mark);
        Assert.Equal(1, watch.Losses);
    }

    [Fact]
    public void Check_NoOpenCallFor500Milliseconds_LetsItGo()
    {
        var watch = InSync(frame: 7);
        watch.CallEnds(1000);

        watch.Check(1499);
        Assert.True(watch.IsInSync);
        watch.Check(1500);

        Assert.False(watch.IsInSync);
    }

    [Fact]
    public void Check_OpenCallAndNothingNew_KeepsItForEver()
    {
        var watch = InSync(frame: 7);

        watch.Check(1_000_000);

        Assert.True(watch.IsInSync);
    }

    [Fact]
    public void CallBegins_FollowerThatCatchesUpUnderLoad_Joins()
    {
        var watch = new FollowerWatch();
        watch.Durable(100, 0);
        watch.CallBegins(cursor: 1, 1);
        Assert.False(watch.IsInSync);
        watch.CallEnds(2);
        watch.Durable(110, 3);

        watch.CallBegins(cursor: 101, 4);

        Assert.True(watch.IsInSync);
        Assert.Equal(100UL, watch.Mark);
    }

    private static FollowerWatch InSync(ulong frame)
    {
        var watch = new FollowerWatch();
        watch.Durable(frame, 0);
        watch.CallBegins(1, 0);
        watch.CallEnds(0);
        watch.CallBegins(frame + 1, 0);
        Assert.True(watch.IsInSync);
        return watch;
    }
}
