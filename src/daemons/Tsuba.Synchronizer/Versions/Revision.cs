using Tsuba.Configuration.Edits;

namespace Tsuba.Synchronizer.Versions;

/// <summary>A configuration at one commit.</summary>
/// <param name="Commit">The commit.</param>
/// <param name="Book">Its definitions.</param>
public sealed record Revision(string Commit, DefinitionBook Book);
