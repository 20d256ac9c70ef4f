using Tsuba.Engine.Explain;
using Tsuba.Engine.Parts;
using Tsuba.Model.Items;
using Tsuba.Model.Objects;
using Tsuba.Model.TimePeriods;

namespace Tsuba.Engine.Checks;

/// <summary>Plans checks: spread, rhythm, check period. Source: reference/shinken.md 4.2.</summary>
internal sealed class CheckPlanner(Brain brain)
{
    // How far checks are spread behind the opening of their period, milliseconds.
    private const long OpeningSpread = 300_000;

    private readonly Part _part = brain.Part;

    /// <summary>max_check_attempts in force.</summary>
    public int MaxAttempts(int index) => Overrides(index)?.MaxAttempts ?? _part.Items[index].Check.MaxAttempts;

    /// <summary>check_command in force; null: none.</summary>
    public CommandCall? Command(int index) => Overrides(index)?.CheckCall ?? _part.Items[index].CheckCommand;

    /// <summary>Plans the first check of an item that is new to the part.</summary>
    public void PlanFirst(int index)
    {
        if (!IsPlannable(index))
        {
            return;
        }

        var due = _part.Now.LogicalMilliseconds + SpreadOf(index);
        SetNext(index, IntoPeriod(index, due));
    }

    /// <summary>Plans the round after a result: the phase stays, missed rounds become one, a soft state asks for its retry.</summary>
    /// <param name="index">The item.</param>
    /// <param name="type">Soft: the next check is the retry.</param>
    public void PlanAfterResult(int index, StateType type)
    {
        ref readonly var row = ref _part.Rows[index];
        var now = _part.Now.LogicalMilliseconds;
        var rhythm = Rhythm(index, type);
        var retry = type == StateType.Soft ? rhythm : 0;
        if (row.NextCheckLogical != ItemRow.Never)
        {
            if (row.NextCheckLogical <= now)
            {
                SetNext(index, IntoPeriod(index, AfterNow(row.NextCheckLogical, rhythm)));
            }
            else if (retry > 0 && row.NextCheckLogical > now + retry)
            {
                SetNext(index, IntoPeriod(index, now + retry));
            }
            else
            {
                brain.Clock.Retime(index);
            }

            return;
        }

        if (!IsPlannable(index))
        {
            brain.Clock.Retime(index);
            return;
        }

        var due = row.PlannedLogical + rhythm;
        if (due <= now)
        {
            due = AfterNow(row.PlannedLogical, rhythm);
            _part.Decide(index, Reason.RoundsMissed);
        }

        SetNext(index, IntoPeriod(index, due));
    }

    /// <summary>The planned time of a check has come.</summary>
    public void OnDue(int index)
    {
        ref var row = ref _part.Rows[index];
        var forced = row.Has(ItemFlags.Forced);
        if (!forced)
        {
            if (!row.Has(ItemFlags.ActiveChecks))
            {
                _part.Decide(index, Reason.ActiveChecksOff);
                SetNext(index, ItemRow.Never);
                return;
            }

            if (!_part.Program[_part.IsHost(index) ? ProgramSwitch.HostChecks : ProgramSwitch.ServiceChecks])
            {
                Skip(index, Reason.ProgramChecksOff);
                return;
            }

            if (_part.Settings.HostDownDisablesServiceChecks && !_part.IsHost(index) && _part.Rows[_part.HostOf[index]].State != 0)
            {
                Skip(index, Reason.HostDownNoCheck);
                return;
            }

            if (!_part.Periods.Contains(Period(index), _part.Now.UtcSeconds))
            {
                var due = row.NextCheckLogical;
                SetNext(index, IntoPeriod(index, AfterNow(due, Math.Max(Rhythm(index), 1000))));
                return;
            }

            if (brain.ItemFilter.FailedMaster(index, execution: true) is { } master)
            {
                _part.Decide(index, Reason.ExecutionDependencyFailed, detail: master.ToString());
                Skip(index, Reason.None);
                return;
            }
        }

        row.PlannedLogical = row.NextCheckLogical;
        row.NextCheckLogical = ItemRow.Never;
        brain.Launcher.Launch(index, dependency: false);
    }

