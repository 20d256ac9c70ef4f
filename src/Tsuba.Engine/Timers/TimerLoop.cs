using Tsuba.Engine.Dependencies;
using Tsuba.Engine.Parts;

namespace Tsuba.Engine.Timers;

/// <summary>
/// Fires what is due, in the order (due, item, kind), and keeps each item's timer at the earliest of its dues. Every handler moves
/// what it handled behind the time of the turn, so the loop ends.
/// </summary>
internal sealed class TimerLoop(Brain brain)
{
    private readonly Part _part = brain.Part;

    /// <summary>Logical time of the first timer; null: none is set.</summary>
    public long? Next
    {
        get
        {
            var due = Math.Min(_part.Timers.FirstDue, CalendarDue());
            return due == ItemRow.Never ? null : due;
        }
    }

    /// <summary>Fires everything that is due at the time of the turn.</summary>
    public void Run()
    {
        var now = _part.Now.LogicalMilliseconds;
        while (true)
        {
            var itemDue = _part.Timers.FirstDue;
            var calendarDue = CalendarDue();
            if (itemDue > now && calendarDue > now)
            {
                return;
            }

            if (calendarDue < itemDue || (calendarDue == itemDue && _part.Calendar.Min.Index <= _part.Timers.FirstItem))
            {
                Fire(_part.Calendar.Min);
            }
            else
            {
                Fire(_part.Timers.FirstItem);
            }
        }
    }

    /// <summary>Sets the timer of an item to the earliest of its dues. To be called whenever one of them changed.</summary>
    public void Retime(int index)
    {
        ref readonly var row = ref _part.Rows[index];
        var due = CheckDue(index, row);
        if (row.NextNotificationLogical < due && NotifiesByTimer())
        {
            due = row.NextNotificationLogical;
        }

        _part.Timers.Set(index, Math.Min(due, row.StaleLogical));
    }

    private void Fire(int index)
    {
        var now = _part.Now.LogicalMilliseconds;
        ref readonly var row = ref _part.Rows[index];
        if (CheckDue(index, row) <= now)
        {
            if (row.Has(ItemFlags.Held))
            {
                brain.Holds.Expire(index);
            }
            else if (row.Has(ItemFlags.InFlight))
            {
                brain.Launcher.Orphan(index);
            }
            else
            {
                brain.Planner.OnDue(index);
            }
        }
        else if (row.StaleLogical <= now)
        {
            brain.Freshness.OnDue(index);
        }
        else if (row.NextNotificationLogical <= now && NotifiesByTimer())
        {
            brain.Campaigns.OnDue(index);
        }

        Retime(index);
    }

    private void Fire(CalendarTimer timer)
    {
        _part.Calendar.Remove(timer);
        switch (timer.Kind)
        {
            case CalendarTimerKind.DowntimeStart:
                brain.Downtimes.OnStart(timer.Id);
                break;
            case CalendarTimerKind.DowntimeEnd:
                brain.Downtimes.OnEnd(timer.Id);
                break;
            case CalendarTimerKind.AcknowledgementEnd:
                brain.Acknowledgements.OnExpired(timer.Index);
                break;
            case CalendarTimerKind.MaintenanceWindow:
                brain.Maintenance.OnDue(timer.Index);
                break;
            case CalendarTimerKind.MaintenanceCheck:
                brain.MaintenanceChecks.OnDue(timer.Index);
                break;
            case CalendarTimerKind.Recurrence:
                brain.Recurrences.OnDue(timer.Id);
                break;
            case CalendarTimerKind.PeriodTransition:
                brain.PeriodLog.OnDue();
                break;
            case CalendarTimerKind.LogRotation:
                brain.StateLog.OnRotation();
                break;
            case CalendarTimerKind.PerfdataFile:
                brain.PerfdataFiles.OnDue(timer.Id);
                break;
            case CalendarTimerKind.StateLogSlice:
                brain.StateLog.OnSlice();
                break;
            default:
                brain.Comments.OnExpired(timer.Id);
                break;
        }
    }

    private long CheckDue(int index, in ItemRow row)
    {
        if (row.Has(ItemFlags.Held))
        {
            return row.InFlightSinceLogical + ParentHold.LimitMilliseconds;
        }

        if (!row.Has(ItemFlags.InFlight))
        {
            return row.NextCheckLogical;
        }

        var orphanage = brain.Launcher.OrphanageMilliseconds(index);
        return orphanage == 0 ? ItemRow.Never : row.InFlightSinceLogical + orphanage;
    }

    private bool NotifiesByTimer() => !_part.Switches.RenotifiesAtResults;

    private long CalendarDue() => _part.Calendar.Count == 0 ? ItemRow.Never : _part.ToLogical(_part.Calendar.Min.DueUtc);
}
