using FsCheck.Fluent;
using Tsuba.Dispatch.Cutting;
using Tsuba.Dispatch.Ownership;
using Tsuba.Model.Items;

namespace Tsuba.Dispatch.Tests.Ownership;

public sealed class OwnershipBrainTests
{
    private static readonly PartId First = new(1);

    [Fact]
    public void Step_FirstDispatch_DeploysEachPartAtHomeAndNamesAFollower()
    {
        var cut = Site(hosts: 8, "s1", "s2");
        var site = new FakeSchedulers(cut);

        site.Run(3);

        foreach (var part in cut.Placement.Parts)
        {
            Assert.Equal([part.Scheduler], site.OwnersOf(part.Id));
            Assert.True(site.Brain.IsServed(part.Id));
            Assert.Equal(part.Scheduler == "s1" ? "s2" : "s1", site.Brain.Find(part.Id)?.Follower);
        }

        site.Actions.Clear();
        site.Run(10);
        Assert.Empty(site.Actions);
    }

    [Fact]
    public void Step_RestartedArbiter_DisturbsNobody()
    {
        var site = new FakeSchedulers(Site(hosts: 8, "s1", "s2"));
        site.Run(3);

        site.RestartArbiter(site.Brain.State);
        site.Run(20);

        Assert.Empty(site.Actions);
        Assert.True(site.Brain.IsServed(First));
    }

    [Fact]
    public void Step_ArbiterWithoutStateFile_AdoptsWhatIsRunning()
    {
        var site = new FakeSchedulers(Site(hosts: 8, "s1", "s2"));
        site.Run(3);
        var before = site.Brain.Find(First);

        site.RestartArbiter(OwnershipState.Empty);
        site.Run(3);

        Assert.Empty(site.Actions);
        Assert.Equal(before?.Epoch, site.Brain.Find(First)?.Epoch);
        Assert.True(site.Brain.Term > before?.Epoch.Term);
    }

    [Fact]
    public void Step_OwnerDies_FollowerTakesOverUnderAHigherEpochAndKeepsIt()
    {
        var site = new FakeSchedulers(Site(hosts: 2, "s1", "s2"));
        site.Run(3);
        var before = site.Brain.Find(First)!;
        var owner = before.Owner!;
        var follower = before.Follower!;

        site.Kill(owner);
        site.Run(2);
        Assert.Equal(before, site.Brain.Find(First));
        site.Run(3);

        var after = site.Brain.Find(First)!;
        Assert.Equal(follower, after.Owner);
        Assert.True(after.Epoch > before.Epoch);
        site.Start(owner);
        site.Run(5);
        Assert.Equal([follower], site.OwnersOf(First));
        Assert.Contains(site.Actions, action => action is ReleasePart && action.Scheduler == owner && action.Epoch == after.Epoch);
        Assert.Equal(owner, site.Brain.Find(First)?.Follower);
    }

    [Fact]
    public void Step_OwnerDiesBeforeItsFollowerHasEverything_WaitsForTheOwner()
    {
        var site = new FakeSchedulers(Site(hosts: 2, "s1", "s2")) { Joins = _ => false };
        site.Run(3);
        var before = site.Brain.Find(First)!;

        site.Kill(before.Owner!);
        site.Run(60);

        Assert.Equal(before.Epoch, site.Brain.Find(First)?.Epoch);
        Assert.Contains(new OwnershipNotice(First, OwnershipNoticeKind.WaitsForOwner, before.Owner!), site.Notices);
        site.Start(before.Owner!);
        site.Run(5);
        Assert.Equal([before.Owner!], site.OwnersOf(First));
        Assert.True(site.Brain.IsServed(First));
    }

    [Fact]
    public void Step_OwnerDoesNotComeBack_GoesOnWithTheNewestCopyAndSaysSo()
    {
        var site = new FakeSchedulers(Site(hosts: 2, "s1", "s2")) { Joins = _ => false };
        site.Run(3);
        var before = site.Brain.Find(First)!;

        site.Kill(before.Owner!);
        site.Run(130);

        Assert.Equal(before.Follower, site.Brain.Find(First)?.Owner);
        Assert.Contains(new OwnershipNotice(First, OwnershipNoticeKind.OlderCopy, before.Follower!), site.Notices);
    }

    [Fact]
    public void Step_NobodyEverHadThePart_StartsElsewhereAtOnce()
    {
        var site = new FakeSchedulers(Site(hosts: 2, "s1", "s2"));
        site.Kill("s1");

        site.Run(20);

        Assert.Equal("s2", site.Brain.Find(First)?.Owner);
        Assert.Empty(site.Notices);
    }

