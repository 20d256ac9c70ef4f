namespace Tsuba.Modules.Availability;

/// <summary>What a correction says of a span of time. The numbers are on disk.</summary>
public enum CorrectionKind : byte
{
    /// <summary>It was a scheduled downtime that nobody had entered.</summary>
    Downtime = 1,

    /// <summary>It was none, although one was entered.</summary>
    NoDowntime = 2,

    /// <summary>The item was in another state than the one that was seen.</summary>
    State = 3,

    /// <summary>It does not count.</summary>
    Exclude = 4,
}
