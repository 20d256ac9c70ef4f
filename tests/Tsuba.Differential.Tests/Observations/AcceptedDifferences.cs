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
        var ended = theirs
            .Where(seen => seen.Text is "DOWNTIME ALERT STOPPED" or "DOWNTIME ALERT CANCELLED")
            .Select(seen => (seen.Item, seen.At))
            .ToHashSet();
        return (
            theirs.Where(seen => !IsEndOfUnusedDowntime(seen) || ended.Contains((seen.Item, seen.At))).Where(IsCompared).Select(InCommonWords),
            ours.Where(IsCompared).Select(InCommonWords));

        // The state of an item whose staleness is found some seconds apart may differ at any one moment.
        bool IsCompared(Observation seen) => !IsFlappingStart(seen) && (seen.Stream != ObservationStream.Status || !watched.Contains(seen.Item));
    }

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
