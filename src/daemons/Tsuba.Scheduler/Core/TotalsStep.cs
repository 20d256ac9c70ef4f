using System.Collections.Immutable;
using System.Globalization;
using Google.Protobuf.Collections;
using Tsuba.Engine.Inputs;
using Tsuba.Engine.Totals;

namespace Tsuba.Scheduler.Core;

/// <summary>Decides what a part is told of the totals of the site: what its commands name, where that has changed.</summary>
public static class TotalsStep
{
    /// <summary>The input for a part; null: it has it already, asks for nothing, or nothing is known.</summary>
    /// <param name="share">What the part asks for.</param>
    /// <param name="had">What it was told last; null: nothing.</param>
    /// <param name="totals">Sums over all parts; empty: not known.</param>
    /// <param name="values">Values of on-demand macros. One that is missing stays as it was: whoever knows it is away for the moment.</param>
    public static SiteTotals? For(PartShare share, SiteTotals? had, MapField<string, long> totals, MapField<string, string> values)
    {
        var sums = had?.Totals ?? ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal);
        if (!share.WantsTotals)
        {
            sums = sums.Clear();
        }
        else if (totals.Count > 0)
        {
            sums = totals.ToImmutableSortedDictionary(sum => sum.Key, sum => sum.Value.ToString(CultureInfo.InvariantCulture), StringComparer.Ordinal);
        }

        var remote = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var wanted in share.Wanted)
        {
            if (values.TryGetValue(wanted, out var value) || (had is not null && had.RemoteMacros.TryGetValue(wanted, out value)))
            {
                remote[wanted] = value;
            }
        }

        var told = new SiteTotals(sums, remote.ToImmutable());
        return AreEqual(told.Totals, had?.Totals) && AreEqual(told.RemoteMacros, had?.RemoteMacros) ? null : told;
    }

    private static bool AreEqual(ImmutableSortedDictionary<string, string> left, ImmutableSortedDictionary<string, string>? right) =>
        right is null ? left.IsEmpty : left.SequenceEqual(right);
}
