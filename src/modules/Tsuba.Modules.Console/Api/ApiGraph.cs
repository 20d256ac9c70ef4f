namespace Tsuba.Modules.Console.Api;

/// <summary>Series of one unit over the same times.</summary>
/// <param name="Title">Unit, or the label where there is one series.</param>
/// <param name="Unit">Unit of the values; empty: none.</param>
/// <param name="Times">Seconds since 1970, ascending.</param>
/// <param name="Series">Values at those times.</param>
/// <param name="Source">Where they are from: history, or graphite.</param>
public sealed record ApiGraph(string Title, string Unit, IReadOnlyList<double> Times, IReadOnlyList<ApiSeries> Series, string Source);