    [Fact]
    public void Move_OwnerIsDeadWithoutACompleteCopy_IsTheOperatorsWord()
    {
        var site = new FakeSchedulers(Site(hosts: 2, "s1", "s2")) { Joins = _ => false };
        site.Run(3);
        var before = site.Brain.Find(First)!;
        site.Kill(before.Owner!);
        site.Run(10);

        Assert.True(site.Brain.Move(First, before.Follower!));
        site.Run(2);

        Assert.Equal([before.Follower!], site.OwnersOf(First).Except([before.Owner!]));
        Assert.Contains(new OwnershipNotice(First, OwnershipNoticeKind.OlderCopy, before.Follower!), site.Notices);
    }

    [Fact]
    public void Step_HeirDiesBeforeItRan_GivesThePartBackToTheOneBefore()
    {
        var site = new FakeSchedulers(Site(hosts: 2, "s1", "s2"));
        site.Run(3);
        var before = site.Brain.Find(First)!;
        site.Interfere = action => action is DeployPart ? ActionOutcome.Failed : ActionOutcome.Accepted;
        site.Kill(before.Owner!);
        site.Run(5);
        Assert.Equal(before.Follower, site.Brain.Find(First)?.Owner);

        site.Kill(before.Follower!);
        site.Start(before.Owner!);
        site.Interfere = _ => ActionOutcome.Accepted;
        site.Run(10);

        Assert.Equal(before.Owner, site.Brain.Find(First)?.Owner);
        Assert.True(site.Brain.IsServed(First));
    }

    [Fact]
    public void Unprotected_AfterTheLastReport_KeepsTheFollowerFromTakingOver()
    {
        var site = new FakeSchedulers(Site(hosts: 2, "s1", "s2"));
        site.Run(3);
        var before = site.Brain.Find(First)!;
        Assert.Equal(before.Follower, before.InSync);

        site.Brain.Unprotected(First, before.Epoch, site.Now);
        site.Kill(before.Owner!);
        site.Run(30);

        Assert.Equal(before.Epoch, site.Brain.Find(First)?.Epoch);
    }

    [Fact]
    public void Completed_OwnerHasNothingOfThePart_GivesItToTheFollower()
    {
        var site = new FakeSchedulers(Site(hosts: 2, "s1", "s2"));
        site.Run(3);
        var before = site.Brain.Find(First)!;
        site.Interfere = action => action is DeployPart { NeedsState: true } && action.Scheduler == before.Owner ? ActionOutcome.NoState : ActionOutcome.Accepted;

        site.SetGoals(part => 2);
        site.Run(5);

        Assert.Equal(before.Follower, site.Brain.Find(First)?.Owner);
        Assert.True(site.Brain.IsServed(First));
        Assert.Empty(site.Notices);
    }

    [Fact]
    public void Step_OwnerRestoresForLong_IsNotTakenForOneThatLostThePart()
    {
        var site = new FakeSchedulers(Site(hosts: 2, "s1", "s2"));
        site.Run(3);
        var before = site.Brain.Find(First)!;

        site.Restoring.Add(before.Owner!);
        site.Run(60);

        Assert.Equal(before, site.Brain.Find(First));
    }

    [Fact]
    public void Step_OwnerDoesNotKnowItsFollower_IsToldAgainUnderTheSameEpoch()
    {
        var site = new FakeSchedulers(Site(hosts: 2, "s1", "s2"));
        site.Run(3);
        var before = site.Brain.Find(First)!;
        site.Actions.Clear();

        site.ForgetFollower(before.Owner!, First);
        site.Run(3);

        var again = Assert.IsType<DeployPart>(Assert.Single(site.Actions));
        Assert.Equal((before.Epoch, before.Follower), (again.Epoch, again.Follower));
        Assert.Equal(before.Follower, site.Brain.Find(First)?.InSync);
    }

    [Fact]
    public void Step_ArbiterWithoutStateFileFindsOnlyACopy_WaitsForTheOwner()
    {
        var site = new FakeSchedulers(Site(hosts: 2, "s1", "s2"));
        site.Run(3);
        var before = site.Brain.Find(First)!;
        site.Kill(before.Owner!);

        site.RestartArbiter(OwnershipState.Empty);
        site.Run(60);
        Assert.Null(site.Brain.Find(First)?.Owner);
        site.Start(before.Owner!);
        site.Run(5);

        Assert.Equal((before.Owner, before.Epoch), (site.Brain.Find(First)?.Owner, site.Brain.Find(First)?.Epoch));
    }

    [Fact]
    public void Step_SpareFollows_AndTakesOverBeforeAnActiveOne()
    {
        var cut = new SiteBuilder().Scheduler("s1").Scheduler("s2").Scheduler("spare", ("spare", "1")).Host("a").Host("b").Cut();
        var site = new FakeSchedulers(cut);
        site.Run(3);

        Assert.All(cut.Placement.Parts, part => Assert.Equal("spare", site.Brain.Find(part.Id)?.Follower));
        site.Kill("s1");
        site.Run(5);

        Assert.Equal("spare", site.Brain.Find(cut.Placement.Parts.Single(part => part.Scheduler == "s1").Id)?.Owner);
    }

