using Tsuba.Engine;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler.Core;

namespace Tsuba.Daemons.Tests.Scheduler.Core;

/// <summary>Orders about a part that come twice, late, or in the wrong order.</summary>
public sealed class PartRulesTests
{
    private static readonly PartStamp Stamp = new() { Part = 1, Epoch = new Epoch(1, 5).Packed };

    [Theory]
    [InlineData(true, 2u, 0u, true)]
    [InlineData(true, 2u, 2u, true)]
    [InlineData(true, 1u, 2u, true)]
    [InlineData(true, 1u, 1u, false)]
    [InlineData(true, 1u, 0u, false)]
    [InlineData(false, 1u, 2u, true)]
    [InlineData(false, 1u, 1u, false)]
    public void Activate_UnderRulesThatAreNotKnown_IsRefusedAndNothingChanges(bool hasData, uint here, uint wanted, bool isRefused)
    {
        var request = Activation(revision: 1, follower: null);
        request.Semantics = wanted;

        var change = PartRules.Activate(null, isOpen: false, hasData, here, SemanticsRange.Unsaid, request);

        Assert.Equal(isRefused ? RefusalReason.UnknownSemantics : RefusalReason.None, change.Ack.Reason);
        Assert.Equal((isRefused, isRefused), (change.Record is null, change.Start == PartStart.Nothing));
        Assert.False(change.DeletesData);
    }

    [Fact]
    public void Activate_OlderRevisionOfTheSameEpoch_IsRefusedAndChangesNothing()
    {
        var newer = PartRules.Activate(null, isOpen: false, hasData: false, semantics: 1, SemanticsVersions.Known, Activation(revision: 2, follower: "s2"));

        var late = PartRules.Activate(newer.Record, isOpen: true, hasData: true, semantics: 1, SemanticsVersions.Known, Activation(revision: 1, follower: null));

        Assert.Equal(RefusalReason.Superseded, late.Ack.Reason);
        Assert.Null(late.Record);
        Assert.Equal("s2", newer.Record?.Peer.Name);
    }

    [Fact]
    public void Activate_SameRevisionAgain_IsHarmless()
    {
        var first = PartRules.Activate(null, isOpen: false, hasData: false, semantics: 1, SemanticsVersions.Known, Activation(revision: 2, follower: "s2"));

        var again = PartRules.Activate(first.Record, isOpen: true, hasData: true, semantics: 1, SemanticsVersions.Known, Activation(revision: 2, follower: "s2"));

        Assert.Equal(first.Record, again.Record);
        Assert.Equal((PartStart.Nothing, false), (again.Start, again.Closes));
    }

    [Fact]
    public void Activate_PartThatRanBeforeOnADiskThatLostIt_IsRefusedInsteadOfBegunAnew()
    {
        var request = Activation(revision: 2, follower: "s2");
        request.NeedsState = true;

        var lost = PartRules.Activate(null, isOpen: false, hasData: false, semantics: 1, SemanticsVersions.Known, request);
        var found = PartRules.Activate(null, isOpen: false, hasData: true, semantics: 1, SemanticsVersions.Known, request);

        Assert.Equal((RefusalReason.NoState, true), (lost.Ack.Reason, lost.Record is null));
        Assert.True(found.Ack.Accepted);
    }

    [Fact]
    public void Activate_HigherEpoch_BeginsItsRevisionsAnew()
    {
        var before = PartRules.Activate(null, isOpen: false, hasData: false, semantics: 1, SemanticsVersions.Known, Activation(revision: 9, follower: "s2"));
        var request = Activation(revision: 0, follower: null);
        request.Stamp = new PartStamp { Part = 1, Epoch = new Epoch(1, 6).Packed };

        var after = PartRules.Activate(before.Record, isOpen: true, hasData: true, semantics: 1, SemanticsVersions.Known, request);

        Assert.True(after.Ack.Accepted);
        Assert.Equal(0u, after.Record?.Revision);
    }

    [Fact]
    public void Follow_LateOrderToStop_LeavesTheNewerCopy()
    {
        var copy = PartRules.Follow(null, isCopying: false, Following("s1", revision: 4));

        var late = PartRules.Follow(copy.Record, isCopying: true, Following("", revision: 3));

        Assert.Equal(RefusalReason.Superseded, late.Ack.Reason);
        Assert.False(late.DeletesData);
    }

    [Fact]
    public void Follow_SameOwnerWithANewerRevision_GoesOnCopying()
    {
        var copy = PartRules.Follow(null, isCopying: false, Following("s1", revision: 4));

        var again = PartRules.Follow(copy.Record, isCopying: true, Following("s1", revision: 6));

        Assert.Equal((6u, PartStart.Nothing, false), (again.Record?.Revision, again.Start, again.Closes));
    }

    [Fact]
    public void Drop_LateForAFollowerUnderTheSameEpoch_LeavesItsCopy()
    {
        var copy = PartRules.Follow(null, isCopying: false, Following("s1", revision: 1));

        var late = PartRules.Drop(copy.Record, new DropPartRequest { Stamp = Stamp });

        Assert.Equal(RefusalReason.Superseded, late.Ack.Reason);
        Assert.Null(late.Record);
    }

    [Fact]
    public void Drop_OwnerOfALowerEpoch_RemovesItsDataAndKeepsTheEpoch()
    {
        var owner = PartRules.Activate(null, isOpen: false, hasData: false, semantics: 1, SemanticsVersions.Known, Activation(revision: 1, follower: null));
        var higher = new PartStamp { Part = 1, Epoch = new Epoch(1, 6).Packed };

        var change = PartRules.Drop(owner.Record, new DropPartRequest { Stamp = higher });

        Assert.Equal((true, true, PartRole.None, higher.Epoch), (change.Closes, change.DeletesData, change.Record?.Role, change.Record?.Epoch));
    }

    [Theory]
    [InlineData("s2", true, true, 0)]
    [InlineData("s2", false, false, 1)]
    [InlineData(null, true, false, 1)]
    public void Damaged_WaitsOnlyWhereAFollowerMayHaveMore_ElseCountsTheLoss(string? follower, bool isRestart, bool lacks, int losses)
    {
        var owner = PartRules.Activate(null, isOpen: false, hasData: false, semantics: 1, SemanticsVersions.Known, Activation(revision: 1, follower)).Record!;

        var damaged = PartRules.Damaged(owner, isRestart);

        Assert.Equal((lacks, (uint)losses), (damaged.Lacks, damaged.Losses));
    }

    [Fact]
    public void Activate_OwnerThatWentOnWithDamagedFiles_KeepsTheCountForTheArbiter()
    {
        var owner = PartRules.Activate(null, isOpen: false, hasData: false, semantics: 1, SemanticsVersions.Known, Activation(revision: 1, follower: null));
        var damaged = PartRules.Damaged(owner.Record!, isRestart: true);

        var again = PartRules.Activate(damaged, isOpen: true, hasData: true, semantics: 1, SemanticsVersions.Known, Activation(revision: 2, follower: "s2"));
        var copy = PartRules.StepDown(again.Record, new Epoch(1, 6).Packed);

        Assert.Equal((1u, 0u), (again.Record!.Losses, copy!.Record!.Losses));
    }

    private static ActivatePartRequest Activation(uint revision, string? follower) => new()
    {
        Stamp = Stamp,
        Manifest = new ConfigurationManifest { Generation = 1 },
        Follower = follower is null ? null : new DaemonAddress { Name = follower },
        Revision = revision,
    };

    private static FollowPartRequest Following(string owner, uint revision) => new() { Stamp = Stamp, Owner = owner, Revision = revision };
}
