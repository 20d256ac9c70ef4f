using Tsuba.Dispatch.Cutting;
using Tsuba.Dispatch.Ownership;
using Tsuba.Dispatch.Placement;

namespace Tsuba.Dispatch.Tests.Ownership;

/// <summary>Schedulers that are not there when the site starts.</summary>
public sealed class LateSchedulerTests
{
    private readonly ConfigurationCut _cut = new SiteBuilder().Scheduler("s1").Scheduler("s2").Scheduler("s3")
        .Host("a").Host("b").Host("c").Host("d").Host("e").Host("f").Cut();

    [Fact]
    public void Step_SiteIsNew_BeginsAtHomeBeforeTheOthersAreHeard()
    {
        var site = new FakeSchedulers(_cut);
        site.Kill("s2");
        site.Kill("s3");

        site.Run(2);

        Assert.All(PartsOf("s1"), part => Assert.True(site.Brain.IsServed(part.Id)));
        Assert.All(PartsOf("s2").Concat(PartsOf("s3")), part => Assert.Null(site.Brain.Find(part.Id)?.Owner));
        site.Start("s2");
        site.Run(2);
        Assert.All(PartsOf("s2"), part => Assert.Equal(["s2"], site.OwnersOf(part.Id)));
    }

    [Fact]
    public void Step_HomeIsStillRestoring_DoesNotBeginThere()
    {
        var site = new FakeSchedulers(_cut);
        site.Kill("s3");
        site.Restoring.Add("s1");

        site.Run(5);

        Assert.All(PartsOf("s1"), part => Assert.Null(site.Brain.Find(part.Id)?.Owner));
        Assert.All(PartsOf("s2"), part => Assert.True(site.Brain.IsServed(part.Id)));
    }

    [Fact]
    public void Step_HomeAppearsForTheFirstTime_FollowsThenTakesItsParts()
    {
        var site = new FakeSchedulers(_cut);
        site.Kill("s2");
        site.Run(20);
        Assert.All(PartsOf("s2"), part => Assert.True(site.Brain.IsServed(part.Id)));
        var before = PartsOf("s2").ToDictionary(part => part.Id, part => site.Brain.Find(part.Id)!);
        site.Actions.Clear();

        site.Start("s2");
        site.Run(10);

        foreach (var part in PartsOf("s2"))
        {
            Assert.Equal(["s2"], site.OwnersOf(part.Id));
            Assert.True(site.Brain.Find(part.Id)?.Epoch > before[part.Id].Epoch);
            var steps = site.Actions.Where(action => action.Part == part.Id).ToList();
            var followed = steps.FindIndex(action => action is FollowOwner { Scheduler: "s2", Owner: not null });
            var deployed = steps.FindIndex(action => action is DeployPart { Scheduler: "s2", NeedsState: true });
            var released = steps.FindIndex(action => action is ReleasePart && action.Scheduler == before[part.Id].Owner);
            Assert.True(followed >= 0 && followed < deployed && deployed < released, string.Join('\n', steps));
        }

        Assert.Empty(site.Notices);
    }

    [Fact]
    public void Step_HomeWasThereAndFailed_GetsNothingBack()
    {
        var site = new FakeSchedulers(_cut);
        site.Kill("s2");
        site.Run(20);
        site.Start("s2");
        site.Run(10);

        site.Kill("s2");
        site.Run(10);
        site.Start("s2");
        site.Run(30);

        Assert.All(PartsOf("s2"), part => Assert.DoesNotContain("s2", site.OwnersOf(part.Id)));
    }

    [Fact]
    public void Step_ArbiterRestartsBeforeTheHomeAppears_TakesThePartsThereAllTheSame()
    {
        var site = new FakeSchedulers(_cut);
        site.Kill("s2");
        site.Run(20);

        site.RestartArbiter(site.Brain.State);
        site.Run(5);
        site.Start("s2");
        site.Run(10);

        Assert.All(PartsOf("s2"), part => Assert.Equal(["s2"], site.OwnersOf(part.Id)));
    }

    [Fact]
    public void Move_BeforeTheHomeAppears_StaysWhereTheOperatorPutIt()
    {
        var site = new FakeSchedulers(_cut);
        site.Kill("s2");
        site.Run(20);
        var part = PartsOf("s2")[0].Id;
        var target = site.Brain.Find(part)?.Owner == "s1" ? "s3" : "s1";

        Assert.True(site.Brain.Move(part, target));
        site.Run(10);
        site.Start("s2");
        site.Run(20);

        Assert.Equal([target], site.OwnersOf(part));
    }

    [Fact]
    public void Step_SiteOnlyLookedNew_TheTrueOwnerWins()
    {
        var site = new FakeSchedulers(_cut);
        site.Run(3);
        var part = PartsOf("s1")[0].Id;
        site.Kill("s1");
        site.Run(10);
        var before = site.Brain.Find(part)!;
        Assert.NotEqual("s1", before.Owner);

        site.LoseDisk("s1");
        site.Start("s1");
        site.Kill("s2");
        site.Kill("s3");
        site.RestartArbiter(OwnershipState.Empty);
        site.Run(2);
        Assert.Equal(("s1", 0u), (site.Brain.Find(part)?.Owner, site.Brain.Find(part)?.Epoch.Term));
        site.Start("s2");
        site.Start("s3");
        site.Run(10);

        Assert.Equal((before.Owner, before.Epoch), (site.Brain.Find(part)?.Owner, site.Brain.Find(part)?.Epoch));
        Assert.Equal([before.Owner!], site.OwnersOf(part));
    }

    [Fact]
    public void Completed_RefusedAsStaleBeforeAllAreHeard_WaitsForThem()
    {
        var site = new FakeSchedulers(_cut) { Interfere = action => action.Epoch.Term == 0 ? ActionOutcome.StaleEpoch : ActionOutcome.Accepted };
        site.Kill("s2");

        site.Run(5);
        Assert.All(_cut.Placement.Parts, part => Assert.Null(site.Brain.Find(part.Id)?.Owner));
        site.Run(20);

        Assert.All(_cut.Placement.Parts, part => Assert.True(site.Brain.IsServed(part.Id)));
        Assert.True(site.Brain.Term > 0);
    }

    private List<PartPlan> PartsOf(string home) => [.. _cut.Placement.Parts.Where(part => part.Scheduler == home)];
}
