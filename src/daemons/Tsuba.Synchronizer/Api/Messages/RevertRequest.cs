namespace Tsuba.Synchronizer.Api.Messages;

/// <summary>An order to take one change back.</summary>
/// <param name="Commit">The change.</param>
/// <param name="Token">From the answer that listed the conflicts.</param>
/// <param name="Decisions">One for each conflict.</param>
public sealed record RevertRequest(string Commit, string? Token, IReadOnlyList<DecisionEntry>? Decisions);
