namespace Tsuba.Journal.Segments;

/// <summary>How a segment ends.</summary>
internal enum SegmentTail
{
    /// <summary>With a whole frame.</summary>
    Clean,

    /// <summary>With what a crash left of an unfinished write.</summary>
    Torn,

    /// <summary>With bytes that were good once.</summary>
    Damaged,
}
