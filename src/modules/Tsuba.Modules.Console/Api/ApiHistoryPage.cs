namespace Tsuba.Modules.Console.Api;

/// <summary>One page of a history, newest first.</summary>
/// <typeparam name="TRow">What is listed.</typeparam>
/// <param name="Rows">The rows.</param>
/// <param name="Next">Give it as <c>cursor</c> to get what is older; null: there is nothing.</param>
public sealed record ApiHistoryPage<TRow>(IReadOnlyList<TRow> Rows, string? Next);
