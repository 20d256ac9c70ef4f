namespace Tsuba.Configuration.Edits;

/// <summary>Removes all lines of a property, so that the definition takes it from its templates again.</summary>
/// <param name="Target">Which definition.</param>
/// <param name="Name">Property; an old spelling means the present one.</param>
public sealed record RemoveProperty(DefinitionId Target, string Name) : ConfigurationEdit;
