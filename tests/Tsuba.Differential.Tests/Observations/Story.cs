using System.Globalization;
using System.Text;
using Tsuba.Differential.Tests.Cases;

namespace Tsuba.Differential.Tests.Observations;

/// <summary>A case that failed, for a person: the configuration, what happened, and both logs side by side.</summary>
internal static class Story
{
    private const int Width = 90;

    // How long the story goes on after the first difference, seconds.
    private const int Aftermath = 60;

    /// <summary>Tells it.</summary>
    public static string Tell(DifferentialCase one, IReadOnlyList<Difference> differences, IEnumerable<Observation> theirs, IEnumerable<Observation> ours)
    {
        var text = new StringBuilder();
        foreach (var difference in differences)
        {
            text.Append(difference).Append('\n');
        }

        text.Append('\n').Append(one.Configuration()).Append('\n').Append(one.Scenario()).Append('\n');
        var left = theirs.Where(seen => seen.Item.StartsWith(one.Prefix, StringComparison.Ordinal)).ToLookup(seen => seen.At);
        var right = ours.Where(seen => seen.Item.StartsWith(one.Prefix, StringComparison.Ordinal)).ToLookup(seen => seen.At);
        text.Append(CultureInfo.InvariantCulture, $"{"",5}  {"nagios4".PadRight(Width)} Tsuba\n");
        var end = differences.Min(difference => difference.At) + Aftermath;
        foreach (var at in left.Select(group => group.Key).Union(right.Select(group => group.Key)).Where(at => at <= end).Order())
        {
            AppendSecond(text, at, Lines(left[at]), Lines(right[at]));
        }

        return text.ToString();
    }

    private static List<string> Lines(IEnumerable<Observation> seen) =>
        [.. seen.OrderBy(one => one.Stream).ThenBy(one => one.Item, StringComparer.Ordinal).Select(one => $"{one.Item[(one.Item.IndexOf('-', StringComparison.Ordinal) + 1)..]} {one.Text}")];

    private static void AppendSecond(StringBuilder text, long at, List<string> left, List<string> right)
    {
        for (var index = 0; index < Math.Max(left.Count, right.Count); index++)
        {
            var ours = index < right.Count ? right[index] : "";
            var theirs = index < left.Count ? left[index] : "";
            text.Append(CultureInfo.InvariantCulture, $"{at,5} {(theirs == ours ? ' ' : '!')}{theirs.PadRight(Width)} {ours}\n");
        }
    }
}
