namespace Tsuba.Engine.Outputs.Events;

/// <summary>The fate of an external command.</summary>
public sealed record CommandAnswered : EngineEvent
{
    /// <summary>Who numbered it.</summary>
    public required string Source { get; init; }

    /// <summary>Its number.</summary>
    public required ulong Sequence { get; init; }

    /// <summary>Whether it had an effect.</summary>
    public required bool Applied { get; init; }

    /// <summary>Whether it was refused because its number had been seen.</summary>
    public required bool Duplicate { get; init; }

    /// <summary>Whether its host is not here, or on its way from another part.</summary>
    public bool IsElsewhere { get; init; }

    /// <summary>Why not, or what it did.</summary>
    public required string Text { get; init; }

    /// <summary>The line without time stamp.</summary>
    public required string Line { get; init; }
}
