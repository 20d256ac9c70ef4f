using System.Collections.Immutable;
using Tsuba.Engine.Parts;

namespace Tsuba.Engine.Totals;

/// <summary>
/// Counts the hosts and services of a part by state. A problem is handled while it is acknowledged, in downtime or not checked actively; what was
/// never checked is in no state. Source: Nagios Core documentation, "Standard Macros in Nagios", summary macros.
/// </summary>
internal static class PartCounts
{
    private static readonly string[] HostStates = ["UP", "DOWN", "UNREACHABLE"];
    private static readonly string[] ServiceStates = ["OK", "WARNING", "CRITICAL", "UNKNOWN"];

    /// <summary>The counts by the names of their macros, without dollars.</summary>
    public static ImmutableSortedDictionary<string, long> Of(Part part)
    {
        var counts = ImmutableSortedDictionary.CreateBuilder<string, long>(StringComparer.Ordinal);
        Add(counts, "HOST", HostStates, part.Rows.AsSpan(0, part.HostCount));
        Add(counts, "SERVICE", ServiceStates, part.Rows.AsSpan(part.HostCount));
        return counts.ToImmutable();
    }

    private static void Add(ImmutableSortedDictionary<string, long>.Builder counts, string kind, string[] names, ReadOnlySpan<ItemRow> rows)
    {
        Span<long> all = stackalloc long[names.Length];
        Span<long> unhandled = stackalloc long[names.Length];
        foreach (ref readonly var row in rows)
        {
            if (!row.Has(ItemFlags.Checked) || row.State >= names.Length)
            {
                continue;
            }

            all[row.State]++;
            if (row.Acknowledgement == 0 && row.DowntimeDepth == 0 && row.Has(ItemFlags.ActiveChecks))
            {
                unhandled[row.State]++;
            }
        }

        counts[$"TOTAL{kind}S{names[0]}"] = all[0];
        var (problems, unhandledProblems) = (0L, 0L);
        for (var state = 1; state < names.Length; state++)
        {
            counts[$"TOTAL{kind}S{names[state]}"] = all[state];
            counts[$"TOTAL{kind}S{names[state]}UNHANDLED"] = unhandled[state];
            (problems, unhandledProblems) = (problems + all[state], unhandledProblems + unhandled[state]);
        }

        counts[$"TOTAL{kind}PROBLEMS"] = problems;
        counts[$"TOTAL{kind}PROBLEMSUNHANDLED"] = unhandledProblems;
    }
}
