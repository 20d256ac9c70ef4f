using System.Collections.Immutable;
using Tsuba.Engine.Comments;
using Tsuba.Engine.Downtimes;
using Tsuba.Engine.Maintenance;
using Tsuba.Engine.Parts;
using Tsuba.Engine.Recurrences;
using Tsuba.Engine.Storage;
using Tsuba.Model.Items;

namespace Tsuba.Engine.HandOver;

/// <summary>The layout of a departure.</summary>
internal static class HostStateCodec
{
    private const uint Magic = 0x31535448;
    private const uint Version = 5;

    // Without the commands that the host had. A part that does not know them writes it still: older programs can read it.
    private const uint WithoutCommands = 4;

    // Before it nothing was said of when the host left.
    private const uint WithoutDeparture = 3;

    // Before it rows had the layout of state version 4.
    private const uint WithoutFlapStates = 2;
    private const uint LayoutWithoutFlapStates = 4;

    // Before it nothing was kept of maintenance checks, snapshots and recurrences, and rows had the layout of state version 3.
    private const uint WithoutSchedules = 1;
    private const uint LayoutWithoutSchedules = 3;

    /// <summary>Writes.</summary>
    public static void Write(HostState state, StateWriter writer)
    {
        writer.Count(Magic);
        writer.Count(state.Commands is null ? WithoutCommands : Version);
        writer.Count((ulong)state.Part);
        writer.Count(state.LastEventId);
        writer.Count(state.LastProblemId);
        writer.Signed(state.LeftUtc);
        writer.Count((ulong)state.Items.Count);
        foreach (var item in state.Items)
        {
            Write(item, writer);
        }

        writer.Count((ulong)state.Dependencies.Count);
        foreach (var (son, father) in state.Dependencies)
        {
            writer.Number(son.Value);
            writer.Number(father.Value);
        }

        if (state.Commands is { } commands)
        {
            CommandMarkCodec.Write(commands, writer);
        }
    }

    /// <summary>Reads; null where the bytes are no departure of this version.</summary>
    public static HostState? TryRead(ReadOnlySpan<byte> bytes, TextPool texts)
    {
        try
        {
            var reader = new StateReader(bytes);
            var version = reader.Count() == Magic ? reader.Count() : 0;
            reader.Layout = version switch
            {
                WithoutSchedules => LayoutWithoutSchedules,
                WithoutFlapStates => LayoutWithoutFlapStates,
                _ => StateReader.NewestLayout,
            };
            return version is >= WithoutSchedules and <= Version ? Read(texts, hasDeparture: version > WithoutDeparture, hasCommands: version > WithoutCommands, ref reader) : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static HostState? Read(TextPool texts, bool hasDeparture, bool hasCommands, ref StateReader reader)
    {
        var state = new HostState((int)reader.Small(), reader.Count(), reader.Count()) { LeftUtc = hasDeparture ? reader.Signed() : 0 };
        for (var left = reader.Length(); left > 0; left--)
        {
            state.Items.Add(ReadItem(texts, ref reader));
        }

        for (var left = reader.Length(); left > 0; left--)
        {
            state.Dependencies.Add((new ItemId(reader.Number()), new ItemId(reader.Number())));
        }

        if (hasCommands)
        {
            state = state with { Commands = CommandMarkCodec.ReadMarks(ref reader) };
        }

        return reader.IsAtEnd ? state : null;
    }

    private static void Write(ItemState item, StateWriter writer)
    {
        writer.Number(item.Item.Value);
        RowCodec.Write(item.Row, writer);
        writer.Flag(item.AcknowledgementEnd is not null);
        if (item.AcknowledgementEnd is { } end)
        {
            writer.Signed(end);
        }

        writer.Flag(item.Maintenance is not null);
        if (item.Maintenance is { } mark)
        {
            writer.Signed(mark.NextUtc);
            writer.Signed(mark.UntilUtcSeconds);
        }

        writer.Flag(item.Told is not null);
        if (item.Told is { } told)
        {
            TableCodec.WriteTexts(told, writer);
        }

        writer.Flag(item.Held is not null);
        if (item.Held is { } held)
        {
            TableCodec.WriteResult(held, writer);
        }

        writer.Flag(item.Overrides is not null);
        if (item.Overrides is { } overrides)
        {
            TableCodec.WriteOverrides(overrides, writer);
        }

        writer.Count((ulong)item.Comments.Length);
        foreach (var comment in item.Comments)
        {
            BookCodec.Write(comment, writer);
        }

        writer.Count((ulong)item.Downtimes.Length);
        foreach (var downtime in item.Downtimes)
        {
            BookCodec.Write(downtime, writer);
        }

        writer.Flag(item.MaintenanceCheck is not null);
        if (item.MaintenanceCheck is { } check)
        {
            ScheduleCodec.Write(check, writer);
        }

        writer.Flag(item.LastSnapshotUtc is not null);
        if (item.LastSnapshotUtc is { } last)
        {
            writer.Signed(last);
        }

        writer.Count((ulong)item.Recurrences.Length);
        foreach (var recurrence in item.Recurrences)
        {
            ScheduleCodec.Write(recurrence, writer);
        }
    }

    private static ItemState ReadItem(TextPool texts, ref StateReader reader)
    {
        var id = new ItemId(reader.Number());
        var row = new ItemRow();
        RowCodec.Read(ref row, texts, ref reader);
        long? end = reader.Flag() ? reader.Signed() : null;
        MaintenanceMark? mark = reader.Flag() ? new MaintenanceMark(reader.Signed(), reader.Signed()) : null;
        var told = reader.Flag() ? TableCodec.ReadTexts(ref reader) : null;
        var held = reader.Flag() ? TableCodec.ReadResult(ref reader) : null;
        var overrides = reader.Flag() ? TableCodec.ReadOverrides(ref reader) : null;
        var comments = ImmutableArray.CreateBuilder<Comment>();
        for (var left = reader.Length(); left > 0; left--)
        {
            comments.Add(BookCodec.ReadComment(ref reader));
        }

        var downtimes = ImmutableArray.CreateBuilder<Downtime>();
        for (var left = reader.Length(); left > 0; left--)
        {
            downtimes.Add(BookCodec.ReadDowntime(ref reader));
        }

        MaintenanceCheckState? check = reader.HasRoots && reader.Flag() ? ScheduleCodec.ReadCheck(ref reader) : null;
        long? snapshot = reader.HasRoots && reader.Flag() ? reader.Signed() : null;
        var recurrences = ImmutableArray.CreateBuilder<Recurrence>();
        for (var left = reader.HasRoots ? reader.Length() : 0; left > 0; left--)
        {
            recurrences.Add(ScheduleCodec.ReadRecurrence(ref reader));
        }

        return new ItemState(id)
        {
            Row = row,
            AcknowledgementEnd = end,
            Maintenance = mark,
            Told = told,
            Held = held,
            Overrides = overrides,
            Comments = comments.ToImmutable(),
            Downtimes = downtimes.ToImmutable(),
            MaintenanceCheck = check,
            LastSnapshotUtc = snapshot,
            Recurrences = recurrences.ToImmutable(),
        };
    }
}
