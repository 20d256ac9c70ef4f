using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Tsuba.Model.Catalogue;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;
using Tsuba.Model.Objects;
using Tsuba.Model.TimePeriods;

namespace Tsuba.Model.Snapshots.Building;

/// <summary>
/// Reads the properties of one resolved object as typed values. A property that is not set has its catalogue default; a value that
/// cannot be read is reported where it was written, and the default stands in for it.
/// </summary>
internal readonly struct ObjectReader(ResolvedObject source, BuildContext context)
{
    // A century: longer intervals are slips, and would overflow when they are added to a clock.
    private const double LongestSpanSeconds = 100.0 * 366 * 86400;

    internal ResolvedObject Source { get; } = source;

    internal BuildContext Context { get; } = context;

    /// <summary>Where a property was written; the object itself if it was not, or nobody knows.</summary>
    internal SourceLocation Locate(string name) =>
        Source.TryFind(name, out var property) && property.Origin != default ? property.Origin : Source.Location;

    /// <summary>Value or default; null where both are unset or empty.</summary>
    internal string? Text(string name)
    {
        Context.Reads?.Add((Source.Type, name));
        return Source.Find(name) is { Length: > 0 } value ? value : Row(name).DefaultIn(Context.Profile);
    }

    /// <summary>Whether the object itself sets the property.</summary>
    internal bool IsSet(string name)
    {
        Context.Reads?.Add((Source.Type, name));
        return Source.Find(name) is { Length: > 0 };
    }

    internal bool Flag(string name) => Text(name) is { } text && ReadFlag(name, text);

    internal int Integer(string name, int least, int most) => OptionalInteger(name, least, most) ?? Math.Clamp(0, least, most);

    internal int? OptionalInteger(string name, int least, int most) =>
        OptionalNumber(name, least, most) is { } number ? (int)number : null;

    /// <summary>A number in multiples of interval_length.</summary>
    internal TimeSpan Units(string name) => OptionalUnits(name) ?? TimeSpan.Zero;

    /// <summary>A number in multiples of interval_length; null: unset, or negative, which the language uses for "not set".</summary>
    internal TimeSpan? OptionalUnits(string name) => Span(name, Context.IntervalLength.TotalSeconds);

    /// <summary>A number of seconds; null: unset or negative.</summary>
    internal TimeSpan? OptionalSeconds(string name) => Span(name, 1);

    internal TimeSpan Seconds(string name) => OptionalSeconds(name) ?? TimeSpan.Zero;

    internal double? OptionalNumber(string name, double least, double most)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (!TryNumber(text, out var number))
        {
            Context.Report(SnapshotFindings.ValueUnreadable, Locate(name), $"{name}: \"{Shorten(text)}\" is not a number");
            return DefaultNumber(name);
        }

        if (number < least || number > most)
        {
            Context.Report(
                SnapshotFindings.NumberOutOfRange,
                Locate(name),
                string.Create(CultureInfo.InvariantCulture, $"{name}: {Shorten(text)} is not between {least} and {most}"));
            return DefaultNumber(name);
        }

        return number;
    }

    /// <summary>Entries between commas, trimmed, without empty ones.</summary>
    internal ImmutableArray<string> List(string name) =>
        Text(name) is { } text
            ? [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)]
            : [];

    internal StateOptions Options(string name, OptionLetters letters) => OptionalOptions(name, letters) ?? StateOptions.None;

    /// <summary>A list of option letters; null where it is not set at all.</summary>
    internal StateOptions? OptionalOptions(string name, OptionLetters letters)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        var options = StateOptions.None;
        var isOff = false;
        foreach (var range in text.AsSpan().Split(','))
        {
            var entry = text.AsSpan(range).Trim();
            if (entry.IsEmpty)
            {
                continue;
            }

            if (OptionLetters.IsNone(entry))
            {
                isOff = true;
            }
            else if (!letters.TryAdd(entry, ref options))
            {
                Context.Report(SnapshotFindings.OptionUnknown, Locate(name), $"{name}: \"{Shorten(entry.ToString())}\" is not one of {letters.Letters}");
            }
        }

        return isOff ? StateOptions.None : options;
    }

    /// <summary>A time period by name; null: none, which is "always".</summary>
    internal TimePeriod? Period(string name) => Text(name) is { } text ? Named(name, text.Trim(), Context.TimePeriods, "timeperiod") : null;

    /// <summary>Named objects of a list, in its order, each once; unknown ones are reported and left out.</summary>
    internal ImmutableArray<T> Named<T>(string name, Dictionary<string, T> table, string kind)
        where T : class
    {
        var entries = List(name);
        if (entries.IsEmpty)
        {
            return [];
        }

        var found = ImmutableArray.CreateBuilder<T>(entries.Length);
        foreach (var entry in entries)
        {
            if (Named(name, entry, table, kind) is { } item && !found.Contains(item))
            {
                found.Add(item);
            }
        }

        return found.DrainToImmutable();
    }

    internal static string Shorten(string text) => text.Length <= 80 ? text : text[..77] + "...";

    private T? Named<T>(string name, string entry, Dictionary<string, T> table, string kind)
        where T : class
    {
        if (table.TryGetValue(entry, out var item))
        {
            return item;
        }

        Context.Report(SnapshotFindings.NameUnknown, Locate(name), $"{name}: there is no {kind} \"{Shorten(entry)}\"{Near.Hint(entry, table.Keys)}");
        return null;
    }

    private bool ReadFlag(string name, string text)
    {
        switch (text.Trim().ToLowerInvariant())
        {
            case "1" or "yes" or "true" or "on":
                return true;
            case "0" or "no" or "false" or "off":
                return false;
        }

        // Nagios reads numbers as numbers: anything but zero is "on".
        if (TryNumber(text, out var number))
        {
            return number != 0;
        }

        Context.Report(SnapshotFindings.ValueUnreadable, Locate(name), $"{name}: \"{Shorten(text)}\" is neither 1 (yes, true, on) nor 0 (no, false, off)");
        return Row(name).DefaultIn(Context.Profile) == "1";
    }

    private TimeSpan? Span(string name, double unitSeconds)
    {
        if (OptionalNumber(name, -1, LongestSpanSeconds) is not { } number || number < 0)
        {
            return null;
        }

        return TimeSpan.FromMilliseconds(Math.Round(Math.Min(number * unitSeconds, LongestSpanSeconds) * 1000));
    }

    private double? DefaultNumber(string name) =>
        Row(name).DefaultIn(Context.Profile) is { } text && TryNumber(text, out var number) ? number : null;

    private static bool TryNumber(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);

    private Property Row(string name) =>
        PropertyCatalogue.Find(Source.Type, name) ?? throw new UnreachableException($"no row for {name} of {Source.Type}");
}
