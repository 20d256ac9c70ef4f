using Tsuba.Engine.Explain;
using Tsuba.Engine.Parts;

namespace Tsuba.Engine.Timers;

/// <summary>
/// Notices that the wall clock was set. Intervals run on the logical clock and do not care; what waits for the opening of a time period was
/// planned by the wall clock of then, and is planned anew. Source: design 2.3.
/// </summary>
internal sealed class ClockWatch(Brain brain)
{
    // Less is drift, and adds up until it is more.
    private const long ToleranceMilliseconds = 1000;

    private readonly Part _part = brain.Part;

    /// <summary>Compares the clocks at the begin of a turn.</summary>
    public void Look()
    {
        var offset = _part.Now.UtcMilliseconds - _part.Now.LogicalMilliseconds;
        if (Math.Abs(offset - _part.WallOffset) < ToleranceMilliseconds)
        {
            return;
        }

        var isFirst = _part.Snapshot is null;
        _part.WallOffset = offset;
        if (isFirst)
        {
            return;
        }

        for (var index = 0; index < _part.Rows.Length; index++)
        {
            brain.Planner.OnClockSet(index);
            brain.Campaigns.OnClockSet(index);
        }

        brain.Maintenance.Plan();
        brain.MaintenanceChecks.OnClockSet();
        brain.Recurrences.LookAgain();
        brain.PeriodLog.LookAgain();
        brain.StateLog.OnClockSet();
        brain.PerfdataFiles.LookAgain();
        _part.Decide(-1, Reason.ClockSet);
    }
}
