using Tsuba.Scheduler.Core;

namespace Tsuba.Scheduler.Parts;

/// <summary>What of a turn may leave when its frame is durable.</summary>
/// <param name="Frame">The frame.</param>
/// <param name="Actions">Work for reactionners.</param>
/// <param name="CancelledActions">Work that is no longer wanted.</param>
/// <param name="Messages">Who waits for the turn.</param>
internal sealed record HeldTurn(
    ulong Frame, IReadOnlyCollection<WorkItem> Actions, IReadOnlyCollection<ulong> CancelledActions, IReadOnlyList<InputMessage> Messages);
