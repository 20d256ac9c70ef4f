using System.Collections.Immutable;

namespace Tsuba.Modules.Availability;

/// <summary>
/// Counts how an item spent a range. The range is cut wherever a state, a downtime, a correction or the time period begins or ends; in each
/// piece nothing changes. Percentages are never stored, so what arrives late changes every report from then on.
/// </summary>
public static class AvailabilityCalculation
{
    /// <summary>The totals of one item.</summary>
    /// <param name="spans">What is stored of it.</param>
    /// <param name="isHost">Whether it is a host.</param>
    /// <param name="periods">The time that counts, in ascending order without overlaps: the range, or its pieces inside a time period.</param>
    /// <param name="rules">How.</param>
    public static AvailabilityTotals Count(ItemSpans spans, bool isHost, IReadOnlyList<TimeSpanUtc> periods, AvailabilityRules rules)
    {
        var states = rules.IncludesSoft ? [.. spans.States] : spans.States.Where(state => state.IsHard).ToList();
        var downtimes = Union(spans.Downtimes);
        var cuts = Cuts(states, downtimes, spans.Corrections);
        var totals = new AvailabilityTotals(isHost);
        var (state, downtime, cut) = (-1, 0, 0);
        foreach (var period in periods)
        {
            var at = period.Begin;
            while (at < period.End)
            {
                while (cut < cuts.Count && cuts[cut] <= at)
                {
                    cut++;
                }

                while (state + 1 < states.Count && states[state + 1].BeginUtcMilliseconds <= at)
                {
                    state++;
                }

                while (downtime < downtimes.Count && downtimes[downtime].End <= at)
                {
                    downtime++;
                }

                var end = cut < cuts.Count ? Math.Min(cuts[cut], period.End) : period.End;
                var seen = state < 0 ? rules.InitialState : states[state].State;
                Add(totals, spans, at, end - at, seen, downtime < downtimes.Count && downtimes[downtime].Begin <= at);
                at = end;
            }
        }

        return totals;
    }

    /// <summary>The same time in ascending order without overlaps.</summary>
    public static List<TimeSpanUtc> Union(IEnumerable<TimeSpanUtc> spans)
    {
        var union = new List<TimeSpanUtc>();
        foreach (var span in spans.Where(span => span.Begin < span.End).OrderBy(span => span.Begin))
        {
            if (union.Count > 0 && span.Begin <= union[^1].End)
            {
                union[^1] = union[^1] with { End = Math.Max(union[^1].End, span.End) };
            }
            else
            {
                union.Add(span);
            }
        }

        return union;
    }

    // The correction that was made last wins, for each of the things that corrections tell.
    private static void Add(AvailabilityTotals totals, ItemSpans spans, long at, long length, int state, bool isScheduled)
    {
        foreach (var correction in spans.Corrections)
        {
            if (!correction.Span.Contains(at))
            {
                continue;
            }

            switch (correction.Kind)
            {
                case CorrectionKind.Exclude:
                    totals.Exclude(length);
                    return;
                case CorrectionKind.State:
                    state = correction.State;
                    break;
                default:
                    isScheduled = correction.Kind == CorrectionKind.Downtime;
                    break;
            }
        }

        totals.Add(state, isScheduled, length);
    }

    private static List<long> Cuts(List<StateSpan> states, List<TimeSpanUtc> downtimes, ImmutableArray<Correction> corrections)
    {
        var cuts = new List<long>(states.Count + (2 * (downtimes.Count + corrections.Length)));
        cuts.AddRange(states.Select(state => state.BeginUtcMilliseconds));
        cuts.AddRange(downtimes.SelectMany(span => new[] { span.Begin, span.End }));
        cuts.AddRange(corrections.SelectMany(correction => new[] { correction.Span.Begin, correction.Span.End }));
        cuts.Sort();
        return cuts;
    }
}
