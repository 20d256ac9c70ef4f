namespace Tsuba.Modules.Console.Api;

/// <summary>One metric. Where a time stands for a span, the value is the mean, and least and greatest value differ from it.</summary>
/// <param name="Label">Label of the performance data.</param>
/// <param name="Values">One for each time; null: there was none.</param>
/// <param name="Minimum">Least values; null as a whole where every time stands for one result.</param>
/// <param name="Maximum">Greatest values; likewise.</param>
public sealed record ApiSeries(string Label, IReadOnlyList<double?> Values, IReadOnlyList<double?>? Minimum, IReadOnlyList<double?>? Maximum);
