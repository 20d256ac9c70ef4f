namespace Tsuba.Configuration.Edits;

/// <summary>A property that differs.</summary>
/// <param name="Name">Property.</param>
/// <param name="Before">Its value, several lines joined by line ends; null: it was not there.</param>
/// <param name="After">Its value afterwards; null: it is gone.</param>
public sealed record PropertyChange(string Name, string? Before, string? After);
