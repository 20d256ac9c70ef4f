using Tsuba.Model.Items;

namespace Tsuba.Dispatch.Tests.Ownership;

/// <summary>An owner that lives and cannot write: docs/decisions/0069.</summary>
public sealed class FailingDiskTests
{
    private static readonly PartId First = new(1);

    [Fact]
    public void Step_DiskOfTheOwnerRefusesForLong_CopyTakesOverUnderAHigherEpoch()
    {
        var (site, owner, follower) = Started();
        var before = site.Brain.Find(First)!;

        site.FullDisks.Add(owner);
        site.Run(4);
        Assert.Equal(before, site.Brain.Find(First));
        site.Run(6);

        var after = site.Brain.Find(First)!;
        Assert.Equal(follower, after.Owner);
        Assert.True(after.Epoch > before.Epoch);
        Assert.True(site.Brain.IsServed(First));
        Assert.Equal([follower], site.OwnersOf(First));
        Assert.Empty(site.Notices);
    }

    [Fact]
    public void Step_DiskOfTheOwnerIsWellAgainInTime_NothingMoves()
    {
        var (site, owner, _) = Started();
        var before = site.Brain.Find(First);

        for (var hiccup = 0; hiccup < 3; hiccup++)
        {
            site.FullDisks.Add(owner);
            site.Run(4);
            site.FullDisks.Remove(owner);
            site.Run(4);
        }

        Assert.Equal(before, site.Brain.Find(First));
    }

    [Fact]
    public void Step_CopyIsBehind_TheOwnerKeepsThePart()
    {
        var (site, owner, follower) = Started();

        site.Joins = name => name != follower;
        site.Run(3);
        site.FullDisks.Add(owner);
        site.Run(200);

        Assert.Equal(owner, site.Brain.Find(First)!.Owner);
    }

    [Fact]
    public void Step_BothDisksRefuse_NothingMovesToAndFro()
    {
        var (site, owner, follower) = Started();
        site.FullDisks.UnionWith([owner, follower]);
        var epoch = site.Brain.Find(First)!.Epoch;

        site.Run(200);

        Assert.Equal(epoch, site.Brain.Find(First)!.Epoch);
    }

    private static (FakeSchedulers Site, string Owner, string Follower) Started()
    {
        var builder = new SiteBuilder();
        builder.Scheduler("s1");
        builder.Scheduler("s2");
        for (var host = 0; host < 8; host++)
        {
            builder.Host(SiteBuilder.Name(host));
        }

        var site = new FakeSchedulers(builder.Cut());
        site.Run(3);
        var ownership = site.Brain.Find(First)!;
        return (site, ownership.Owner!, ownership.Follower!);
    }
}