    /// <summary>A command asks for a check at a time; the earlier plan wins unless it is forced. Source: reference/shinken.md 4.2.</summary>
    public void Schedule(int index, long utc, bool forced)
    {
        ref var row = ref _part.Rows[index];
        var due = Math.Max(_part.ToLogical(utc), _part.Now.LogicalMilliseconds);
        if (row.Has(ItemFlags.InFlight) && !forced)
        {
            _part.Decide(index, Reason.CheckInProgress);
            return;
        }

        if (!forced && row.NextCheckLogical <= due)
        {
            _part.Decide(index, Reason.KeptPlannedLater);
            return;
        }

        row.Set(ItemFlags.Forced, forced);
        SetNext(index, due);
        _part.Decide(index, forced ? Reason.CheckForced : Reason.CheckScheduled);
        _part.Touch(index);
    }

    /// <summary>Active checks of an item were switched on or off, or its rhythm changed.</summary>
    public void Replan(int index)
    {
        ref readonly var row = ref _part.Rows[index];
        if (row.Has(ItemFlags.Forced))
        {
            // Who forces a check wants it, whatever is switched off.
            return;
        }

        if (!IsPlannable(index))
        {
            SetNext(index, ItemRow.Never);
        }
        else if ((row.Flags & (ItemFlags.InFlight | ItemFlags.Held)) != 0)
        {
            return;
        }
        else if (row.PlannedLogical == ItemRow.Never)
        {
            PlanFirst(index);
        }
        else
        {
            SetNext(index, IntoPeriod(index, AfterNow(row.PlannedLogical, Rhythm(index))));
        }

        _part.Touch(index);
    }

    /// <summary>
    /// Keeps the plan of an item over a new configuration: the phase stays unless the next check is now further away than an interval.
    /// </summary>
    public void Keep(int index)
    {
        ref var row = ref _part.Rows[index];
        var now = _part.Now.LogicalMilliseconds;
        if (row.Has(ItemFlags.InFlight) || row.Has(ItemFlags.Held))
        {
            brain.Clock.Retime(index);
        }
        else if (!IsPlannable(index) && !row.Has(ItemFlags.Forced))
        {
            SetNext(index, ItemRow.Never);
        }
        else if (row.NextCheckLogical == ItemRow.Never || row.NextCheckLogical > now + Rhythm(index))
        {
            if (!row.Has(ItemFlags.Forced))
            {
                PlanFirst(index);
            }
        }
        else
        {
            brain.Clock.Retime(index);
        }
    }

    /// <summary>The wall clock was set: a check that waits for the opening of its period was planned by the clock of then.</summary>
    public void OnClockSet(int index)
    {
        ref readonly var row = ref _part.Rows[index];
        if (row.NextCheckLogical == ItemRow.Never
            || row.Has(ItemFlags.Forced)
            || row.NextCheckLogical <= _part.Now.LogicalMilliseconds + Rhythm(index)
            || Period(index) is null)
        {
            return;
        }

        var due = row.PlannedLogical == ItemRow.Never ? _part.Now.LogicalMilliseconds + SpreadOf(index) : AfterNow(row.PlannedLogical, Rhythm(index));
        SetNext(index, IntoPeriod(index, due));
        _part.Touch(index);
    }

    /// <summary>Sets the next check and the timer.</summary>
    public void SetNext(int index, long due)
    {
        _part.Rows[index].NextCheckLogical = due;
        brain.Clock.Retime(index);
    }

    private bool IsPlannable(int index) =>
        _part.Rows[index].Has(ItemFlags.ActiveChecks) && !_part.Rows[index].Has(ItemFlags.Awaited) && Command(index) is not null && IntervalOf(index) > 0;

