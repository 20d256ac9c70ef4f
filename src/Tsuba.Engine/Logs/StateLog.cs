using Tsuba.Engine.Parts;
using Tsuba.Engine.Timers;

namespace Tsuba.Engine.Logs;

/// <summary>
/// Writes the state of every item into the log: at the start (log_initial_states) and, in the nagios profile, when the log rotates
/// (log_current_states), so that each file of an archive can be read alone. A large part is written in slices, one a second.
/// Source: reference/shinken.md 4.10; Nagios manual, log_current_states.
/// </summary>
internal sealed class StateLog(Brain brain)
{
    private const int Slice = 2_000;
    private const long SliceMilliseconds = 1_000;
    private const long DayMilliseconds = 86_400_000;

    private readonly Part _part = brain.Part;

    /// <summary>The part begins its work.</summary>
    public void Begin()
    {
        _part.NextRotationUtc = NextRotation();
        if (_part.Settings.LogInitialStates)
        {
            Write(0, isInitial: true);
        }
    }

    /// <summary>Writes the line of an item that a new configuration brought.</summary>
    public void Added(int index)
    {
        if (_part.Settings.LogInitialStates)
        {
            _part.Log(index, LogLines.State(_part, index, _part.Switches.InitialStateWord));
        }
    }

    /// <summary>Sets the timers.</summary>
    public void Watch()
    {
        if (_part.StateLogCursor >= 0)
        {
            _part.Calendar.Add(SliceTimer());
        }

        if (_part.NextRotationUtc > 0)
        {
            _part.Calendar.Add(RotationTimer());
        }
    }

    /// <summary>The wall clock was set.</summary>
    public void OnClockSet()
    {
        _part.Calendar.Remove(SliceTimer());
        _part.Calendar.Remove(RotationTimer());
        _part.NextRotationUtc = NextRotation();
        _part.StateLogNextUtc = _part.Now.UtcMilliseconds;
        Watch();
    }

    /// <summary>The configuration changed: another rotation may hold, and what was to be written of the old items is not.</summary>
    public void Plan()
    {
        _part.StateLogCursor = -1;
        _part.NextRotationUtc = NextRotation();
    }

    /// <summary>The next slice is to be written.</summary>
    public void OnSlice() => Write(_part.StateLogCursor, _part.StateLogIsInitial);

    /// <summary>The log rotates now.</summary>
    public void OnRotation()
    {
        _part.NextRotationUtc = NextRotation();
        Watch();
        Write(0, isInitial: false);
    }

    private void Write(int from, bool isInitial)
    {
        var word = isInitial ? _part.Switches.InitialStateWord : "CURRENT";
        var end = Math.Min(from + Slice, _part.Rows.Length);
        for (var index = from; index < end; index++)
        {
            _part.Log(index, LogLines.State(_part, index, word));
        }

        _part.StateLogCursor = end < _part.Rows.Length ? end : -1;
        _part.StateLogIsInitial = isInitial;
        if (_part.StateLogCursor >= 0)
        {
            _part.StateLogNextUtc = _part.Now.UtcMilliseconds + SliceMilliseconds;
            _part.Calendar.Add(SliceTimer());
        }
    }

    private CalendarTimer SliceTimer() => new(_part.StateLogNextUtc, -1, CalendarTimerKind.StateLogSlice, 0);

    private CalendarTimer RotationTimer() => new(_part.NextRotationUtc, -1, CalendarTimerKind.LogRotation, 0);

    // The next full hour, midnight, Sunday's midnight or first of a month by the wall clock; 0: the log does not rotate, or nothing is written then.
    private long NextRotation()
    {
        if (!_part.Switches.LogsStatesAtRotation || !_part.Settings.LogCurrentStates || _part.Settings.LogRotation == 'n')
        {
            return 0;
        }

        var zone = _part.Settings.Zone;
        var local = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(_part.Now.UtcMilliseconds), zone).DateTime;
        var wall = _part.Settings.LogRotation switch
        {
            'h' => local.Date.AddHours(local.Hour + 1),
            'w' => local.Date.AddDays(7 - (int)local.DayOfWeek),
            'm' => new DateTime(local.Year, local.Month, 1, 0, 0, 0, DateTimeKind.Unspecified).AddMonths(1),
            _ => local.Date.AddDays(1),
        };
        wall = DateTime.SpecifyKind(zone.IsInvalidTime(wall) ? wall.AddHours(1) : wall, DateTimeKind.Unspecified);
        var next = new DateTimeOffset(wall, zone.GetUtcOffset(wall)).ToUnixTimeMilliseconds();

        // In the hour that the clock repeats, the wall clock's next full hour may lie behind.
        return next > _part.Now.UtcMilliseconds ? next : next + (_part.Settings.LogRotation == 'h' ? DayMilliseconds / 24 : DayMilliseconds);
    }
}
