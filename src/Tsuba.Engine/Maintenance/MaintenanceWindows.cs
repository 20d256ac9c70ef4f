using Tsuba.Engine.Downtimes;
using Tsuba.Engine.Parts;
using Tsuba.Engine.Timers;
using Tsuba.Model.TimePeriods;

namespace Tsuba.Engine.Maintenance;

/// <summary>
/// Puts items into a downtime while their maintenance_period is valid. The downtime is an ordinary one: it is told, and can be deleted,
/// which ends it for the rest of the window. Source: reference/shinken.md 4.7.
/// </summary>
internal sealed class MaintenanceWindows(Brain brain)
{
    private const long SearchSeconds = 366 * 86_400;
    private const string Author = "(Nagios Process)";
    private const string Text = "The maintenance period began.";

    private readonly Part _part = brain.Part;

    /// <summary>Looks at all items anew, because the configuration changed.</summary>
    public void Plan()
    {
        for (var index = 0; index < _part.Items.Length; index++)
        {
            Plan(index);
        }
    }

    /// <summary>Looks at one item anew.</summary>
    public void Plan(int index)
    {
        if (_part.Items[index].Maintenance?.Period is null)
        {
            _part.Maintenance.Remove(_part.Items[index].Id);
        }
        else if (!_part.Rows[index].Has(ItemFlags.Awaited))
        {
            Plan(index, _part.Now.UtcSeconds);
        }
    }

    /// <summary>The item came from another part, with its mark there; null: it had none.</summary>
    public void Arrived(int index, MaintenanceMark? mark)
    {
        if (mark is { } known)
        {
            _part.Maintenance[_part.Items[index].Id] = known;
        }

        Plan(index);
    }

    /// <summary>Sets the timers as the marks say.</summary>
    public void Watch()
    {
        foreach (var (item, mark) in _part.Maintenance)
        {
            _part.Calendar.Add(Timer(_part.Find(item), mark));
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

        if (!_part.Periods.Contains(period, now))
        {
            Plan(index, now);
            return;
        }

        var id = _part.Items[index].Id;
        var mark = _part.Maintenance.GetValueOrDefault(id);
        var until = EndOfWindow(_part, period, mark.UntilUtcSeconds);
        if (mark.UntilUtcSeconds != until)
        {
            _part.Maintenance[id] = mark with { UntilUtcSeconds = until };
            brain.Downtimes.Add(
                index,
                new DowntimeRequest(_part.Now.UtcMilliseconds, until * 1000, IsFixed: true, TriggeredBy: 0, TimeSpan.Zero, Author, Text));
        }

        Plan(index, until);
    }

    /// <summary>
    /// UTC second at which the window that is open now ends. One without end within a year lasts that year, and is then looked at again.
    /// </summary>
    /// <param name="part">The part.</param>
    /// <param name="period">The period, valid now.</param>
    /// <param name="known">End of the window that was dealt with last; an endless window keeps it.</param>
    public static long EndOfWindow(Part part, TimePeriod period, long known)
    {
        var now = part.Now.UtcSeconds;
        return part.Periods.NextChange(period, now) ?? (known > now && known <= now + SearchSeconds ? known : now + SearchSeconds);
    }

    private static CalendarTimer Timer(int index, MaintenanceMark mark) => new(mark.NextUtc, index, CalendarTimerKind.MaintenanceWindow, 0);

    // The moment is kept in the mark: after a restart the timer must be where it was, whatever the wall clock did since.
    private void Plan(int index, long fromUtcSeconds)
    {
        var id = _part.Items[index].Id;
        var mark = _part.Maintenance.GetValueOrDefault(id);
        _part.Calendar.Remove(Timer(index, mark));
        var start = _part.Periods.NextValid(_part.Items[index].Maintenance?.Period, fromUtcSeconds) ?? fromUtcSeconds + SearchSeconds;
        mark = mark with { NextUtc = start * 1000 };
        _part.Maintenance[id] = mark;
        _part.Calendar.Add(Timer(index, mark));
    }
}