    [Fact]
    public void Step_ReloadOfOnePart_TouchesNoOther()
    {
        var cut = Site(hosts: 8, "s1", "s2");
        var site = new FakeSchedulers(cut);
        site.Run(3);
        site.Actions.Clear();
        var epoch = site.Brain.Find(First)?.Epoch;

        site.SetGoals(part => part == First ? 2 : 1);
        site.Run(5);

        var deploy = Assert.IsType<DeployPart>(Assert.Single(site.Actions));
        Assert.Equal((First, 2L, epoch), (deploy.Part, deploy.Generation, deploy.Epoch));
    }

    [Fact]
    public void Step_HomeChanged_FollowsFirstThenMovesWithoutAGap()
    {
        var site = new FakeSchedulers(Site(hosts: 2, "s1", "s2", "s3"));
        site.Run(3);
        var owner = site.Brain.Find(First)!.Owner!;
        site.Actions.Clear();

        site.SetGoals(part => 1, part => part == First ? "s3" : owner);
        site.Run(10);

        Assert.Equal(["s3"], site.OwnersOf(First));
        var steps = site.Actions.Where(action => action.Part == First).ToList();
        var followed = steps.FindIndex(action => action is FollowOwner { Scheduler: "s3", Owner: not null });
        var deployed = steps.FindIndex(action => action is DeployPart { Scheduler: "s3" });
        var released = steps.FindIndex(action => action is ReleasePart && action.Scheduler == owner);
        Assert.True(followed >= 0 && followed < deployed && deployed < released, string.Join('\n', steps));
    }

    [Fact]
    public void Step_OwnerLostItsDisk_GivesThePartToTheFollower()
    {
        var site = new FakeSchedulers(Site(hosts: 2, "s1", "s2"));
        site.Run(3);
        var before = site.Brain.Find(First)!;

        site.LoseDisk(before.Owner!);
        site.Run(3);

        Assert.Equal(before.Follower, site.Brain.Find(First)?.Owner);
        Assert.True(site.Brain.Find(First)?.Epoch > before.Epoch);
    }

    [Fact]
    public void Completed_RefusedAsStale_RaisesTheTermAndTriesAgain()
    {
        var site = new FakeSchedulers(Site(hosts: 1, "s1"));
        site.Interfere = action => action.Epoch.Term < 4 ? ActionOutcome.StaleEpoch : ActionOutcome.Accepted;

        site.Run(30);

        Assert.True(site.Brain.IsServed(First));
        Assert.Equal(4u, site.Brain.Find(First)?.Epoch.Term);
    }

    [Fact]
    public void Step_AnyFaults_EpochsGrowAndTheSiteHeals() => Properties.Check(
        Gen.ListOf(Gen.Choose(0, 11)),
        faults =>
        {
            string[] names = ["s1", "s2", "s3", "spare"];
            var cut = new SiteBuilder().Scheduler("s1").Scheduler("s2").Scheduler("s3").Scheduler("spare", ("spare", "1"))
                .Host("a").Host("b").Host("c").Host("d").Host("e").Cut();
            var site = new FakeSchedulers(cut);
            var highest = new Dictionary<PartId, Epoch>();
            var lost = 0;
            foreach (var fault in faults)
            {
                var name = names[fault % 4];
                switch (fault / 4)
                {
                    case 0:
                        site.Kill(name);
                        break;
                    case 1:
                        site.Start(name);
                        break;
                    default:
                        lost = 3;
                        site.RestartArbiter(site.Brain.State);
                        break;
                }

                site.Interfere = _ => lost-- > 0 ? ActionOutcome.Failed : ActionOutcome.Accepted;
                site.Run(1 + (fault % 5));
                foreach (var part in cut.Placement.Parts)
                {
                    var epoch = site.Brain.Find(part.Id)?.Epoch ?? Epoch.None;
                    if (epoch < highest.GetValueOrDefault(part.Id))
                    {
                        return false;
                    }

                    highest[part.Id] = epoch;
                }
            }

            foreach (var name in names)
            {
                site.Start(name);
            }

            site.Run(60);
            site.Actions.Clear();
            site.Run(5);
            return cut.Placement.Parts.All(part => site.Brain.Find(part.Id) is { Follower: { } follower } found && found.InSync == follower)
                && site.Actions.Count == 0
                && cut.Placement.Parts.All(part => site.OwnersOf(part.Id).SequenceEqual([site.Brain.Find(part.Id)!.Owner!]) && site.Brain.IsServed(part.Id));
        });

    private static ConfigurationCut Site(int hosts, params string[] schedulers)
    {
        var builder = new SiteBuilder();
        foreach (var scheduler in schedulers)
        {
            builder.Scheduler(scheduler);
        }

        for (var host = 0; host < hosts; host++)
        {
            builder.Host(SiteBuilder.Name(host));
        }

        return builder.Cut();
    }
}
