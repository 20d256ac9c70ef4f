namespace Tsuba.Configuration.Edits;

/// <summary>Gives a definition another name and says so wherever it is named.</summary>
/// <param name="Target">Which definition.</param>
/// <param name="NewName">Name; of a service its description.</param>
/// <param name="AsTemplate">Whether the name as a template (<c>name</c>) is meant, for a definition that has both.</param>
public sealed record RenameObject(DefinitionId Target, string NewName, bool AsTemplate = false) : ConfigurationEdit;
