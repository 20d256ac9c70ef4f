using Tsuba.Dispatch.Moves;
using Tsuba.Dispatch.Placement;

namespace Tsuba.Dispatch.Tests.Placement;

public sealed class EmptiedPartTests
{
    [Fact]
    public void Pack_AllHostsOfAPartGoElsewhere_ThePartStaysUntilTheirStateHasLeft()
    {
        var apart = Cut(PlacementPlan.Empty, joined: false);
        var joined = Cut(apart, joined: true);
        var empty = Assert.Single(joined.Parts, part => part.Hosts.IsEmpty);
        var move = Assert.Single(PendingMoves.None.Between(apart, joined));

        Assert.Equal(empty.Id, move.From);
        Assert.Equal(apart.Find(empty.Id)!.Scheduler, empty.Scheduler);
        Assert.NotNull(Cut(joined with { Giving = [empty.Id] }, joined: true).Find(empty.Id));
        Assert.Null(Cut(joined, joined: true).Find(empty.Id));
    }

    [Fact]
    public void Pack_AllHostsOfAPartAreDeleted_ThePartGoesAtOnce()
    {
        var both = Cut(PlacementPlan.Empty, joined: false);
        var one = new SiteBuilder().Scheduler("s1").Scheduler("s2").Host("a").Cut(both).Placement;

        Assert.DoesNotContain(one.Parts, part => part.Hosts.IsEmpty);
        Assert.Empty(PendingMoves.None.Between(both, one));
    }

    private static PlacementPlan Cut(PlacementPlan before, bool joined)
    {
        var site = new SiteBuilder().Scheduler("s1").Scheduler("s2").Host("a");
        return (joined ? site.Host("b", ("parents", "a")) : site.Host("b")).Cut(before).Placement;
    }
}
