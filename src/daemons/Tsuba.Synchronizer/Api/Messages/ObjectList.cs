namespace Tsuba.Synchronizer.Api.Messages;

/// <summary>A page of definitions.</summary>
/// <param name="Total">Number of all that match.</param>
/// <param name="Commit">The commit that was read.</param>
/// <param name="Objects">The page.</param>
public sealed record ObjectList(int Total, string Commit, IReadOnlyList<ObjectEntry> Objects);
