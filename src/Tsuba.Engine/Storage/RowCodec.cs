using Tsuba.Engine.Contexts;
using Tsuba.Engine.Parts;
using Tsuba.Model.Items;

namespace Tsuba.Engine.Storage;

/// <summary>The layout of one row; every field of <see cref="ItemRow"/> is here.</summary>
internal static class RowCodec
{
    /// <summary>Writes a row.</summary>
    public static void Write(in ItemRow row, StateWriter writer)
    {
        writer.Signed(row.NextCheckLogical);
        writer.Signed(row.PlannedLogical);
        writer.Signed(row.InFlightSinceLogical);
        writer.Signed(row.DueUtc);
        writer.Count(row.Occurrence);
        writer.Signed(row.NextNotificationLogical);
        writer.Signed(row.SpeaksOfLogical);
        writer.Signed(row.LastOkLogical);
        writer.Signed(row.StaleLogical);
        writer.Signed(row.LastNotificationUtc);
        writer.Signed(row.LastCheckUtc);
        writer.Signed(row.LastStateChangeUtc);
        writer.Signed(row.LastHardStateChangeUtc);
        writer.Signed(row.LastTimeOkUtc);
        writer.Signed(row.LastTimeWarningUtc);
        writer.Signed(row.LastTimeCriticalUtc);
        writer.Signed(row.LastTimeUnknownUtc);
        writer.Text(row.Output);
        writer.Text(row.LongOutput);
        writer.Text(row.Perfdata);
        writer.Text(row.LastPerfdata);
        writer.Text(row.Poller);
        writer.Count(row.EventId);
        writer.Count(row.LastEventId);
        writer.Count(row.ProblemId);
        writer.Count(row.LastProblemId);
        writer.Count(row.FlapBits);
        writer.Real(row.LatencySeconds);
        writer.Real(row.ExecutionSeconds);
        writer.Real(row.PercentStateChange);
        writer.Count((uint)(row.Flags & ~ItemFlags.Dirty));
        writer.Count(row.ModifiedAttributes);
        writer.Count((ulong)row.NotificationNumber);
        writer.Count(row.NotificationSequence);
        writer.Count(row.Attempt);
        writer.Count(row.DowntimeDepth);
        writer.Count(row.LastSilence);
        writer.Byte(row.State);
        writer.Byte(row.LastState);
        writer.Byte(row.LastHardState);
        writer.Byte((byte)row.StateType);
        writer.Byte(row.Acknowledgement);
        writer.Byte(row.StateBeforePhase);
        writer.Byte(row.FlapCount);
        writer.Byte((byte)row.Context);
        writer.Signed(row.HardSinceLogical);
        writer.Byte(row.FlapState);
        writer.Byte(row.ToldStates);
    }

    /// <summary>Reads a row.</summary>
    public static void Read(ref ItemRow row, TextPool texts, ref StateReader reader)
    {
        row.NextCheckLogical = reader.Signed();
        row.PlannedLogical = reader.Signed();
        row.InFlightSinceLogical = reader.Signed();
        row.DueUtc = reader.Signed();
        row.Occurrence = reader.Count();
        row.NextNotificationLogical = reader.Signed();
        row.SpeaksOfLogical = reader.Signed();
        row.LastOkLogical = reader.Signed();
        row.StaleLogical = reader.Signed();
        row.LastNotificationUtc = reader.Signed();
        row.LastCheckUtc = reader.Signed();
        row.LastStateChangeUtc = reader.Signed();
        row.LastHardStateChangeUtc = reader.Signed();
        row.LastTimeOkUtc = reader.Signed();
        row.LastTimeWarningUtc = reader.Signed();
        row.LastTimeCriticalUtc = reader.Signed();
        row.LastTimeUnknownUtc = reader.Signed();
        row.Output = reader.Text();
        row.LongOutput = reader.Text();
        row.Perfdata = reader.Text();
        row.LastPerfdata = Keep(row.Perfdata, reader.Text());
        row.Poller = texts.Share(reader.Text());
        row.EventId = reader.Count();
        row.LastEventId = reader.Count();
        row.ProblemId = reader.Count();
        row.LastProblemId = reader.Count();
        row.FlapBits = reader.Count();
        row.LatencySeconds = reader.Real();
        row.ExecutionSeconds = reader.Real();
        row.PercentStateChange = reader.Real();
        row.Flags = (ItemFlags)reader.Small();
        row.ModifiedAttributes = reader.Small();
        row.NotificationNumber = (int)reader.Small();
        row.NotificationSequence = reader.Small();
        row.Attempt = (ushort)reader.Small();
        row.DowntimeDepth = (ushort)reader.Small();
        row.LastSilence = (ushort)reader.Small();
        row.State = reader.Byte();
        row.LastState = reader.Byte();
        row.LastHardState = reader.Byte();
        row.StateType = (StateType)reader.Byte();
        row.Acknowledgement = reader.Byte();
        row.StateBeforePhase = reader.Byte();
        row.FlapCount = reader.Byte();
        row.Context = reader.HasRoots ? (ItemContext)reader.Byte() : ItemContext.Nothing;
        row.HardSinceLogical = reader.HasRoots ? reader.Signed() : ItemRow.Never;
        row.FlapState = reader.HasFlapStates ? reader.Byte() : row.State;
        row.ToldStates = reader.HasFlapStates ? reader.Byte() : (byte)0;
    }

    private static string Keep(string one, string other) => string.Equals(one, other, StringComparison.Ordinal) ? one : other;
}
