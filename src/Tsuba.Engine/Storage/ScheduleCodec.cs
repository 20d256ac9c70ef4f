using Tsuba.Engine.Logs;
using Tsuba.Engine.Maintenance;
using Tsuba.Engine.Parts;
using Tsuba.Engine.Recurrences;
using Tsuba.Model.Items;

namespace Tsuba.Engine.Storage;

/// <summary>The layout of what runs on the wall clock beside checks: maintenance checks, recurrences, snapshots, marks of the log.</summary>
internal static class ScheduleCodec
{
    /// <summary>Writes all of it.</summary>
    public static void Write(Part part, StateWriter writer)
    {
        writer.Signed(part.WallOffset);
        writer.Signed(part.StateLogCursor);
        writer.Flag(part.StateLogIsInitial);
        writer.Signed(part.StateLogNextUtc);
        writer.Signed(part.NextRotationUtc);
        writer.Count((ulong)part.PeriodMarks.Count);
        foreach (var (name, mark) in part.PeriodMarks)
        {
            writer.Text(name);
            writer.Flag(mark.IsValid);
            writer.Signed(mark.NextUtc);
        }

        writer.Count((ulong)part.LastSnapshots.Count);
        foreach (var (item, last) in part.LastSnapshots)
        {
            writer.Number(item.Value);
            writer.Signed(last);
        }

        writer.Count((ulong)part.MaintenanceChecks.Count);
        foreach (var (item, state) in part.MaintenanceChecks)
        {
            writer.Number(item.Value);
            Write(state, writer);
        }

        writer.Count((ulong)part.Recurrences.Count);
        foreach (var recurrence in part.Recurrences.Values)
        {
            Write(recurrence, writer);
        }
    }

    /// <summary>Reads all of it.</summary>
    public static void Read(Part part, ref StateReader reader)
    {
        part.WallOffset = reader.Signed();
        part.StateLogCursor = (int)reader.Signed();
        part.StateLogIsInitial = reader.Flag();
        part.StateLogNextUtc = reader.Signed();
        part.NextRotationUtc = reader.Signed();
        for (var left = reader.Length(); left > 0; left--)
        {
            part.PeriodMarks[reader.Text()] = new PeriodMark(reader.Flag(), reader.Signed());
        }

        for (var left = reader.Length(); left > 0; left--)
        {
            part.LastSnapshots[new ItemId(reader.Number())] = reader.Signed();
        }

        for (var left = reader.Length(); left > 0; left--)
        {
            part.MaintenanceChecks[new ItemId(reader.Number())] = ReadCheck(ref reader);
        }

        for (var left = reader.Length(); left > 0; left--)
        {
            var recurrence = ReadRecurrence(ref reader);
            part.Recurrences[recurrence.Id] = recurrence;
        }
    }

    /// <summary>Writes where a maintenance check stands.</summary>
    public static void Write(MaintenanceCheckState state, StateWriter writer)
    {
        writer.Signed(state.NextUtc);
        writer.Count(state.Occurrence);
        writer.Flag(state.IsOnItsWay);
        writer.Count(state.DowntimeId);
    }

    /// <summary>Reads where a maintenance check stands.</summary>
    public static MaintenanceCheckState ReadCheck(ref StateReader reader) => new(reader.Signed(), reader.Count(), reader.Flag(), reader.Count());

    /// <summary>Writes a recurrence.</summary>
    public static void Write(Recurrence recurrence, StateWriter writer)
    {
        writer.Count(recurrence.Id);
        writer.Number(recurrence.Item.Value);
        writer.Text(recurrence.Period);
        writer.Signed(recurrence.UntilUtc);
        writer.Text(recurrence.Author);
        writer.Text(recurrence.Text);
        writer.Count(recurrence.CommentId);
        writer.Signed(recurrence.NextUtc);
        writer.Signed(recurrence.WindowEndUtcSeconds);
    }

    /// <summary>Reads a recurrence.</summary>
    public static Recurrence ReadRecurrence(ref StateReader reader) => new()
    {
        Id = reader.Count(),
        Item = new ItemId(reader.Number()),
        Period = reader.Text(),
        UntilUtc = reader.Signed(),
        Author = reader.Text(),
        Text = reader.Text(),
        CommentId = reader.Count(),
        NextUtc = reader.Signed(),
        WindowEndUtcSeconds = reader.Signed(),
    };
}
