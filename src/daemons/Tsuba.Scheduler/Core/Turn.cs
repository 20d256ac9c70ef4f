using System.Collections.Immutable;
using Tsuba.Engine.Outputs;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Scheduler.Core;

/// <summary>
/// What a turn of a part brought about. Checks may be handed out at once, since running one twice does no harm; everything else
/// leaves only when the frame is durable where it must be (design 2.5).
/// </summary>
public sealed record Turn
{
    /// <summary>What is appended to the journal, in order; one frame unless there are very many events.</summary>
    public required ImmutableArray<TurnFrame> Frames { get; init; }

    /// <summary>The last frame: when it is durable, the turn is.</summary>
    public ulong Frame => Frames[^1].Sequence;

    /// <summary>Events in the frames.</summary>
    public required int Events { get; init; }

    /// <summary>Checks that became due.</summary>
    public required ImmutableArray<CheckDue> Checks { get; init; }

    /// <summary>Checks that are no longer wanted.</summary>
    public required ImmutableArray<(ItemId Item, ulong Occurrence)> CancelledChecks { get; init; }

    /// <summary>Actions that became due; to be handed out when durable.</summary>
    public required ImmutableArray<ActionDue> Actions { get; init; }

    /// <summary>Actions that are no longer wanted.</summary>
    public required ImmutableArray<ulong> CancelledActions { get; init; }

    /// <summary>One for each input, in order; null where the input is no command. To be given when durable.</summary>
    public required ImmutableArray<CommandAnswer?> Answers { get; init; }
}
