using System.Collections.Immutable;
using System.Globalization;
using Tsuba.Model.Diagnostics;

namespace Tsuba.Model.TimePeriods;

/// <summary>
/// Reads date entries of time periods: all thirteen forms, in any case of letters, with any number of blanks.
/// Source: reference/shinken.md 3.5.
/// </summary>
public static class TimePeriodParser
{
    /// <summary>Reads one entry.</summary>
    /// <param name="date">The date part: <c>monday 1 - friday 2 / 3</c>.</param>
    /// <param name="times">The list of times: <c>08:00-12:00,13:00-17:00</c>.</param>
    /// <param name="finding">What is wrong, if something is: a row of the catalogue and a sentence.</param>
    /// <returns>The entry, or null; a date that cannot be is reported and kept, a range of times that ends before it starts is left out and reported.</returns>
    public static DateEntry? Parse(string date, string times, out (DiagnosticCode Code, string Message)? finding)
    {
        finding = null;
        if (DateRuleParser.Parse(date, out var fault) is not { } rule)
        {
            finding = (SnapshotFindings.DateNotUnderstood, $"\"{Shorten(date)}\" is neither a property nor a date");
            return null;
        }

        if (fault is not null)
        {
            finding = (SnapshotFindings.DateImpossible, $"\"{Shorten(date)}\": {fault}");
        }

        return Times(times, ref finding) is { } ranges ? new DateEntry(rule, ranges) : null;
    }

    private static ImmutableArray<TimeRange>? Times(string text, ref (DiagnosticCode Code, string Message)? finding)
    {
        var ranges = ImmutableArray.CreateBuilder<TimeRange>();
        foreach (var part in text.AsSpan().Split(','))
        {
            var range = text.AsSpan(part).Trim();
            var dash = range.IndexOf('-');
            if (dash < 0 || Second(range[..dash]) is not { } start || Second(range[(dash + 1)..]) is not { } end)
            {
                finding = (
                    SnapshotFindings.TimeImpossible,
                    $"\"{Shorten(range.ToString())}\" is not a range of times HH:MM-HH:MM between 00:00 and 24:00");
                return null;
            }

            if (start > end)
            {
                finding = (SnapshotFindings.TimesReversed, $"\"{range}\" ends before it starts and is never valid; write two ranges");
            }
            else
            {
                ranges.Add(new TimeRange(start, end));
            }
        }

        ranges.Sort((left, right) => left.Start.CompareTo(right.Start));
        return ranges.DrainToImmutable();
    }

    private static int? Second(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        var colon = text.IndexOf(':');
        if (colon is < 1 or > 2
            || text.Length - colon != 3
            || !int.TryParse(text[..colon], NumberStyles.None, CultureInfo.InvariantCulture, out var hours)
            || !int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var minutes)
            || minutes > 59)
        {
            return null;
        }

        var second = ((hours * 60) + minutes) * 60;
        return second <= 86400 ? second : null;
    }

    private static string Shorten(string text) => text.Length <= 80 ? text : text[..77] + "...";
}
