namespace Tsuba.Journal.Spooling;

/// <summary>Limits of a spool.</summary>
public sealed record SpoolOptions
{
    /// <summary>Bytes of records that are not acknowledged; above it <see cref="Spool.Append"/> refuses.</summary>
    public long MaxBytes { get; init; } = 256 * 1024 * 1024;

    /// <summary>Size of a file; acknowledged records are freed by whole files.</summary>
    public long SegmentBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>
    /// First sequence of a spool that has no files yet. Where another daemon remembers the highest sequence of this source, give
    /// something that grows with each creation (milliseconds since 1970, say), so that a spool that was deleted does not repeat numbers.
    /// </summary>
    public ulong FirstSequence { get; init; } = 1;

    /// <summary>
    /// Whether an acknowledgement is flushed to the disk before it returns. Else a power cut may bring back what was acknowledged long ago, which suits where readers know each record again for
    /// ever.
    /// </summary>
    public bool FlushesAcknowledgements { get; init; }
}
