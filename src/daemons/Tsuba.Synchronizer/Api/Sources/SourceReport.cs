namespace Tsuba.Synchronizer.Api.Sources;

/// <summary>What a source proposes.</summary>
/// <param name="Trouble">What was wrong with the reading; empty: nothing.</param>
/// <param name="PassedOver">What the reading left out.</param>
/// <param name="Version">The commit of staging that the proposals are for; apply names it.</param>
/// <param name="Total">Number of proposals.</param>
/// <param name="Proposals">The first 10,000 of them.</param>
/// <param name="Commit">The commit that was made; null: none.</param>
/// <param name="Refusal">Why the proposals were not applied, where the source applies itself; empty: nothing was refused.</param>
internal sealed record SourceReport(
    string Trouble, IReadOnlyList<string> PassedOver, string Version, int Total, IReadOnlyList<ProposalEntry> Proposals, string? Commit, string Refusal);
