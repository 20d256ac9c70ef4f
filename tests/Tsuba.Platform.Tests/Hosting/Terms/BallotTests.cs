using Tsuba.Hosting.Terms;

namespace Tsuba.Platform.Tests.Hosting.Terms;

/// <summary>What a daemon grants, and whom it obeys.</summary>
public sealed class BallotTests
{
    private readonly Ballot _ballot = new(0, "", 0);

    [Fact]
    public void Take_WithinTheLeaseOfAnother_IsNotGranted()
    {
        Assert.True(_ballot.Take("a", 2, leaseMs: 3000, nowMs: 0));

        Assert.False(_ballot.WouldGrant("b", 3, 2999));
        Assert.False(_ballot.Take("b", 3, 3000, 2999));
        Assert.Equal((2u, "a"), (_ballot.Term, _ballot.Holder));
    }

    [Fact]
    public void Take_AfterTheLease_IsGrantedToAnother()
    {
        _ballot.Take("a", 2, 3000, 0);

        Assert.True(_ballot.Take("b", 3, 3000, 3000));
        Assert.False(_ballot.Take("a", 2, 3000, 3001));
    }

    [Fact]
    public void Take_ByTheHolder_LengthensTheLease()
    {
        _ballot.Take("a", 2, 3000, 0);
        Assert.True(_ballot.Take("a", 2, 3000, 2000));

        Assert.False(_ballot.WouldGrant("b", 3, 4999));
        Assert.True(_ballot.WouldGrant("b", 3, 5000));
    }

    [Fact]
    public void WouldGrant_ChangesNothing()
    {
        Assert.True(_ballot.WouldGrant("b", 9, 0));

        Assert.Equal(0u, _ballot.Term);
    }

    [Fact]
    public void Take_TheSameTermForAnother_IsNeverGranted()
    {
        _ballot.Take("a", 2, 0, 0);

        Assert.False(_ballot.Take("b", 2, 3000, 100_000));
    }

    [Fact]
    public void AfterARestart_TheLeaseGivenBeforeIsHonoured()
    {
        var restarted = new Ballot(2, "a", leaseEnd: 3000);

        Assert.False(restarted.WouldGrant("b", 3, 2999));
        Assert.True(restarted.WouldGrant("a", 2, 0));
        Assert.True(restarted.WouldGrant("b", 3, 3000));
    }

    [Fact]
    public void Obeys_OrdersOfTheHighestTermOnly()
    {
        Assert.True(_ballot.Obeys("old", 0));
        Assert.True(_ballot.Obeys("a", 4));
        Assert.False(_ballot.Obeys("b", 3));
        Assert.False(_ballot.Obeys("b", 4));
        Assert.False(_ballot.Obeys("a", 0));
        Assert.True(_ballot.Obeys("b", 5));
        Assert.False(_ballot.Obeys("a", 4));
    }
}
