using System.Collections.Immutable;
using Tsuba.Model.Snapshots;

namespace Tsuba.Engine.Totals;

/// <summary>What the commands of a part name that the part does not have.</summary>
/// <param name="Configuration">The configuration that was read.</param>
/// <param name="WantsTotals">Whether a total of the site is named.</param>
/// <param name="Remote">On-demand macros on items that are elsewhere, in ordinal order.</param>
internal sealed record MacroNeeds(ConfigurationSnapshot Configuration, bool WantsTotals, ImmutableArray<string> Remote);
