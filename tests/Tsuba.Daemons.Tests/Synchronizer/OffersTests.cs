using Tsuba.Protocol.Contracts;
using Tsuba.Synchronizer.Core;

namespace Tsuba.Daemons.Tests.Synchronizer;

public sealed class OffersTests
{
    private static readonly Offer Candidate = new("b", "amy", "");

    [Fact]
    public void Next_NothingOffered_IsProductionForWhoHasAnother()
    {
        Assert.Equal(new Offer("a", "", ""), Offers.Next("a", null, have: ""));
        Assert.Equal(new Offer("a", "", ""), Offers.Next("a", null, have: "x"));
        Assert.Null(Offers.Next("a", null, have: "a"));
        Assert.Null(Offers.Next(null, null, have: ""));
    }

    [Fact]
    public void Next_Offered_ComesBeforeProduction()
    {
        Assert.Equal(Candidate, Offers.Next("a", Candidate, have: "a"));
        Assert.Equal(Candidate, Offers.Next(null, Candidate, have: ""));
    }

    [Fact]
    public void Next_OfferedAndHadWithoutAVerdict_IsJudgedAgain()
    {
        Assert.Equal(Candidate with { Confirm = "again" }, Offers.Next("a", Candidate, have: "b"));
        Assert.Equal("0123456789ab", Offers.Next("a", Candidate with { Confirm = "0123456789ab" }, have: "b")?.Confirm);
    }

    [Fact]
    public void Judge_VerdictOnTheOffer_EndsIt()
    {
        Assert.Equal(OfferEnd.Published, Offers.Judge(Candidate, "b", new ReloadReply { Accepted = true }));
        Assert.Equal(OfferEnd.Withdrawn, Offers.Judge(Candidate, "b", new ReloadReply { Outcome = ReloadOutcome.Refused }));
        Assert.Equal(OfferEnd.Withdrawn, Offers.Judge(Candidate, "b", new ReloadReply { Outcome = ReloadOutcome.NeedsConfirmation }));
    }

    [Fact]
    public void Judge_AnythingElse_LeavesItOpen()
    {
        Assert.Equal(OfferEnd.StillOpen, Offers.Judge(Candidate, "a", new ReloadReply { Accepted = true }));
        Assert.Equal(OfferEnd.StillOpen, Offers.Judge(null, "b", new ReloadReply { Accepted = true }));
        Assert.Equal(OfferEnd.StillOpen, Offers.Judge(Candidate, "b", new ReloadReply { Outcome = ReloadOutcome.Unreadable }));
    }
}
