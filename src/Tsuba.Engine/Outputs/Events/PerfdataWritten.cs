using Tsuba.Model.Items;

namespace Tsuba.Engine.Outputs.Events;

/// <summary>A line of host_perfdata_file or service_perfdata_file. Control characters of what plugins said are blanks in it.</summary>
public sealed record PerfdataWritten : EngineEvent
{
    /// <summary>Whose result it is.</summary>
    public required ItemId Item { get; init; }

    /// <summary>Whether it belongs into host_perfdata_file.</summary>
    public required bool IsHost { get; init; }

    /// <summary>The expanded template, without a line feed behind it.</summary>
    public required string Line { get; init; }
}
