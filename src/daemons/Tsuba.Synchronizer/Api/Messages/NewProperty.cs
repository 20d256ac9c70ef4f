namespace Tsuba.Synchronizer.Api.Messages;

/// <summary>A property of a new object.</summary>
/// <param name="Name">Name.</param>
/// <param name="Value">Value.</param>
public sealed record NewProperty(string Name, string Value);
