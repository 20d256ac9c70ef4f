namespace Tsuba.Modules.History;

/// <summary>One series of an item.</summary>
/// <param name="Label">Label of the performance data, or what was measured of the check itself.</param>
/// <param name="Unit">Base unit; empty: none.</param>
/// <param name="IsOfCheck">Measured by Tsuba (how long the check took), not written by the plugin.</param>
/// <param name="Samples">Samples in ascending order; coarse ones first where a range is long, fine ones at its young end.</param>
public sealed record HistorySeries(string Label, string Unit, bool IsOfCheck, IReadOnlyList<HistorySample> Samples);
