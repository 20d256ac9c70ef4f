namespace Tsuba.Synchronizer.Api.Messages;

/// <summary>A definition that differs.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">added, changed or removed.</param>
/// <param name="Properties">Properties that differ.</param>
public sealed record ChangedObject(string Id, string Kind, IReadOnlyList<ChangedProperty> Properties);
