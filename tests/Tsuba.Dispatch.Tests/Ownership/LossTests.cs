using Tsuba.Dispatch.Cutting;
using Tsuba.Dispatch.Ownership;
using Tsuba.Model.Items;

namespace Tsuba.Dispatch.Tests.Ownership;

/// <summary>What people must hear of where a part lacks something, and what an arbiter may not take for complete: docs/decisions/0092.</summary>
public sealed class LossTests
{
    private static readonly PartId First = new(1);

    [Fact]
    public void Step_OwnerWentOnWithDamagedFiles_IsToldOnceEachTime()
    {
        var site = new FakeSchedulers(Cut("s1"));
        site.Run(3);

        site.Damages["s1"] = 1;
        site.Run(3);
        var notice = new OwnershipNotice(First, OwnershipNoticeKind.DamagedFiles, "s1");
        Assert.Equal([notice], site.Notices.Where(told => told.Part == First));
        site.Damages["s1"] = 2;
        site.Run(3);

        Assert.Equal([notice, notice], site.Notices.Where(told => told.Part == First));
        Assert.Equal((2u, 2u), (site.Brain.Find(First)!.Losses, site.Brain.Find(First)!.OwnerLosses));
    }

    [Fact]
    public void Step_ArbiterStartsAgain_DoesNotTellTheSameDamageAgain()
    {
        var site = new FakeSchedulers(Cut("s1"));
        site.Run(3);
        site.Damages["s1"] = 1;
        site.Run(3);
        site.Notices.Clear();

        site.RestartArbiter(site.Brain.State);
        site.Run(20);

        Assert.Empty(site.Notices);
        Assert.Equal(1u, site.Brain.Find(First)!.Losses);
    }

    [Fact]
    public void Step_OlderCopyGoesOn_CountsTheLossOfThePart()
    {
        var site = new FakeSchedulers(Cut("s1", "s2")) { Joins = _ => false };
        site.Run(3);

        site.Kill(site.Brain.Find(First)!.Owner!);
        site.Run(130);

        Assert.Equal((1u, 0u), (site.Brain.Find(First)!.Losses, site.Brain.Find(First)!.OwnerLosses));
    }

    [Fact]
    public void Elected_AnotherArbiterHadChosenAnotherFollowerMeanwhile_TheFormerOneIsNotTakenForComplete()
    {
        var site = new FakeSchedulers(Cut("s1", "s2", "s3"));
        site.Run(5);
        var before = site.Brain.State;
        var known = site.Brain.Find(First)!;
        var (owner, former) = (known.Owner!, known.Follower!);
        Assert.Equal(former, known.InSync);

        // The follower dies, another arbiter gives the part another one, and the owner is cut off when the former arbiter is elected again.
        site.Kill(former);
        site.Run(5);
        var later = site.Brain.Find(First)!;
        Assert.NotEqual(former, later.Follower);
        site.Kill(owner);
        site.Start(former);
        site.ElectAnother(before, term: 7, isFirst: false);
        site.Run(60);

        Assert.Equal((owner, later.Epoch, later.Follower, later.Revision), (site.Brain.Find(First)!.Owner, site.Brain.Find(First)!.Epoch, site.Brain.Find(First)!.Follower, site.Brain.Find(First)!.Revision));
        Assert.Contains(new OwnershipNotice(First, OwnershipNoticeKind.WaitsForOwner, owner), site.Notices);
    }

    /// <summary>Two machines that lose each other again right after they met: what the arbiter here remembers is older than what the schedulers were told.</summary>
    [Fact]
    public void Elected_OwnerGaveThePartAwayMeanwhile_IsWaitedForWhoeverHasItNow()
    {
        var (site, heir, epoch) = GivenAway();
        site.Run(100);
        Assert.Equal([OwnershipNoticeKind.WaitsForOwner], site.Notices.Where(told => told.Part == First).Select(told => told.Kind));

        site.Start(heir);
        site.Run(5);

        Assert.Equal((heir, epoch, 0u), (site.Brain.Find(First)!.Owner, site.Brain.Find(First)!.Epoch, site.Brain.Find(First)!.Losses));
        Assert.True(site.Brain.IsServed(First));
    }

    [Fact]
    public void Elected_WhoeverHasThePartNowStaysAway_ItGoesOnWithLessInTheEnd_AndThatIsTold()
    {
        var (site, heir, epoch) = GivenAway();

        site.Run(150);

        Assert.Equal([OwnershipNoticeKind.WaitsForOwner, OwnershipNoticeKind.StateLost], site.Notices.Where(told => told.Part == First).Select(told => told.Kind));
        Assert.NotEqual(heir, site.Brain.Find(First)!.Owner);
        Assert.True(site.Brain.Find(First)!.Epoch > epoch && site.Brain.IsServed(First));
    }

    [Fact]
    public void Elected_OperatorOrdersThePartToItsFormerOwner_ItGoesOnWithLessAtOnce()
    {
        var (site, _, _) = GivenAway();
        site.Run(20);
        Assert.False(site.Brain.IsServed(First));

        Assert.True(site.Brain.Move(First, site.Brain.Find(First)!.Owner!));
        site.Run(3);

        Assert.True(site.Brain.IsServed(First));
        Assert.Contains(site.Notices, told => told.Part == First && told.Kind == OwnershipNoticeKind.StateLost);
    }

    // The follower took the part over, its owner came back and dropped it, and the heir is out of reach when an arbiter is elected that knows nothing of that.
    private static (FakeSchedulers Site, string Heir, Epoch Epoch) GivenAway()
    {
        var site = new FakeSchedulers(Cut("s1", "s2"));
        site.Run(5);
        var before = site.Brain.State;
        var (owner, heir) = (site.Brain.Find(First)!.Owner!, site.Brain.Find(First)!.Follower!);
        site.Kill(owner);
        site.Run(10);
        site.Interfere = action => action is FollowOwner ? ActionOutcome.Failed : ActionOutcome.Accepted;
        site.Start(owner);
        site.Run(5);
        var epoch = site.Brain.Find(First)!.Epoch;
        Assert.Equal(heir, Assert.Single(site.OwnersOf(First)));
        site.Kill(heir);
        site.Notices.Clear();
        site.ElectAnother(before, term: 7, isFirst: false);
        return (site, heir, epoch);
    }

    private static ConfigurationCut Cut(params string[] schedulers)
    {
        var builder = new SiteBuilder();
        foreach (var scheduler in schedulers)
        {
            builder.Scheduler(scheduler);
        }

        for (var host = 0; host < 2; host++)
        {
            builder.Host(SiteBuilder.Name(host));
        }

        return builder.Cut();
    }
}
