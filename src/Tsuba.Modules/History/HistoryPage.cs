namespace Tsuba.Modules.History;

/// <summary>One page of a history, newest first.</summary>
/// <typeparam name="TRow">What is listed.</typeparam>
/// <param name="Rows">The rows.</param>
/// <param name="Next">Where the next page begins; null: there is none.</param>
public sealed record HistoryPage<TRow>(IReadOnlyList<TRow> Rows, HistoryCursor? Next);
