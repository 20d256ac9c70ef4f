namespace Tsuba.Journal.Segments;

/// <summary>Under what a segment was written (design 2.2); a reader of another semantics version keeps the bytes and does not replay.</summary>
/// <param name="SemanticsVersion">Version of the engine's rules.</param>
/// <param name="ConfigurationHash">SHA-256 of the configuration in force at the start of the segment; empty: none.</param>
public sealed record SegmentStamp(uint SemanticsVersion, ReadOnlyMemory<byte> ConfigurationHash)
{
    /// <summary>For journals that have no configuration.</summary>
    public static SegmentStamp None { get; } = new(0, ReadOnlyMemory<byte>.Empty);
}
