using System.Globalization;

namespace Tsuba.Scheduler.Parts;

/// <summary>How long and how much is kept of what a part no longer needs to go on, so that one can look back.</summary>
/// <param name="Age">What ended longer ago goes; zero: nothing is kept.</param>
/// <param name="Bytes">Most bytes of all parts of the scheduler, what they need included; zero: nothing is kept.</param>
/// <param name="Parts">Number of parts that share the bytes, when it is asked.</param>
internal sealed record HistoryLimits(TimeSpan Age, long Bytes, Func<int> Parts)
{
    private const long Megabyte = 1024 * 1024;

    // A recording is only as old as a snapshot to begin at: that many are spread over the age.
    private const int SnapshotsPerAge = 8;

    /// <summary>Nothing is kept.</summary>
    public static HistoryLimits Nothing { get; } = new(TimeSpan.Zero, 0, () => 1);

    /// <summary>Whether anything is kept.</summary>
    public bool KeepsAny => Age > TimeSpan.Zero && Bytes > 0;

    /// <summary>Share of one part.</summary>
    public long BytesOfPart => Bytes / Math.Max(1, Parts());

    /// <summary>A snapshot is due after so much time of the part, even if the journal has hardly grown; null: it is not.</summary>
    public TimeSpan? SnapshotEvery => KeepsAny ? Age / SnapshotsPerAge : null;

    /// <summary>From the settings <c>journal_keep_hours</c> and <c>journal_keep_megabytes</c>, which hold numbers.</summary>
    public static HistoryLimits Of(IReadOnlyDictionary<string, string> settings, Func<int> parts) =>
        new(TimeSpan.FromHours(Number(settings, "journal_keep_hours")), Number(settings, "journal_keep_megabytes") * Megabyte, parts);

    private static long Number(IReadOnlyDictionary<string, string> settings, string key) =>
        long.TryParse(settings.GetValueOrDefault(key), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
