namespace Tsuba.Synchronizer.Sources.Staging;

/// <summary>What became of a change set.</summary>
/// <param name="Accepted">Whether it is in staging.</param>
/// <param name="Commit">Its commit; empty if it is not.</param>
/// <param name="Text">Why not, or what was noticed.</param>
internal sealed record ChangeSetOutcome(bool Accepted, string Commit, string Text);
