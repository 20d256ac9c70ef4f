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
    /// <summary>Sequence of the frame.</summary>
    public required ulong Frame { get; init; }

    /// <summary>Type of the frame, see <see cref="FrameCodec"/>.</summary>
    public required byte FrameType { get; init; }

    /// <summary>What is appended to the journal.</summary>
    public required ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>Events in the frame.</summary>
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
