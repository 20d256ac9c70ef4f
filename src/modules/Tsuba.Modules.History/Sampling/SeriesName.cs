namespace Tsuba.Modules.History.Sampling;

/// <summary>What tells the series of one item apart.</summary>
/// <param name="Label">Label.</param>
/// <param name="Unit">Base unit.</param>
/// <param name="IsOfCheck">Measured by Tsuba, not written by the plugin.</param>
internal readonly record struct SeriesName(string Label, string Unit, bool IsOfCheck);
