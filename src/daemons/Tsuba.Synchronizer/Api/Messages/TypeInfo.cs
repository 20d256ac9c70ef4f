namespace Tsuba.Synchronizer.Api.Messages;

/// <summary>A type of object, for forms.</summary>
/// <param name="Type">Type.</param>
/// <param name="NameProperty">The property that names it.</param>
/// <param name="Properties">Its properties.</param>
public sealed record TypeInfo(string Type, string? NameProperty, IReadOnlyList<PropertyInfo> Properties);
