namespace Tsuba.Configuration.Edits;

/// <summary>
/// Removes a definition and takes its name out of the lists that hold it. A definition that applies to nothing else any more (the services
/// and dependencies of a deleted host) goes with it. Where taking the name out would change a formula, the edit is refused.
/// </summary>
/// <param name="Target">Which definition.</param>
public sealed record DeleteObject(DefinitionId Target) : ConfigurationEdit;
