using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Scheduler.Core;

/// <summary>
/// What a scheduler answers to orders about parts, from what it remembers of them (design 2.4). A record is durable before anything
/// follows from it, so a scheduler never obeys an epoch lower than one that it has seen.
/// </summary>
public static class PartRules
{
    /// <summary>Yes.</summary>
    public static Ack Accept() => new() { Accepted = true };

    /// <summary>No.</summary>
    public static Ack Refuse(RefusalReason reason, string text) => new() { Reason = reason, Refusal = text };

    /// <summary>The answer to an order about a part that is not owned here.</summary>
    public static Ack NotOwned(int part) => Refuse(RefusalReason.UnknownPart, $"part {part} is not owned here");

    /// <summary>Why an order under this stamp is refused; null: it is not.</summary>
    public static Ack? CheckEpoch(PartRecord? known, PartStamp? stamp)
    {
        if (stamp is null || stamp.Part <= 0)
        {
            return Refuse(RefusalReason.Invalid, "no part is named");
        }

        return known is not null && stamp.Epoch < known.Epoch
            ? Refuse(RefusalReason.StaleEpoch, $"epoch {Epoch.FromPacked(known.Epoch)} of part {stamp.Part} was seen")
            : null;
    }

    /// <summary>Answers the order to own a part; with the record that makes it so, or null where it is refused.</summary>
    public static Ack Activate(PartRecord? known, ActivatePartRequest request, out PartRecord? record)
    {
        record = null;
        if (CheckEpoch(known, request.Stamp) is { } stale)
        {
            return stale;
        }

        if (known is { Role: PartRole.Owner, Manifest: { } running } && known.Epoch == request.Stamp.Epoch
            && running.Generation > request.Manifest.Generation)
        {
            return Refuse(RefusalReason.Invalid, $"generation {running.Generation} runs already");
        }

        record = new PartRecord
        {
            Part = request.Stamp.Part,
            Epoch = request.Stamp.Epoch,
            Role = PartRole.Owner,
            Manifest = request.Manifest,
            Peer = request.Follower,
        };
        return Accept();
    }

    /// <summary>
    /// Answers the order to follow a part, or no longer to, where no owner is named; with the record that makes it so, or null where
    /// it is refused.
    /// </summary>
    public static Ack Follow(PartRecord? known, FollowPartRequest request, out PartRecord? record)
    {
        record = null;
        if (CheckEpoch(known, request.Stamp) is { } stale)
        {
            return stale;
        }

        if (known is { Role: PartRole.Owner } && known.Epoch == request.Stamp.Epoch)
        {
            return Refuse(RefusalReason.Invalid, "this scheduler owns the part under the same epoch");
        }

        if (request.Owner.Length == 0)
        {
            record = Released(request.Stamp);
            return Accept();
        }

        var owner = new DaemonAddress { Role = "scheduler", Name = request.Owner, Host = request.Host, Port = request.Port };
        record = new PartRecord { Part = request.Stamp.Part, Epoch = request.Stamp.Epoch, Role = PartRole.Follower, Peer = owner };
        return Accept();
    }

    /// <summary>The record of a part that is neither owned nor followed; its epoch is kept.</summary>
    public static PartRecord Released(PartStamp stamp) => new() { Part = stamp.Part, Epoch = stamp.Epoch, Role = PartRole.None };

    /// <summary>
    /// The record of a part that another scheduler owns under a higher epoch; null: it is not higher. The journal stays until the
    /// arbiter says that it can go.
    /// </summary>
    public static PartRecord? StepDown(PartRecord? known, ulong epoch) =>
        known is not null && known.Epoch < epoch
            ? new PartRecord { Part = known.Part, Epoch = epoch, Role = PartRole.None, Manifest = known.Manifest }
            : null;
}
