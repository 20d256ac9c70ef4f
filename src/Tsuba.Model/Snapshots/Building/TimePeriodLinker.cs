using Tsuba.Model.Catalogue;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;
using Tsuba.Model.Items;
using Tsuba.Model.TimePeriods;

namespace Tsuba.Model.Snapshots.Building;

/// <summary>Time periods and what they exclude.</summary>
internal static class TimePeriodLinker
{
    // Each excluded period is asked at every question, and may exclude others: their number in one tree is bounded.
    private const int MostExcludes = 1000;

    internal static void Link(List<ResolvedObject> objects, BuildContext context)
    {
        List<ObjectReader> readers = [];
        foreach (var source in objects)
        {
            var reader = new ObjectReader(source, context);
            if (context.TimePeriods.TryAdd(source.Key, Link(reader)))
            {
                readers.Add(reader);
            }
            else
            {
                context.Report(SnapshotFindings.NameTwice, source.Location, $"\"{ObjectReader.Shorten(source.Key)}\" is defined twice");
            }
        }

        foreach (var reader in readers)
        {
            context.TimePeriods[reader.Source.Key].Excludes = reader.Named("exclude", context.TimePeriods, "timeperiod");
        }

        RemoveCircle(readers, context);
    }

    private static TimePeriod Link(in ObjectReader reader)
    {
        var context = reader.Context;
        var entries = new List<(DateEntry Entry, int Place)>();
        var order = reader.Text("date_order")?.Split(',') ?? [];
        foreach (var property in reader.Source.Properties)
        {
            if (PropertyCatalogue.Find(ObjectType.TimePeriod, property.Name) is not null || CustomVariables.Is(property.Name))
            {
                continue;
            }

            if (TimePeriodParser.Parse(property.Name, property.Value, out var finding) is { } entry)
            {
                entries.Add((entry, Array.IndexOf(order, property.Name)));
            }

            if (finding is var (code, message))
            {
                context.Report(code, property.Origin == default ? reader.Source.Location : property.Origin, message);
            }
        }

        return new TimePeriod
        {
            Name = reader.Source.Key,
            Alias = reader.Text("alias") ?? reader.Source.Key,
            Entries = [.. entries.OrderBy(pair => pair.Entry.Days.Kind).ThenBy(pair => pair.Place).Select(pair => pair.Entry)],
            FirstFitOnly = context.Profile == CompatibilityProfile.Nagios,
        };
    }

    // The findings are errors, so no snapshot comes of it; the periods are still left in a state in which they can be asked.
    private static void RemoveCircle(List<ObjectReader> readers, BuildContext context)
    {
        var periods = readers.Select(reader => context.TimePeriods[reader.Source.Key]);
        if (Circle.Find(periods, period => period.Excludes) is { } circle)
        {
            var reader = readers.Find(candidate => candidate.Source.Key == circle[0].Name);
            context.Report(
                SnapshotFindings.ExcludeCircle,
                reader.Locate("exclude"),
                $"exclude: these time periods exclude each other: {string.Join(" → ", circle.Append(circle[0]).Select(period => period.Name))}");
            RemoveAll(readers, context);
            return;
        }

        Dictionary<TimePeriod, long> sizes = [];
        foreach (var reader in readers)
        {
            if (Size(context.TimePeriods[reader.Source.Key], sizes) > MostExcludes)
            {
                context.Report(
                    SnapshotFindings.NumberOutOfRange, reader.Locate("exclude"), $"exclude: more than {MostExcludes} time periods, each counted as often as it is named");
                RemoveAll(readers, context);
                return;
            }
        }
    }

    private static void RemoveAll(List<ObjectReader> readers, BuildContext context)
    {
        foreach (var reader in readers)
        {
            context.TimePeriods[reader.Source.Key].Excludes = [];
        }
    }

    // Iterative: a chain of excludes may be as long as the configuration.
    private static long Size(TimePeriod root, Dictionary<TimePeriod, long> sizes)
    {
        Stack<TimePeriod> open = new([root]);
        while (open.TryPeek(out var period))
        {
            var missing = period.Excludes.FirstOrDefault(exclude => !sizes.ContainsKey(exclude));
            if (missing is not null)
            {
                open.Push(missing);
                continue;
            }

            sizes[period] = Math.Min(MostExcludes + 1, 1 + period.Excludes.Sum(exclude => sizes[exclude]));
            open.Pop();
        }

        return sizes[root];
    }
}
