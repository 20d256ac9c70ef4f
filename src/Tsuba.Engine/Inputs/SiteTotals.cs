using System.Collections.Immutable;

namespace Tsuba.Engine.Inputs;

/// <summary>
/// Sums over all parts, and the states of items elsewhere that macros of this part name (design 3, "site-wide totals").
/// </summary>
/// <param name="Totals">Value by macro name without dollars (<c>TOTALHOSTSDOWN</c>).</param>
/// <param name="RemoteMacros">Value by on-demand macro (<c>HOSTSTATE:router</c>).</param>
public sealed record SiteTotals(
    ImmutableSortedDictionary<string, string> Totals,
    ImmutableSortedDictionary<string, string> RemoteMacros) : EngineInput;
