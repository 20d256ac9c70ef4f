namespace Tsuba.Modules.Console.Api;

/// <summary>One metric.</summary>
/// <param name="Label">Label of the performance data.</param>
/// <param name="Values">One for each time; null: the result had none.</param>
public sealed record ApiSeries(string Label, IReadOnlyList<double?> Values);
