namespace Tsuba.Modules.Console.Api;

/// <summary>A page of items.</summary>
/// <param name="Total">How many there are.</param>
/// <param name="Items">Those from the offset on.</param>
public sealed record ApiPage(int Total, IReadOnlyList<ApiItem> Items);
