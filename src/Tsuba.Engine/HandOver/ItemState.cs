using System.Collections.Immutable;
using Tsuba.Engine.Comments;
using Tsuba.Engine.Downtimes;
using Tsuba.Engine.Inputs;
using Tsuba.Engine.Maintenance;
using Tsuba.Engine.Parts;
using Tsuba.Engine.Recurrences;
using Tsuba.Model.Items;

namespace Tsuba.Engine.HandOver;

/// <summary>Everything that a part knows of one item at run time, but for actions under way: their receipts come to the part that raised them.</summary>
/// <param name="Item">The item.</param>
internal sealed record ItemState(ItemId Item)
{
    /// <summary>Its row, with times of the wall clock where a part has logical ones: no other part has the same logical clock.</summary>
    public required ItemRow Row { get; init; }

    /// <summary>When its acknowledgement expires, UTC milliseconds.</summary>
    public long? AcknowledgementEnd { get; init; }

    /// <summary>Where it stands with its maintenance period.</summary>
    public MaintenanceMark? Maintenance { get; init; }

    /// <summary>Where it stands with its maintenance check.</summary>
    public MaintenanceCheckState? MaintenanceCheck { get; init; }

    /// <summary>When its last snapshot was taken, UTC milliseconds.</summary>
    public long? LastSnapshotUtc { get; init; }

    /// <summary>Contacts that were told of the current problem.</summary>
    public SortedSet<string>? Told { get; init; }

    /// <summary>A result that waits for parents.</summary>
    public CheckResult? Held { get; init; }

    /// <summary>What commands changed of its definition.</summary>
    public ItemOverrides? Overrides { get; init; }

    /// <summary>Its comments.</summary>
    public ImmutableArray<Comment> Comments { get; init; } = [];

    /// <summary>Its recurrent downtimes.</summary>
    public ImmutableArray<Recurrence> Recurrences { get; init; } = [];

    /// <summary>Its downtimes.</summary>
    public ImmutableArray<Downtime> Downtimes { get; init; } = [];
}
