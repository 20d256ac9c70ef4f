namespace Tsuba.Differential.Tests.Observations;

/// <summary>What one of the two does on purpose, or by its nature, and the other does not; each has its row in docs/deviations.md.</summary>
internal static class AcceptedDifferences
{
    /// <summary>Both sides without what is accepted.</summary>
    /// <param name="theirs">What nagios4 did.</param>
    /// <param name="ours">What Tsuba did.</param>
    /// <param name="watched">Items whose freshness is watched.</param>
    public static (IEnumerable<Observation> Theirs, IEnumerable<Observation> Ours) Remove(
        IReadOnlyCollection<Observation> theirs, IReadOnlyCollection<Observation> ours, IReadOnlySet<string> watched)
    {
        var lost = LostEnds(theirs, ours);
        var ended = theirs
            .Where(seen => seen.Text is "DOWNTIME ALERT STOPPED" or "DOWNTIME ALERT CANCELLED")
            .Select(seen => (seen.Item, seen.At))
            .ToHashSet();
        return (
            theirs.Where(IsBeforeALostEnd).Where(seen => !IsEndOfUnusedDowntime(seen) || ended.Contains((seen.Item, seen.At))).Where(IsCompared).Select(InCommonWords),
            ours.Where(IsBeforeALostEnd).Where(IsCompared).Select(InCommonWords));

        bool IsBeforeALostEnd(Observation seen) => !lost.TryGetValue(seen.Item, out var at) || seen.At < at;

        // The state of an item whose staleness is found some seconds apart may differ at any one moment.
        bool IsCompared(Observation seen) => !IsFlappingStart(seen) && (seen.Stream != ObservationStream.Status || !watched.Contains(seen.Item));
    }

    // Deviation D-264: of several downtimes of one host that end in the same second, nagios4 ends one in the second before and may forget another; that item
    // stays in its downtime. When is chance: such a case alone does the same in both. It is compared up to then.
    private static Dictionary<string, long> LostEnds(IReadOnlyCollection<Observation> theirs, IReadOnlyCollection<Observation> ours)
    {
        const string stopped = "DOWNTIME ALERT STOPPED";
        var theirEnds = theirs.Where(seen => seen.Text == stopped).Select(seen => (seen.Item, seen.At)).ToHashSet();
        var ourEnds = ours.Where(seen => seen.Text == stopped).ToList();
        return ourEnds
            .Where(end => !theirEnds.Any(other => other.Item == end.Item && other.At >= end.At - 1))
            .Where(end => ourEnds.Any(other => other.At == end.At && other.Item != end.Item && HostOf(other.Item) == HostOf(end.Item) && theirEnds.Contains((other.Item, end.At - 1))))
            .GroupBy(end => end.Item, StringComparer.Ordinal)
            .ToDictionary(ends => ends.Key, ends => ends.Min(end => end.At) - 1, StringComparer.Ordinal);
    }

    private static string HostOf(string item) => item.Split(';')[0];

    // Deviation D-122: the end of a flexible downtime that never began.
    private static bool IsEndOfUnusedDowntime(Observation seen) =>
        seen.Stream != ObservationStream.Status && seen.Text.Contains(";DOWNTIMEEND", StringComparison.Ordinal);

    // Deviation D-126: nagios4 does not tell each beginning of flapping.
    private static bool IsFlappingStart(Observation seen) =>
        seen.Stream != ObservationStream.Status && seen.Text.Contains(";FLAPPINGSTART", StringComparison.Ordinal);

    // Deviation D-127: nagios4 forgets author and comment of a downtime that is cancelled.
    private static Observation InCommonWords(Observation seen) => seen.Stream == ObservationStream.Action && seen.Text.Contains(";DOWNTIMECANCELLED;", StringComparison.Ordinal)
        ? seen with { Text = string.Join(';', seen.Text.Split(';').Take(5)) }
        : seen;
}
