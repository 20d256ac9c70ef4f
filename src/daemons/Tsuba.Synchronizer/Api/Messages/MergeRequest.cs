namespace Tsuba.Synchronizer.Api.Messages;

/// <summary>An order to merge, with decisions where there were conflicts.</summary>
/// <param name="Message">Message; absent: those of the draft.</param>
/// <param name="Token">From the answer that listed the conflicts.</param>
/// <param name="Decisions">One for each conflict.</param>
public sealed record MergeRequest(string? Message, string? Token, IReadOnlyList<DecisionEntry>? Decisions);
