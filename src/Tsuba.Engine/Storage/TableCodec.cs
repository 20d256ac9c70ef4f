using System.Collections.Immutable;
using Tsuba.Engine.Inputs;
using Tsuba.Engine.Maintenance;
using Tsuba.Engine.Notifications;
using Tsuba.Engine.Parts;
using Tsuba.Model.Items;
using Tsuba.Model.Objects;

namespace Tsuba.Engine.Storage;

/// <summary>The layout of the tables of what few items have: contacts, acknowledgement ends, told contacts, held results, changes, sources, totals.</summary>
internal static class TableCodec
{
    /// <summary>Writes all tables.</summary>
    public static void Write(Part part, StateWriter writer)
    {
        WriteContacts(part, writer);
        writer.Count((ulong)part.AcknowledgementEnds.Count);
        foreach (var (item, end) in part.AcknowledgementEnds)
        {
            writer.Number(item.Value);
            writer.Signed(end);
        }

        writer.Count((ulong)part.Maintenance.Count);
        foreach (var (item, mark) in part.Maintenance)
        {
            writer.Number(item.Value);
            writer.Signed(mark.NextUtc);
            writer.Signed(mark.UntilUtcSeconds);
        }

        ActionCodec.Write(part, writer);
        writer.Count((ulong)part.Told.Count);
        foreach (var (item, names) in part.Told)
        {
            writer.Number(item.Value);
            WriteTexts(names, writer);
        }

        writer.Count((ulong)part.Held.Count);
        foreach (var result in part.Held.Values)
        {
            WriteResult(result, writer);
        }

        writer.Count((ulong)part.Overrides.Count);
        foreach (var (item, overrides) in part.Overrides)
        {
            writer.Number(item.Value);
            WriteOverrides(overrides, writer);
        }

        writer.Count((ulong)part.Sources.Count);
        foreach (var (source, sequence) in part.Sources.ByUse)
        {
            writer.Text(source);
            writer.Count(sequence);
        }

        writer.Count((ulong)part.SimpleDependencies.Count);
        foreach (var (son, father) in part.SimpleDependencies)
        {
            writer.Number(son.Value);
            writer.Number(father.Value);
        }

        writer.Count((ulong)part.Roots.Count);
        foreach (var (item, sources) in part.Roots.OrderBy(pair => pair.Key))
        {
            writer.Number(item.Value);
            writer.Count((ulong)sources.Length);
            foreach (var source in sources)
            {
                writer.Number(source.Value);
            }
        }

        writer.Flag(part.Totals is not null);
        if (part.Totals is { } totals)
        {
            WriteMap(totals.Totals, writer);
            WriteMap(totals.RemoteMacros, writer);
        }
    }

    /// <summary>Reads all tables.</summary>
    public static void Read(Part part, ref StateReader reader)
    {
        ReadContacts(part, ref reader);
        for (var left = reader.Length(); left > 0; left--)
        {
            part.AcknowledgementEnds[new ItemId(reader.Number())] = reader.Signed();
        }

        for (var left = reader.Length(); left > 0; left--)
        {
            part.Maintenance[new ItemId(reader.Number())] = new MaintenanceMark(reader.Signed(), reader.Signed());
        }

        ActionCodec.Read(part, ref reader);
        for (var left = reader.Length(); left > 0; left--)
        {
            part.Told[new ItemId(reader.Number())] = ReadTexts(ref reader);
        }

        for (var left = reader.Length(); left > 0; left--)
        {
            var result = ReadResult(ref reader);
            part.Held[result.Item] = result;
        }

        for (var left = reader.Length(); left > 0; left--)
        {
            part.Overrides[new ItemId(reader.Number())] = ReadOverrides(ref reader);
        }

        for (var left = reader.Length(); left > 0; left--)
        {
            part.Sources.Restore(reader.Text(), reader.Count());
        }

        for (var left = reader.Length(); left > 0; left--)
        {
            part.SimpleDependencies.Add((new ItemId(reader.Number()), new ItemId(reader.Number())));
        }

        for (var left = reader.HasRoots ? reader.Length() : 0; left > 0; left--)
        {
            var item = new ItemId(reader.Number());
            var sources = ImmutableArray.CreateBuilder<ItemId>();
            for (var more = reader.Length(); more > 0; more--)
            {
                sources.Add(new ItemId(reader.Number()));
            }

            part.Roots[item] = sources.ToImmutable();
        }

        if (reader.Flag())
        {
            part.Totals = new SiteTotals(ReadMap(ref reader), ReadMap(ref reader));
        }
    }

    private static void WriteContacts(Part part, StateWriter writer)
    {
        writer.Count((ulong)part.Contacts.Count);
        foreach (var (name, row) in part.Contacts)
        {
            writer.Text(name);
            writer.Flag(row.HostNotifications);
            writer.Flag(row.ServiceNotifications);
            writer.Count((ulong)row.DowntimeDepth);
            writer.Count(row.ModifiedAttributes);
            writer.OptionalText(row.HostPeriod);
            writer.OptionalText(row.ServicePeriod);
            WriteMap(row.Variables, writer);
        }
    }

