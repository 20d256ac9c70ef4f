namespace Tsuba.Modules.Console.Api;

/// <summary>One page of comments, acknowledgements or downtimes.</summary>
/// <param name="Total">How many there are.</param>
/// <param name="Rows">Those from the offset on.</param>
public sealed record ApiNotePage(int Total, IReadOnlyList<ApiNote> Rows);
