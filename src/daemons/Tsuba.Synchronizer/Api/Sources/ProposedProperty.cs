namespace Tsuba.Synchronizer.Api.Sources;

/// <summary>A property that is to change.</summary>
/// <param name="Name">Property.</param>
/// <param name="Before">Value in staging; null: none.</param>
/// <param name="After">Value that is written; null: it is removed.</param>
/// <param name="Source">Who wants it; empty: ageing does.</param>
internal sealed record ProposedProperty(string Name, string? Before, string? After, string Source);
