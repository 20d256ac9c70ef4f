namespace Tsuba.Modules.History;

/// <summary>Entries in the order in which they were kept, for readers that follow them.</summary>
/// <param name="Rows">Entries behind the cursor that was asked for, oldest first.</param>
/// <param name="Next">Where to go on: behind the last row, or behind everything that was looked at and not wanted.</param>
/// <param name="HasMore">Whether there are further rows now.</param>
/// <param name="IsBroken">
/// Whether entries between the cursor and the first row are gone, or the cursor is not of this history. <paramref name="Rows"/> begin
/// with the oldest entry that is left then.
/// </param>
public sealed record HistoryTail(IReadOnlyList<HistoryTailRow> Rows, HistoryCursor Next, bool HasMore, bool IsBroken);
