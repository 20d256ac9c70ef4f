namespace Tsuba.Modules.Console.Api;

/// <summary>One page of objects.</summary>
/// <param name="Total">How many there are.</param>
/// <param name="Rows">Those from the offset on.</param>
public sealed record ApiObjectPage(int Total, IReadOnlyList<ApiObject> Rows);
