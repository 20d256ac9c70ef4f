namespace Tsuba.Synchronizer.Api.Messages;

/// <summary>How an order to apply stands.</summary>
/// <param name="State">none, pending, applied, unchanged, refused or needs_confirmation.</param>
/// <param name="Commit">The commit that was offered.</param>
/// <param name="Author">Who ordered it.</param>
/// <param name="Message">One sentence.</param>
/// <param name="Hash">What a confirmation must name.</param>
/// <param name="Generation">Generation that the arbiter runs.</param>
/// <param name="Findings">Why it was refused.</param>
/// <param name="Changes">What changes, by type.</param>
public sealed record ApplyEntry(
    string State,
    string Commit,
    string Author,
    string Message,
    string Hash,
    long Generation,
    IReadOnlyList<FindingEntry> Findings,
    IReadOnlyList<TypeCounts> Changes);
