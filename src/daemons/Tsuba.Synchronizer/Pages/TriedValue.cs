namespace Tsuba.Synchronizer.Pages;

/// <summary>A value that was refused.</summary>
/// <param name="Property">Property.</param>
/// <param name="Value">Value as typed.</param>
public sealed record TriedValue(string Property, string Value);
