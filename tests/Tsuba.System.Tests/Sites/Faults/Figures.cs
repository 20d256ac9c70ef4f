using System.Globalization;
using Xunit.Abstractions;

namespace Tsuba.System.Tests.Sites.Faults;

/// <summary>
/// What a run measured. The long forms (<c>TSUBA_RELIABILITY=1</c>, <c>./dev reliability</c>) judge it and add it to the file that
/// <c>TSUBA_RELIABILITY_FIGURES</c> names; the short ones only print it, since a busy machine would decide.
/// </summary>
internal sealed class Figures(ITestOutputHelper output)
{
    private readonly List<string> _missed = [];

    /// <summary>Whether this is the long form.</summary>
    public static bool IsLong { get; } = Environment.GetEnvironmentVariable("TSUBA_RELIABILITY") == "1";

    /// <summary>Seed of whatever is left to chance.</summary>
    public static int Seed { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("TSUBA_RELIABILITY_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? seed : 1;

    /// <summary>A number for the short form, another for the long one.</summary>
    public static int Choose(int inShort, int inLong) => IsLong ? inLong : inShort;

    /// <summary>Tells one measure.</summary>
    /// <param name="test">Number and name of the test.</param>
    /// <param name="measure">What was measured.</param>
    /// <param name="values">In seconds or pieces.</param>
    /// <param name="bar">Most that it may be; null: it is only told.</param>
    /// <param name="percentile">Of the values that the bar is for.</param>
    public void Tell(string test, string measure, IReadOnlyList<double> values, double? bar = null, int percentile = 100)
    {
        var sorted = values.Order().ToList();
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{test}\t{measure}\t{values.Count}\t{At(sorted, 50):0.##}\t{At(sorted, 95):0.##}\t{At(sorted, 100):0.##}\t{(bar is { } most ? $"p{percentile} ≤ {most}" : "")}\t{File.ReadAllText("/proc/loadavg").Split(' ')[0]}");
        output.WriteLine(line);
        if (!IsLong)
        {
            return;
        }

        if (Environment.GetEnvironmentVariable("TSUBA_RELIABILITY_FIGURES") is { Length: > 0 } path)
        {
            File.AppendAllText(path, line + "\n");
        }

        if (bar is { } limit && At(sorted, percentile) > limit)
        {
            _missed.Add(line);
        }
    }

    /// <summary>Fails where a measure is over its bar; called when everything was told.</summary>
    public void Judge() => Assert.Empty(_missed);

    // Nearest rank: of 30 values the 95th percentile is the 29th.
    private static double At(List<double> sorted, int percentile) =>
        sorted.Count == 0 ? 0 : sorted[Math.Max(0, (int)Math.Ceiling(sorted.Count * percentile / 100.0) - 1)];
}
