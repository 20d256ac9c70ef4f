using System.Collections.Immutable;

namespace Tsuba.Engine.Totals;

/// <summary>What one part gives to the macros of others, and what its own macros ask of them (design 3, "site-wide totals").</summary>
/// <param name="WantsTotals">Whether a command of the part names a total of the site.</param>
/// <param name="Wanted">On-demand macros on items that the part does not have (<c>HOSTSTATE:router</c>), in ordinal order.</param>
/// <param name="Counts">The part's own counts by the macro that sums them up; empty where they were not asked for.</param>
/// <param name="Answers">Values of the macros that were asked for and are about items of the part.</param>
public sealed record PartShare(
    bool WantsTotals,
    ImmutableArray<string> Wanted,
    ImmutableSortedDictionary<string, long> Counts,
    ImmutableSortedDictionary<string, string> Answers);
