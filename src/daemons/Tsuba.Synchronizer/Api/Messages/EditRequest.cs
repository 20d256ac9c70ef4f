namespace Tsuba.Synchronizer.Api.Messages;

/// <summary>Edits of a draft: all are made, or none.</summary>
/// <param name="Revision">What the draft is expected to hold; absent: whatever it holds.</param>
/// <param name="Edits">The edits, 1 to 200.</param>
public sealed record EditRequest(string? Revision, IReadOnlyList<EditOrder> Edits);
