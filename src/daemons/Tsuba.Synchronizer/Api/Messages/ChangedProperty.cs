namespace Tsuba.Synchronizer.Api.Messages;

/// <summary>A property that differs.</summary>
/// <param name="Name">Name.</param>
/// <param name="Before">Value before.</param>
/// <param name="After">Value after.</param>
public sealed record ChangedProperty(string Name, string? Before, string? After);
