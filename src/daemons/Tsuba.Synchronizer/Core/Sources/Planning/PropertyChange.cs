namespace Tsuba.Synchronizer.Core.Sources.Planning;

/// <summary>A change of one property.</summary>
/// <param name="Property">Which.</param>
/// <param name="Before">Value in staging; null: not there.</param>
/// <param name="After">Value that is written; null: it is removed.</param>
/// <param name="Source">The source that wants it; empty where ageing does.</param>
public sealed record PropertyChange(string Property, string? Before, string? After, string Source);
