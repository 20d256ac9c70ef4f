namespace Tsuba.Differential.Tests.Observations;

/// <summary>Where something was seen.</summary>
internal enum ObservationStream
{
    /// <summary>The log.</summary>
    Log,

    /// <summary>Commands that were run, with their macros.</summary>
    Action,

    /// <summary>The whole state of an item at a time.</summary>
    Status,
}