    private static void ReadContacts(Part part, ref StateReader reader)
    {
        for (var left = reader.Length(); left > 0; left--)
        {
            var name = reader.Text();
            var contact = part.Snapshot?.Contacts.GetValueOrDefault(name) ?? new Contact { Name = name, Alias = name, Ways = [] };
            var row = new ContactRow(contact)
            {
                HostNotifications = reader.Flag(),
                ServiceNotifications = reader.Flag(),
                DowntimeDepth = (int)reader.Small(),
                ModifiedAttributes = reader.Small(),
                HostPeriod = reader.OptionalText(),
                ServicePeriod = reader.OptionalText(),
            };
            foreach (var (variable, value) in ReadMap(ref reader))
            {
                row.Variables[variable] = value;
            }

            part.Contacts[name] = row;
        }
    }

    /// <summary>Writes a result that waits for parents.</summary>
    internal static void WriteResult(CheckResult result, StateWriter writer)
    {
        writer.Number(result.Item.Value);
        writer.Count(result.Occurrence);
        writer.Signed(result.ExitCode);
        writer.Signed(result.Signal);
        writer.Flag(result.TimedOut);
        writer.Text(result.Output);
        writer.OptionalText(result.Failure);
        writer.Signed(result.StartUtcMilliseconds);
        writer.Signed(result.ExecutionTime.Ticks);
        writer.Text(result.Poller);
    }

    /// <summary>Reads a result that waits for parents.</summary>
    internal static CheckResult ReadResult(ref StateReader reader) => new()
    {
        Item = new ItemId(reader.Number()),
        Occurrence = reader.Count(),
        ExitCode = (int)reader.Signed(),
        Signal = (int)reader.Signed(),
        TimedOut = reader.Flag(),
        Output = reader.Text(),
        Failure = reader.OptionalText(),
        StartUtcMilliseconds = reader.Signed(),
        ExecutionTime = TimeSpan.FromTicks(reader.Signed()),
        Poller = reader.Text(),
    };

    /// <summary>Writes what commands changed of an item.</summary>
    internal static void WriteOverrides(ItemOverrides overrides, StateWriter writer)
    {
        writer.Signed(overrides.Interval?.Ticks ?? -1);
        writer.Signed(overrides.RetryInterval?.Ticks ?? -1);
        writer.Signed(overrides.MaxAttempts ?? -1);
        writer.OptionalText(overrides.CheckPeriod);
        writer.OptionalText(overrides.NotificationPeriod);
        writer.OptionalText(overrides.CheckCommand);
        writer.OptionalText(overrides.EventHandler);
        writer.OptionalText(overrides.SnapshotCommand);
        writer.Signed(overrides.NoNotificationBeforeUtc);
        WriteMap(overrides.Variables, writer);
    }

    /// <summary>Reads what commands changed of an item.</summary>
    internal static ItemOverrides ReadOverrides(ref StateReader reader)
    {
        var overrides = new ItemOverrides
        {
            Interval = Span(reader.Signed()),
            RetryInterval = Span(reader.Signed()),
            MaxAttempts = reader.Signed() is var attempts and >= 0 ? (int)attempts : null,
            CheckPeriod = reader.OptionalText(),
            NotificationPeriod = reader.OptionalText(),
            CheckCommand = reader.OptionalText(),
            EventHandler = reader.OptionalText(),
            SnapshotCommand = reader.HasRoots ? reader.OptionalText() : null,
            NoNotificationBeforeUtc = reader.Signed(),
        };
        foreach (var (name, value) in ReadMap(ref reader))
        {
            overrides.Variables[name] = value;
        }

        return overrides;
    }

    private static TimeSpan? Span(long ticks) => ticks < 0 ? null : TimeSpan.FromTicks(ticks);

    /// <summary>Writes a set of texts.</summary>
    internal static void WriteTexts(SortedSet<string> texts, StateWriter writer)
    {
        writer.Count((ulong)texts.Count);
        foreach (var text in texts)
        {
            writer.Text(text);
        }
    }

    /// <summary>Reads a set of texts.</summary>
    internal static SortedSet<string> ReadTexts(ref StateReader reader)
    {
        var texts = new SortedSet<string>(StringComparer.Ordinal);
        for (var left = reader.Length(); left > 0; left--)
        {
            texts.Add(reader.Text());
        }

        return texts;
    }

    private static void WriteMap(IReadOnlyDictionary<string, string> map, StateWriter writer)
    {
        writer.Count((ulong)map.Count);
        foreach (var (name, value) in map)
        {
            writer.Text(name);
            writer.Text(value);
        }
    }

    private static ImmutableSortedDictionary<string, string> ReadMap(ref StateReader reader)
    {
        var map = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        for (var left = reader.Length(); left > 0; left--)
        {
            map[reader.Text()] = reader.Text();
        }

        return map.ToImmutable();
    }
}
