using System.Globalization;
using Tsuba.Model.Diagnostics;

namespace Tsuba.Configuration.Expansion;

/// <summary>
/// The entries of a <c>duplicate_foreach</c> list: <c>key</c>, <c>key$(value)$$(second)$</c>, ranges <c>[1-8]</c> and <c>[0-64/8]</c>.
/// Source: reference/shinken.md 3.3 "duplicate_foreach".
/// </summary>
internal static class ForeachList
{
    /// <summary>More entries than this on one host are refused.</summary>
    internal const int MostEntries = 10_000;

    /// <summary>Reads a list; faults are reported and their entries left out.</summary>
    internal static List<ForeachEntry> Parse(string text, FindingLog findings, SourceLocation location)
    {
        var entries = new List<ForeachEntry>();
        foreach (var part in Split(text))
        {
            if (Read(part) is not { } entry)
            {
                findings.Add(ExpansionFindings.ForeachEntryMalformed, location, $"expected key or key$(value)$, found \"{Excerpt.Of(part)}\"");
                continue;
            }

            var before = entries.Count;
            Expand(entry, entries, findings, location, 0);
            if (entries.Count > MostEntries)
            {
                entries.RemoveRange(before, entries.Count - before);
                findings.Add(
                    ExpansionFindings.ForeachTooMany,
                    location,
                    string.Create(CultureInfo.InvariantCulture, $"\"{Excerpt.Of(part)}\" makes more than {MostEntries} services on one host"));
                break;
            }
        }

        return entries;
    }

    // Commas inside of $( )$ belong to the value.
    private static IEnumerable<string> Split(string text)
    {
        var start = 0;
        var inside = false;
        for (var index = 0; index <= text.Length; index++)
        {
            var atEnd = index == text.Length;
            if (!atEnd && index + 1 < text.Length)
            {
                inside |= text[index] == '$' && text[index + 1] == '(';
                inside &= !(text[index] == ')' && text[index + 1] == '$');
            }

            if (atEnd || (text[index] == ',' && !inside))
            {
                var part = text[start..index].Trim();
                start = index + 1;
                if (part.Length > 0)
                {
                    yield return part;
                }
            }
        }
    }

    private static ForeachEntry? Read(string part)
    {
        var open = part.IndexOf("$(", StringComparison.Ordinal);
        if (open < 0)
        {
            return part.Contains('$', StringComparison.Ordinal) ? null : new ForeachEntry(part, []);
        }

        var key = part[..open].Trim();
        var values = new List<string>();
        while (open >= 0)
        {
            var close = part.IndexOf(")$", open, StringComparison.Ordinal);
            if (close < 0)
            {
                return null;
            }

            values.Add(part[(open + 2)..close]);
            var rest = part.AsSpan(close + 2).Trim();
            if (rest.IsEmpty)
            {
                return key.Length == 0 ? null : new ForeachEntry(key, values);
            }

            open = rest.StartsWith("$(", StringComparison.Ordinal) ? part.IndexOf("$(", close + 2, StringComparison.Ordinal) : -1;
        }

        return null;
    }

    private static void Expand(ForeachEntry entry, List<ForeachEntry> entries, FindingLog findings, SourceLocation location, int depth)
    {
        var open = entry.Key.IndexOf('[', StringComparison.Ordinal);
        var close = open < 0 ? -1 : entry.Key.IndexOf(']', open);
        if (close < 0 || depth > 8)
        {
            entries.Add(entry);
            return;
        }

        if (!TryReadRange(entry.Key.AsSpan(open + 1, close - open - 1), out var from, out var to, out var step))
        {
            findings.Add(
                ExpansionFindings.ForeachRangeMalformed, location, $"expected [from-to] or [from-to/step], found \"{Excerpt.Of(entry.Key[open..(close + 1)])}\"");
            return;
        }

        for (long number = from; number <= to && entries.Count <= MostEntries; number += step)
        {
            var text = number.ToString(CultureInfo.InvariantCulture);
            var key = $"{entry.Key[..open]}{text}{entry.Key[(close + 1)..]}";
            Expand(new ForeachEntry(key, [.. entry.Values.Select(value => ReplaceRange(value, text))]), entries, findings, location, depth + 1);
        }
    }

    // The same range in a value counts along with the key.
    private static string ReplaceRange(string value, string number)
    {
        var open = value.IndexOf('[', StringComparison.Ordinal);
        var close = open < 0 ? -1 : value.IndexOf(']', open);
        return close >= 0 && TryReadRange(value.AsSpan(open + 1, close - open - 1), out _, out _, out _)
            ? $"{value[..open]}{number}{value[(close + 1)..]}"
            : value;
    }

    private static bool TryReadRange(ReadOnlySpan<char> text, out int from, out int to, out int step)
    {
        step = 1;
        to = 0;
        var slash = text.IndexOf('/');
        if (slash >= 0 && (!int.TryParse(text[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out step) || step == 0))
        {
            from = 0;
            return false;
        }

        var range = slash < 0 ? text : text[..slash];
        var dash = range.IndexOf('-');
        from = 0;
        return dash > 0
            && int.TryParse(range[..dash], NumberStyles.None, CultureInfo.InvariantCulture, out from)
            && int.TryParse(range[(dash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out to)
            && from <= to;
    }
}
