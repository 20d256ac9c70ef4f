using Tsuba.Dispatch.Cutting;
using Tsuba.Dispatch.Daemons;
using Tsuba.Dispatch.Ownership;
using Tsuba.Model.Items;

namespace Tsuba.Dispatch.Tests.Ownership;

/// <summary>What an operator orders about owners, and what an elected arbiter does before it orders anything.</summary>
public sealed class OperatorOrderTests
{
    private readonly ConfigurationCut _cut = Site();

    [Fact]
    public void FailBack_AfterAFailure_BringsEveryPartHomeWithoutAGap()
    {
        var site = new FakeSchedulers(_cut);
        site.Run(5);
        site.Kill("s1");
        site.Run(10);
        Assert.All(site.Brain.State.Parts, part => Assert.Equal("s2", part.Owner));
        site.Start("s1");
        site.Run(5);

        var moves = site.Brain.FailBack(site.Liveness, site.Now);
        for (var second = 0; second < 10; second++)
        {
            site.Run(1);
            Assert.All(site.Brain.State.Parts, part => Assert.NotEmpty(site.OwnersOf(part.Part)));
        }

        Assert.NotEmpty(moves);
        Assert.All(moves, move => Assert.Equal(("s2", "s1"), (move.From, move.To)));
        Assert.All(site.Brain.State.Parts, part => Assert.Equal(part.Home, part.Owner));
        Assert.Empty(site.Notices);
    }

    [Fact]
    public void FailBack_HomeIsDead_MovesNothing()
    {
        var site = new FakeSchedulers(_cut);
        site.Run(5);
        site.Kill("s1");
        site.Run(10);

        Assert.Empty(site.Brain.FailBack(site.Liveness, site.Now));
    }

    [Fact]
    public void Drain_GivesEveryPartOfASchedulerToOthers()
    {
        var site = new FakeSchedulers(_cut);
        site.Run(5);

        var moves = site.Brain.Drain("s1", site.Liveness, site.Now);
        site.Run(10);

        Assert.NotEmpty(moves);
        Assert.All(site.Brain.State.Parts, part => Assert.Equal("s2", part.Owner));
        Assert.Empty(site.Notices);
    }

    [Fact]
    public void Drain_NobodyElseLives_MovesNothing()
    {
        var site = new FakeSchedulers(_cut);
        site.Run(5);
        site.Kill("s2");
        site.Run(10);

        Assert.Empty(site.Brain.Drain("s1", site.Liveness, site.Now));
    }

    [Fact]
    public void Move_ToACopyOfBefore_WaitsUntilTheOwnerSaysThatThisOneIsInSync()
    {
        var site = new FakeSchedulers(Site("s3"));
        site.Run(5);
        var part = site.Brain.State.Parts.First(candidate => candidate.Owner == "s1");
        var target = part.Follower == "s2" ? "s3" : "s2";
        var copy = new ManagedReport(part.Part, part.Epoch, 0, IsOwner: false, IsActive: false, HasFollowerInSync: false, Durable: 3, "s1", part.Revision);
        var owned = site.Of("s1").Single(report => report.Part == part.Part);
        Assert.True(owned.HasFollowerInSync);
        Assert.True(site.Brain.Move(part.Part, target));

        var before = Steps(owned);
        var after = Steps(owned with { Peer = target });

        Assert.DoesNotContain(before, action => action is DeployPart deploy && deploy.Scheduler == target);
        Assert.Contains(after, action => action is DeployPart deploy && deploy.Scheduler == target && deploy.Part == part.Part);

        List<DispatchAction> Steps(ManagedReport report)
        {
            var actions = new List<DispatchAction>();
            for (var step = 0; step < 3; step++)
            {
                site.Brain.Report(target, [.. site.Of(target), copy], site.Now);
                site.Brain.Report("s1", [.. site.Of("s1").Where(other => other.Part != part.Part), report], site.Now);
                actions.AddRange(site.Brain.Step(site.Liveness, site.Now));
            }

            return actions;
        }
    }

    [Fact]
    public void Elected_OverARunningSite_AdoptsWhatRunsAndOrdersNothing()
    {
        var site = new FakeSchedulers(_cut);
        site.Run(10);
        var before = site.Brain.State.Parts.Select(part => (part.Part, part.Owner, part.Epoch)).ToList();

        site.ElectAnother(OwnershipState.Empty, term: 7, isFirst: false);
        site.Run(5);

        Assert.Empty(site.Actions);
        Assert.Equal(before, site.Brain.State.Parts.Select(part => (part.Part, part.Owner, part.Epoch)));
        Assert.Equal(7u, site.Brain.Term);
    }

    [Fact]
    public void Elected_OwnerDiedWithTheArbiterBefore_ItsFollowerSpeaksForIt()
    {
        var site = new FakeSchedulers(_cut);
        site.Run(10);
        site.Kill("s1");

        // Nothing was replicated: only the copies at s2 say who owned the parts of s1.
        site.ElectAnother(OwnershipState.Empty, term: 7, isFirst: false);
        site.Run(30);

        Assert.All(site.Brain.State.Parts, part => Assert.True(part.Owner == part.Home, $"part {part.Part} went to {part.Owner} without its owner"));
        Assert.Contains(site.Notices, notice => notice.Kind == OwnershipNoticeKind.WaitsForOwner);
        site.Start("s1");
        site.Run(5);
        Assert.DoesNotContain(site.Actions, action => action is DeployPart { Epoch.Term: 7, NeedsState: false });
    }

    [Fact]
    public void Elected_EpochsOfAHigherTermAreFound_OrdersNothingAndSaysSo()
    {
        var site = new FakeSchedulers(_cut);
        site.Run(10);
        site.ElectAnother(OwnershipState.Empty, term: 9, isFirst: false);
        site.Liveness.Heard(new DaemonKey(DaemonRole.Scheduler, "s1"), site.Now);
        site.Liveness.Heard(new DaemonKey(DaemonRole.Scheduler, "s2"), site.Now);
        site.Brain.Report("s1", [new ManagedReport(new PartId(1), new Epoch(12, 1), 1, true, true, true, 10, "s2", 1)], site.Now);
        site.Brain.Report("s2", [], site.Now);

        Assert.Empty(site.Brain.Step(site.Liveness, site.Now));
        Assert.Equal(12u, site.Brain.SurpassedBy);
    }

    private static ConfigurationCut Site(params string[] more)
    {
        var site = new SiteBuilder().Scheduler("s1").Scheduler("s2");
        foreach (var scheduler in more)
        {
            site.Scheduler(scheduler);
        }

        foreach (var host in Enumerable.Range(0, 8))
        {
            site.Host(SiteBuilder.Name(host));
        }

        return site.Cut();
    }
}
