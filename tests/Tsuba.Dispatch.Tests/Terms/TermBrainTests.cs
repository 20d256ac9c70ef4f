using Tsuba.Dispatch.Daemons;
using Tsuba.Dispatch.Terms;
using Tsuba.Model.Items;

namespace Tsuba.Dispatch.Tests.Terms;

/// <summary>Which arbiter leads, on sites of one, two and three machines.</summary>
public sealed class TermBrainTests
{
    [Fact]
    public void OneArbiter_LeadsAtOnce()
    {
        var site = new FakeElection().Arbiter("a", "m1").Scheduler("m2");

        site.Start("a");

        Assert.True(site["a"].IsLeading);
    }

    [Fact]
    public void ThreeMachines_AllStart_TheActiveArbiterLeads()
    {
        var site = Three();

        site.Run(10);

        Assert.Equal(["a"], site.Leaders);
    }

    [Fact]
    public void ThreeMachines_LeaderDies_TheSpareLeadsUnderAHigherTerm()
    {
        var site = Three();
        site.Run(10);
        var before = site["a"].Term;

        site.Kill("a");
        site.Run(12);

        Assert.Equal(["b"], site.Leaders);
        Assert.True(site["b"].Term > before);
    }

    [Fact]
    public void ThreeMachines_OldLeaderReturns_TheSpareGoesOn()
    {
        var site = Three();
        site.Run(10);
        site.Kill("a");
        site.Run(15);
        var term = site["b"].Term;

        site.Start("a", term: 1);
        site.Run(30);

        Assert.Equal(["b"], site.Leaders);
        Assert.Equal(term, site["b"].Term);
    }

    /// <summary>Its own ballot names it, from before: whoever asks it would take it for the leader.</summary>
    [Fact]
    public void ThreeMachines_OldLeaderReturnsAndHearsItselfFirst_KnowsOfNoLeader()
    {
        var site = Three();
        site.Run(10);
        var kept = site["a"].Term;
        site.Kill("a");
        site.Run(15);

        site.Start("a", kept);
        site.SetAlone("a", isAlone: true);
        site.Run(1);

        Assert.Equal("", site["a"].Leader);
        site.SetAlone("a", isAlone: false);
        site.Run(2);
        Assert.Equal(("b", "b"), (site["a"].Leader, site["b"].Leader));
    }

    [Fact]
    public void ThreeMachines_LeaderIsCutOff_StepsDownBeforeAnotherLeads()
    {
        var site = Three();
        site.Run(10);
        site.Cut("m1", "m2");
        site.Cut("m1", "m3");
        for (var second = 0; second < 30; second++)
        {
            site.Run(1);
            Assert.True(site.Leaders.Count() <= 1, "two lead at once");
        }

        Assert.Equal(["b"], site.Leaders);
        site.Heal();
        site.Run(10);
        Assert.Equal(["b"], site.Leaders);
    }

    [Fact]
    public void ThreeMachines_LeaderIsCutOff_SaysWhoseVotesWereMissing()
    {
        var site = Three();
        site.Run(10);
        Assert.Null(site["a"].Loss);
        site.Cut("m1", "m2");
        site.Cut("m1", "m3");

        site.Run(5);

        Assert.Equal(["b", "s3", "s4"], site["a"].Loss!.Missing.Select(voter => voter.Name));
        Assert.Equal(0u, site["a"].Loss!.Surpassed);
    }

    [Fact]
    public void ThreeMachines_LeaderFindsAHigherTerm_SaysWhoseAndLeadsWithoutALossAgain()
    {
        var site = Three();
        site.Run(10);
        site["a"].Heard(new DaemonKey(DaemonRole.Scheduler, "s4"), site["a"].Stance, new TermAnswer(IsGranted: false, Term: 77, "b"), site.Now);

        site.Run(1);

        Assert.False(site["a"].IsLeading);
        Assert.Equal((77u, "b"), (site["a"].Loss!.Surpassed, site["a"].Loss!.Holder));
        site.Run(30);
        var leader = Assert.Single(site.Leaders);
        Assert.Null(site[leader].Loss);
    }

    [Fact]
    public void ThreeMachines_OnlyTheArbitersLoseEachOther_NothingChanges()
    {
        var site = Three();
        site.Run(10);
        var term = site["a"].Term;

        site.Cut("m1", "m2");
        site.Run(60);

        Assert.Equal(["a"], site.Leaders);
        Assert.Equal(term, site["a"].Term);
    }

