using Tsuba.Engine.Parts;
using Tsuba.Model.Time;

namespace Tsuba.Engine.HandOver;

/// <summary>Translates the logical times of a row between parts by way of the wall clock, so that the phase of a check stays.</summary>
internal static class LogicalTimes
{
    /// <summary>The row with UTC milliseconds in its logical fields.</summary>
    public static ItemRow ToUtc(in ItemRow row, EngineTime now) => Shift(row, now.UtcMilliseconds - now.LogicalMilliseconds);

    /// <summary>The row with the logical times of the part whose time it is.</summary>
    public static ItemRow ToLogical(in ItemRow row, EngineTime now) => Shift(row, now.LogicalMilliseconds - now.UtcMilliseconds);

    private static ItemRow Shift(ItemRow row, long by)
    {
        row.NextCheckLogical = Shift(row.NextCheckLogical, by);
        row.PlannedLogical = Shift(row.PlannedLogical, by);
        row.InFlightSinceLogical = Shift(row.InFlightSinceLogical, by);
        row.NextNotificationLogical = Shift(row.NextNotificationLogical, by);
        row.SpeaksOfLogical = Shift(row.SpeaksOfLogical, by);
        row.HardSinceLogical = Shift(row.HardSinceLogical, by);
        row.LastOkLogical = Shift(row.LastOkLogical, by);
        row.StaleLogical = Shift(row.StaleLogical, by);
        return row;
    }

    private static long Shift(long time, long by) => time == ItemRow.Never ? time : time + by;
}