    private void Skip(int index, Reason reason)
    {
        ref readonly var row = ref _part.Rows[index];
        if (reason != Reason.None)
        {
            _part.Decide(index, reason);
        }

        SetNext(index, IntervalOf(index) == 0 ? ItemRow.Never : AfterNow(row.NextCheckLogical, Rhythm(index)));
    }

    private long IntervalOf(int index)
    {
        var interval = Overrides(index)?.Interval ?? _part.Items[index].Check.Interval;
        if (interval == TimeSpan.Zero && _part.IsHost(index))
        {
            interval = _part.Switches.HostIntervalWhenZero;
        }

        return Milliseconds(interval);
    }

    /// <summary>Milliseconds between checks in the present state type; 0: not planned.</summary>
    public long Rhythm(int index) => Rhythm(index, _part.Rows[index].StateType);

    private long Rhythm(int index, StateType type)
    {
        var interval = IntervalOf(index);
        if (type == StateType.Hard)
        {
            return interval;
        }

        var retry = Milliseconds(Overrides(index)?.RetryInterval ?? _part.Items[index].Check.RetryInterval);
        return retry > 0 ? retry : interval;
    }

    /// <summary>check_period in force; null: always.</summary>
    public TimePeriod? Period(int index)
    {
        var name = Overrides(index)?.CheckPeriod;
        return name is not null && _part.Snapshot!.TimePeriods.TryGetValue(name, out var period) ? period : _part.Items[index].Check.Period;
    }

    private ItemOverrides? Overrides(int index) =>
        _part.Overrides.Count > 0 && _part.Overrides.TryGetValue(_part.Items[index].Id, out var overrides) ? overrides : null;

    // The first moment after now that keeps the phase: base + k × rhythm.
    private long AfterNow(long phase, long rhythm)
    {
        var now = _part.Now.LogicalMilliseconds;
        if (phase > now || rhythm <= 0)
        {
            return Math.Max(phase, now + 1);
        }

        return phase + ((((now - phase) / rhythm) + 1) * rhythm);
    }

    // Moves a time into the check period: to its opening, and a little behind it by the phase of the item, so that not everything
    // starts when a period opens.
    private long IntoPeriod(int index, long due)
    {
        var period = Period(index);
        if (period is null || _part.Periods.Contains(period, FloorSecond(_part.ToUtc(due))))
        {
            return due;
        }

        if (_part.Periods.NextValid(period, FloorSecond(_part.ToUtc(due))) is not { } valid)
        {
            _part.Decide(index, Reason.CheckPeriodNeverValid, detail: period.Name);
            return ItemRow.Never;
        }

        var opening = _part.ToLogical(valid * 1000);
        var moved = opening;
        if (_part.Options.SpreadFirstChecks)
        {
            var spread = Math.Clamp(Rhythm(index), 1, OpeningSpread);
            moved += (((due - opening) % spread) + spread) % spread;
            moved = _part.Periods.Contains(period, FloorSecond(_part.ToUtc(moved))) ? moved : opening;
        }

        _part.Decide(index, Reason.CheckMovedIntoPeriod, detail: period.Name);
        return moved;
    }

    private long SpreadOf(int index)
    {
        if (!_part.Options.SpreadFirstChecks)
        {
            return 0;
        }

        var limit = Milliseconds(_part.IsHost(index) ? _part.Settings.MaxHostCheckSpread : _part.Settings.MaxServiceCheckSpread);
        var spread = Math.Min(IntervalOf(index), limit);
        return spread <= 0 ? 0 : (long)(StableHash.Mix(_part.Options.Seed, (ulong)_part.Options.Part, _part.Items[index].Id.Value) % (ulong)spread);
    }

    private static long Milliseconds(TimeSpan span) => span.Ticks / TimeSpan.TicksPerMillisecond;

    private static long FloorSecond(long milliseconds) => (long)Math.Floor(milliseconds / 1000.0);
}
