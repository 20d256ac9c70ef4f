namespace Tsuba.Modules.History;

/// <summary>One entry with its place in the order of keeping.</summary>
/// <param name="Cursor">The place; asking behind it gives the next one.</param>
/// <param name="Entry">What happened.</param>
public sealed record HistoryTailRow(HistoryCursor Cursor, HistoryEntry Entry);
