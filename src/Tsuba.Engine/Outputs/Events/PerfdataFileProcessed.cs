namespace Tsuba.Engine.Outputs.Events;

/// <summary>The command that processes a performance data file ended.</summary>
public sealed record PerfdataFileProcessed : EngineEvent
{
    /// <summary>host_perfdata_file, else service_perfdata_file.</summary>
    public required bool IsHost { get; init; }
}