    [Fact]
    public void OneMachine_OldLeaderReturnsAndHearsItselfFirst_TheSpareGoesOn()
    {
        var site = new FakeElection().Arbiter("a", "m1").Arbiter("b", "m1", isSpare: true).Scheduler("m1");
        site.Start("a");
        site.Start("b");
        site.Run(20);
        Assert.Equal(["a"], site.Leaders);
        var kept = site["a"].Term;
        site.Kill("a");
        site.Run(15);
        Assert.Equal(["b"], site.Leaders);
        var term = site["b"].Term;

        site.Start("a", kept);
        site.SetAlone("a", isAlone: true);
        site.Run(3);
        site.SetAlone("a", isAlone: false);
        site.Run(30);

        Assert.Equal(["b"], site.Leaders);
        Assert.Equal(term, site["b"].Term);
    }

    [Fact]
    public void OneMachine_NobodyElseIsHeard_LeadsAfterFifteenSeconds()
    {
        var site = new FakeElection().Arbiter("a", "m1").Arbiter("b", "m1", isSpare: true).Scheduler("m1");
        site.Start("a");
        site.SetAlone("a", isAlone: true);

        site.Run(12);
        Assert.Empty(site.Leaders);

        site.Run(8);
        Assert.Equal(["a"], site.Leaders);
    }

    [Fact]
    public void TwoMachines_OnlyTheArbiterDies_ItsMachineStillVotes()
    {
        var site = Two();
        site.Run(20);
        Assert.Equal(["a"], site.Leaders);

        site.Kill("a");
        site.Run(12);

        Assert.Equal(["b"], site.Leaders);
    }

    [Fact]
    public void TwoMachines_OneDies_TheOtherLeadsAfterFifteenSecondsOfSilence()
    {
        var site = Two();
        site.Run(20);
        site.KillMachine("m1");

        site.Run(12);
        Assert.Empty(site.Leaders);

        site.Run(15);
        Assert.Equal(["b"], site.Leaders);
    }

    [Fact]
    public void TwoMachines_LoseEachOther_BothLeadUnderTermsOfTheirOwnAndTheHigherWinsWhenHealed()
    {
        var site = Two();
        site.Run(20);
        site.Cut("m1", "m2");
        site.Run(30);
        Assert.Equal(["a", "b"], site.Leaders.Order());
        Assert.NotEqual(site["a"].Term, site["b"].Term);

        site.Heal();
        site.Run(10);

        Assert.Equal(["b"], site.Leaders);
    }

    [Fact]
    public void TwoMachines_WithATieBreaker_TheSideThatReachesItLeads()
    {
        var site = new FakeElection().Arbiter("a", "m1", tieBreaker: "m3").Scheduler("m1").Arbiter("b", "m2", isSpare: true).Scheduler("m2").Poller("m3");
        site.Start("a");
        site.Start("b");
        site.Run(10);
        Assert.Equal(["a"], site.Leaders);

        site.Cut("m1", "m2");
        site.Cut("m1", "m3");
        site.Run(15);

        Assert.Equal(["b"], site.Leaders);
    }

    [Fact]
    public void TwoMachines_WithEtcd_TheSideThatReachesItLeads()
    {
        var site = TwoWithEtcd();
        site.Run(10);
        Assert.Equal(["a"], site.Leaders);

        site.Cut("m1", "m2");
        site.Cut("m1", EtcdTarget.Word);
        for (var second = 0; second < 15; second++)
        {
            site.Run(1);
            Assert.True(site.Leaders.Count() <= 1, "two lead at once");
        }

        Assert.Equal(["b"], site.Leaders);
    }

    [Fact]
    public void TwoMachines_WithEtcd_OneDies_TheOtherLeadsWithoutWaitingForSilence()
    {
        var site = TwoWithEtcd();
        site.Run(10);
        var term = site["a"].Term;

        site.KillMachine("m1");
        site.Run(12);

        Assert.Equal(["b"], site.Leaders);
        Assert.True(site["b"].Term > term);
    }

    [Fact]
    public void TwoMachines_EtcdDies_NothingChanges()
    {
        var site = TwoWithEtcd();
        site.Run(10);
        var term = site["a"].Term;

        site.KillEtcd();
        site.Run(60);

        Assert.Equal(["a"], site.Leaders);
        Assert.Equal(term, site["a"].Term);
    }

    private static FakeElection TwoWithEtcd()
    {
        var site = new FakeElection().Arbiter("a", "m1", tieBreaker: EtcdTarget.Word).Scheduler("m1").Arbiter("b", "m2", isSpare: true, tieBreaker: EtcdTarget.Word).Scheduler("m2");
        site.Start("a");
        site.Start("b");
        return site;
    }

    private static FakeElection Three()
    {
        var site = new FakeElection().Arbiter("a", "m1").Scheduler("m1").Arbiter("b", "m2", isSpare: true).Scheduler("m2").Scheduler("m3");
        site.Start("a");
        site.Start("b");
        return site;
    }

    private static FakeElection Two()
    {
        var site = new FakeElection().Arbiter("a", "m1").Scheduler("m1").Arbiter("b", "m2", isSpare: true).Scheduler("m2");
        site.Start("a");
        site.Start("b");
        return site;
    }
}
