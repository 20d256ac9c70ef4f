using Tsuba.Protocol.Contracts;

namespace Tsuba.Synchronizer.Core;

/// <summary>
/// What the arbiter is shown beside production, and what follows from what it says. Knows no clock, no repository. Source: docs/decisions/0022.
/// </summary>
internal static class Offers
{
    // No hash of a configuration: whoever gets it judges as without a confirmation.
    private const string JudgeAgain = "again";

    /// <summary>What there is for an arbiter that has a commit; null: nothing new.</summary>
    /// <param name="production">Commit of production; null: there is none.</param>
    /// <param name="offered">What is offered and not yet judged; null: nothing.</param>
    /// <param name="have">Commit that the arbiter has; empty: none.</param>
    internal static Offer? Next(string? production, Offer? offered, string have)
    {
        if (offered is { } offer)
        {
            return offer.Commit == have && offer.Confirm.Length == 0 ? offer with { Confirm = JudgeAgain } : offer;
        }

        return production is null || production == have ? null : new Offer(production, "", "");
    }

    /// <summary>What becomes of the offer. A verdict on another commit than the offered one, or on nothing that could be read, changes nothing.</summary>
    /// <param name="offered">What is offered; null: nothing.</param>
    /// <param name="commit">What the verdict is about.</param>
    /// <param name="verdict">The verdict.</param>
    internal static OfferEnd Judge(Offer? offered, string commit, ReloadReply verdict) =>
        offered?.Commit != commit || verdict.Outcome == ReloadOutcome.Unreadable ? OfferEnd.StillOpen
        : verdict.Accepted ? OfferEnd.Published
        : OfferEnd.Withdrawn;
}
