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

    /// <summary>The order to own a part.</summary>
    /// <param name="known">What is remembered of it.</param>
    /// <param name="isOpen">Whether it is owned and open here.</param>
    /// <param name="hasData">Whether anything of its journal or snapshots is here.</param>
    /// <param name="semantics">Version of the rules that the part, or what is here of it, is under.</param>
    /// <param name="knows">Versions that can be run here.</param>
    /// <param name="request">The order.</param>
    public static PartChange Activate(PartRecord? known, bool isOpen, bool hasData, uint semantics, SemanticsRange knows, ActivatePartRequest request)
    {
        if (CheckOrder(known, request.Stamp, request.Revision) is { } late)
        {
            return PartChange.None(late);
        }

        if (hasData && !knows.Includes(semantics))
        {
            return PartChange.None(Refuse(RefusalReason.UnknownSemantics, UnknownSemantics(semantics, knows)));
        }

        if (request.Semantics > 0 && !knows.Includes(Math.Max(request.Semantics, hasData ? semantics : 0)))
        {
            return PartChange.None(Refuse(RefusalReason.UnknownSemantics, $"it is to run under version {request.Semantics} of the rules, and this scheduler knows {knows}"));
        }

        if (known is { Role: PartRole.Owner, Manifest: { } running } && known.Epoch == request.Stamp.Epoch
            && running.Generation > request.Manifest.Generation)
        {
            return PartChange.None(Refuse(RefusalReason.Invalid, $"generation {running.Generation} runs already"));
        }

        if (request.NeedsState && !isOpen && known is { Lacks: true })
        {
            return PartChange.None(Refuse(RefusalReason.NoState, $"the files of part {request.Stamp.Part} are damaged"));
        }

        if (request.NeedsState && !isOpen && !hasData)
        {
            // The disk was lost. Whoever has a copy goes on; beginning anew here would wipe it.
            return PartChange.None(Refuse(RefusalReason.NoState, $"nothing of part {request.Stamp.Part} is here"));
        }

        var record = new PartRecord
        {
            Part = request.Stamp.Part,
            Epoch = request.Stamp.Epoch,
            Role = PartRole.Owner,
            Manifest = request.Manifest,
            Peer = request.Follower,
            Revision = request.Revision,
            Losses = known is { Role: PartRole.Owner } ? known.Losses : 0,
        };
        return new PartChange(Accept(), record, Closes: !isOpen, DeletesData: false, isOpen ? PartStart.Nothing : PartStart.Own);
    }

    /// <summary>Why files of a part are not opened, in words.</summary>
    /// <param name="semantics">Version of the rules that they are of.</param>
    /// <param name="knows">Versions that can be run here.</param>
    public static string UnknownSemantics(uint semantics, SemanticsRange knows) =>
        $"its files are of version {semantics} of the rules, and this scheduler knows {knows}: they are kept as they are";

    /// <summary>What the arbiter is told of a part that is owned here and not open: its files are of another version, or its commands are still to be handed over.</summary>
    /// <param name="record">What is remembered of it.</param>
    /// <param name="semantics">Version of the rules of its files.</param>
    public static ManagedPart Unopened(PartRecord record, uint semantics) => new()
    {
        Stamp = new PartStamp { Part = record.Part, Epoch = record.Epoch },
        Owner = true,
        Revision = record.Revision,
        Peer = record.Peer?.Name ?? "",
        Losses = record.Losses,
        Semantics = semantics,
    };

    /// <summary>The order to follow a part, or no longer to, where no owner is named.</summary>
    /// <param name="known">What is remembered of it.</param>
    /// <param name="isCopying">Whether it is copied here.</param>
    /// <param name="request">The order.</param>
    public static PartChange Follow(PartRecord? known, bool isCopying, FollowPartRequest request)
    {
        if (CheckOrder(known, request.Stamp, request.Revision) is { } late)
        {
            return PartChange.None(late);
        }

        if (known is { Role: PartRole.Owner } && known.Epoch == request.Stamp.Epoch)
        {
            return PartChange.None(Refuse(RefusalReason.Invalid, "this scheduler owns the part under the same epoch"));
        }

        if (request.Owner.Length == 0)
        {
            return Release(request.Stamp, request.Revision);
        }

        var owner = new DaemonAddress { Role = "scheduler", Name = request.Owner, Host = request.Host, Port = request.Port };
        if (isCopying && known is { Role: PartRole.Follower } && known.Epoch == request.Stamp.Epoch && owner.Equals(known.Peer))
        {
            // A copy that goes on is not begun again; only the newer revision is remembered.
            return PartChange.Remember(Accept(), new PartRecord(known) { Revision = request.Revision });
        }

        var record = new PartRecord
        {
            Part = request.Stamp.Part,
            Epoch = request.Stamp.Epoch,
            Role = PartRole.Follower,
            Peer = owner,
            Revision = request.Revision,
        };
        return new PartChange(Accept(), record, Closes: true, DeletesData: false, PartStart.Copy);
    }

    /// <summary>The order to give up a part that another scheduler owns by now.</summary>
    /// <param name="known">What is remembered of it.</param>
    /// <param name="request">The order.</param>
    public static PartChange Drop(PartRecord? known, DropPartRequest request)
    {
        if (CheckEpoch(known, request.Stamp) is { } stale)
        {
            return PartChange.None(stale);
        }

        // It was obeyed before the scheduler became a follower under the same epoch: what came since must not go.
        return known is { Role: PartRole.Follower } && known.Epoch == request.Stamp.Epoch
            ? PartChange.None(Refuse(RefusalReason.Superseded, "this scheduler follows the part under the same epoch"))
            : Release(request.Stamp, known?.Epoch == request.Stamp.Epoch ? known.Revision : 0);
    }

    /// <summary>
    /// Another scheduler owns the part under a higher epoch; null: it is not higher. The journal stays until the arbiter says that it
    /// can go.
    /// </summary>
    public static PartChange? StepDown(PartRecord? known, ulong epoch) =>
        known is not null && known.Epoch < epoch
            ? new PartChange(
                NotOwned(known.Part),
                new PartRecord { Part = known.Part, Epoch = epoch, Role = PartRole.None, Manifest = known.Manifest },
                Closes: true,
                DeletesData: false,
                PartStart.Nothing)
            : null;

    /// <summary>Whether an order takes a part away that was owned here: what its heir may not have is handed over first.</summary>
    public static bool LeavesCommands(PartRecord? known, PartChange change) =>
        known is { Role: PartRole.Owner } && change is { Closes: true, Record: { } next } && next.Epoch > known.Epoch && next.Role != PartRole.Owner;

    /// <summary>
    /// What is remembered of an owned part whose files are found damaged: that it waits (<c>lacks</c>), or that it goes on with what is left, which the
    /// arbiter hears of (<c>losses</c>). After a restart a follower may have what is missing here, and would have to forget it if this scheduler went on.
    /// </summary>
    /// <param name="record">What was remembered so far.</param>
    /// <param name="isRestart">Whether the scheduler goes on by itself; false: the arbiter said that this one is to own the part.</param>
    public static PartRecord Damaged(PartRecord record, bool isRestart) =>
        isRestart && record.Peer is not null ? new PartRecord(record) { Lacks = true } : new PartRecord(record) { Losses = record.Losses + 1 };

    /// <summary>
    /// The answer to an activation of a part that could not be opened. What a disk refuses now it may give later; only what is read and is not
    /// enough is no state.
    /// </summary>
    /// <param name="needsState">Whether the part has run before.</param>
    /// <param name="canPass">Whether the disk refused.</param>
    /// <param name="text">What is wrong.</param>
    public static Ack NotOpened(bool needsState, bool canPass, string text) =>
        Refuse(canPass ? RefusalReason.NotDurable : needsState ? RefusalReason.NoState : RefusalReason.Invalid, text);

    /// <summary>What to do with a part after a restart. What was damaged waits for the arbiter to say who goes on with it.</summary>
    public static PartStart Restore(PartRecord record) => record switch
    {
        { Role: PartRole.Owner, Lacks: true } => PartStart.Nothing,
        { Role: PartRole.Owner } => PartStart.Own,
        { Role: PartRole.Follower, Peer: not null } => PartStart.Copy,
        _ => PartStart.Nothing,
    };

    // The epoch is kept.
    private static PartChange Release(PartStamp stamp, uint revision) => new(
        Accept(),
        new PartRecord { Part = stamp.Part, Epoch = stamp.Epoch, Role = PartRole.None, Revision = revision },
        Closes: true,
        DeletesData: true,
        PartStart.Nothing);

    // A message may come twice, and late: within an epoch the revision tells which order is newer.
    private static Ack? CheckOrder(PartRecord? known, PartStamp? stamp, uint revision) =>
        CheckEpoch(known, stamp)
        ?? (known is not null && known.Epoch == stamp!.Epoch && revision < known.Revision
            ? Refuse(RefusalReason.Superseded, $"revision {known.Revision} of epoch {Epoch.FromPacked(known.Epoch)} was obeyed")
            : null);
}
