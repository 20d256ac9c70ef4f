using System.Globalization;

namespace Tsuba.Benchmarks.Processes;

/// <summary>Medians and how they are printed.</summary>
internal static class Figures
{
    /// <summary>The middle one; the lower of the two in the middle.</summary>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? double.NaN : sorted[(sorted.Count - 1) / 2];
    }

    /// <summary>One line of a table.</summary>
    public static void Print(string what, FormattableString value) =>
        Console.WriteLine($"{what,-58} {value.ToString(CultureInfo.InvariantCulture)}");
}
