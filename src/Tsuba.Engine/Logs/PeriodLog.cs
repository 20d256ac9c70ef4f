using Tsuba.Engine.Parts;
using Tsuba.Engine.Timers;
using Tsuba.Model.TimePeriods;

namespace Tsuba.Engine.Logs;

/// <summary>
/// Writes <c>TIMEPERIOD TRANSITION</c> lines, from which readers of the log compute availability inside service hours.
/// Business impacts that follow a period are told anew then. Source: reference/shinken.md 4.10.
/// </summary>
internal sealed class PeriodLog(Brain brain)
{
    private const int Unknown = -1;

    private readonly Part _part = brain.Part;

    /// <summary>Looks at all periods, because the configuration changed. With log_initial_states a new one is told with −1 as its old value.</summary>
    public void Plan()
    {
        if (_part.Snapshot is not { } snapshot)
        {
            return;
        }

        foreach (var gone in _part.PeriodMarks.Keys.Where(name => !snapshot.TimePeriods.ContainsKey(name)).ToList())
        {
            _part.PeriodMarks.Remove(gone);
        }

        foreach (var name in snapshot.TimePeriods.Keys.Order(StringComparer.Ordinal))
        {
            Look(snapshot.TimePeriods[name]);
        }
    }

    /// <summary>Sets the timers as the marks say.</summary>
    public void Watch()
    {
        foreach (var mark in _part.PeriodMarks.Values)
        {
            Watch(mark);
        }
    }

    /// <summary>The wall clock was set.</summary>
    public void LookAgain()
    {
        foreach (var mark in _part.PeriodMarks.Values)
        {
            _part.Calendar.Remove(Timer(mark));
        }

        Plan();
        Watch();
    }

    /// <summary>Some periods may have begun or ended.</summary>
    public void OnDue()
    {
        var now = _part.Now.UtcMilliseconds;
        foreach (var (name, _) in _part.PeriodMarks.Where(mark => mark.Value.NextUtc <= now).ToList())
        {
            if (_part.Snapshot is { } snapshot && snapshot.TimePeriods.TryGetValue(name, out var period))
            {
                Look(period);
                Watch(_part.PeriodMarks[name]);
            }
        }
    }

    private void Watch(PeriodMark mark)
    {
        if (mark.NextUtc != ItemRow.Never)
        {
            _part.Calendar.Add(Timer(mark));
        }
    }

    // Periods that are due together share one timer.
    private static CalendarTimer Timer(PeriodMark mark) => new(mark.NextUtc, -1, CalendarTimerKind.PeriodTransition, 0);

    private void Look(TimePeriod period)
    {
        var now = _part.Now.UtcSeconds;
        var isValid = _part.Periods.Contains(period, now);
        var isKnown = _part.PeriodMarks.TryGetValue(period.Name, out var mark);
        if (isKnown ? mark.IsValid != isValid : _part.Settings.LogInitialStates)
        {
            _part.Log(-1, LogLines.PeriodTransition(period.Name, isKnown ? Number(mark.IsValid) : Unknown, Number(isValid)));
        }

        if (isKnown && mark.IsValid != isValid)
        {
            brain.ImpactPeriods.OnTransition(period.Name);
        }

        var next = _part.Periods.NextChange(period, now) * 1000 ?? ItemRow.Never;
        _part.PeriodMarks[period.Name] = new PeriodMark(isValid, next);
    }

    private static int Number(bool isValid) => isValid ? 1 : 0;
}
