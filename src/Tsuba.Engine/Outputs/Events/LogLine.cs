using Tsuba.Model.Items;

namespace Tsuba.Engine.Outputs.Events;

/// <summary>A line of the Nagios log, without its time stamp. Source: reference/conventions.md 5.</summary>
public sealed record LogLine : EngineEvent
{
    /// <summary>The line.</summary>
    public required string Line { get; init; }

    /// <summary>What it is about; none for the program.</summary>
    public required ItemId Item { get; init; }

    /// <summary>Who it is about; empty: nobody.</summary>
    public required string Contact { get; init; }
}
