using Tsuba.Engine.Downtimes;
using Tsuba.Engine.Parts;
using Tsuba.Engine.Timers;

namespace Tsuba.Engine.Maintenance;

/// <summary>
/// Puts items into a downtime while their maintenance_period is valid. The downtime is an ordinary one: it is told, and can be deleted,
/// which ends it for the rest of the window. Source: reference/shinken.md 4.7.
/// </summary>
internal sealed class MaintenanceWindows(Brain brain)
{
    private const string Author = "(Nagios Process)";
    private const string Text = "The maintenance period began.";

    private readonly Part _part = brain.Part;

    /// <summary>Sets the timers of all items that have a maintenance period.</summary>
    public void Watch()
    {
        for (var index = 0; index < _part.Items.Length; index++)
        {
            if (_part.Items[index].Maintenance?.Period is not null)
            {
                Watch(index, _part.Now.UtcSeconds);
            }
        }
    }

    /// <summary>A window may have begun.</summary>
    public void OnDue(int index)
    {
        var now = _part.Now.UtcSeconds;
        if (_part.Items[index].Maintenance?.Period is not { } period)
        {
            return;
        }

        var end = _part.Periods.NextChange(period, now);
        if (!_part.Periods.Contains(period, now))
        {
            Watch(index, now);
            return;
        }

        // A window without end within a year lasts that year, and is then looked at again.
        var until = end ?? now + (366 * 86_400);
        if (!HasOne(index))
        {
            brain.Downtimes.Add(
                index,
                new DowntimeRequest(_part.Now.UtcMilliseconds, until * 1000, IsFixed: true, TriggeredBy: 0, TimeSpan.Zero, Author, Text));
        }

        Watch(index, until);
    }

    // After a reload or a restart inside a window its downtime is there already.
    private bool HasOne(int index)
    {
        var item = _part.Items[index].Id;
        return _part.Downtimes.Values.Any(downtime => downtime.Item == item && downtime.Author == Author && downtime.Text == Text);
    }

    private void Watch(int index, long fromUtcSeconds)
    {
        if (_part.Periods.NextValid(_part.Items[index].Maintenance?.Period, fromUtcSeconds) is { } start)
        {
            _part.Calendar.Add(new CalendarTimer(start * 1000, index, CalendarTimerKind.MaintenanceWindow, 0));
        }
    }
}
