namespace Tsuba.Sinks;

/// <summary>What a sink is called, and its limits.</summary>
/// <param name="Kind">Its kind in names of metrics, such as <c>graphite</c>.</param>
/// <param name="Unit">What is counted for it in the plural, such as <c>points</c>.</param>
/// <param name="Address">Where it is, as log lines say; without secrets.</param>
/// <param name="MaxSpoolBytes">What is kept while it is away, in bytes.</param>
public sealed record SinkDescription(string Kind, string Unit, string Address, long MaxSpoolBytes)
{
    /// <summary>Most records given to a connection at a time.</summary>
    public int RecordsAtATime { get; init; } = 64;

    /// <summary>Pause before the second attempt after one that failed; each further one is twice as long.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause, where the sink does not ask for more.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Bytes of records after which no further one is given at a time.</summary>
    public long BytesAtATime { get; init; } = 16 * 1024 * 1024;
}
