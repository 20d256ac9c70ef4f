using Tsuba.Engine.Checks;
using Tsuba.Engine.Downtimes;
using Tsuba.Engine.Explain;
using Tsuba.Engine.Inputs;
using Tsuba.Engine.Logs;
using Tsuba.Engine.Outputs;
using Tsuba.Engine.Parts;
using Tsuba.Engine.Timers;
using Tsuba.Model.Objects;

namespace Tsuba.Engine.Maintenance;

/// <summary>
/// Asks a command whether an item is in maintenance: 0 is production, 2 is maintenance, anything else is production with an error line.
/// While it is in maintenance a downtime is kept that ends three intervals after the last answer. Source: reference/shinken.md 4.7.
/// </summary>
internal sealed class MaintenanceChecks(Brain brain)
{
    /// <summary>Set in the occurrence of a maintenance check, so that its result is told from that of the item's own check.</summary>
    public const ulong Mark = 1UL << 63;

    private const string Author = "(Nagios Process)";
    private const string Text = "The maintenance check says that it is in maintenance.";
    private const int Production = 0;
    private const int InMaintenance = 2;
    private const int IntervalsOfDowntime = 3;

    // Where neither the check nor the item has an interval.
    private static readonly TimeSpan _interval = TimeSpan.FromMinutes(5);

    private readonly Part _part = brain.Part;

    /// <summary>Looks at all items anew, because the configuration changed.</summary>
    public void Plan()
    {
        for (var index = 0; index < _part.Items.Length; index++)
        {
            var id = _part.Items[index].Id;
            if (Policy(index) is null)
            {
                Forget(id);
            }
            else if (!_part.MaintenanceChecks.ContainsKey(id) && !_part.Rows[index].Has(ItemFlags.Awaited))
            {
                Begin(index);
            }
        }
    }

    /// <summary>Begins with an item that has no state yet.</summary>
    public void Begin(int index)
    {
        if (Policy(index) is not null)
        {
            Set(index, new MaintenanceCheckState(_part.Now.UtcMilliseconds, _part.LastGoneOccurrence, IsOnItsWay: false, 0));
        }
    }

    /// <summary>Sets the timers as the states say.</summary>
    public void Watch()
    {
        foreach (var (item, state) in _part.MaintenanceChecks)
        {
            _part.Calendar.Add(Timer(_part.Find(item), state));
        }
    }

    /// <summary>The wall clock was set: what is planned far ahead is planned from now.</summary>
    public void OnClockSet()
    {
        foreach (var (item, state) in _part.MaintenanceChecks.ToArray())
        {
            if (state.NextUtc > _part.Now.UtcMilliseconds)
            {
                Set(_part.Find(item), state with { NextUtc = Math.Min(state.NextUtc, _part.Now.UtcMilliseconds + Interval(_part.Find(item), retry: false)) });
            }
        }
    }

    /// <summary>Goes on with a check as another part left it. One that was on its way is asked for again.</summary>
    public void Arrived(int index, MaintenanceCheckState state)
    {
        if (Policy(index) is not null)
        {
            state = state with { Occurrence = Math.Max(state.Occurrence, _part.LastGoneOccurrence) };
            Set(index, state.IsOnItsWay ? state with { IsOnItsWay = false, NextUtc = _part.Now.UtcMilliseconds } : state);
        }
    }

    /// <summary>Forgets an item that is gone, or has no maintenance check any more.</summary>
    public void Forget(Tsuba.Model.Items.ItemId item)
    {
        if (!_part.MaintenanceChecks.Remove(item, out var state))
        {
            return;
        }

        _part.NoteGone(state.Occurrence);
        if (state.IsOnItsWay)
        {
            _part.Out.CancelledChecks.Add((item, state.Occurrence | Mark));
        }
    }

    /// <summary>A check is due, or the one on its way did not answer.</summary>
    public void OnDue(int index)
    {
        if (Policy(index) is not { } policy || !_part.MaintenanceChecks.TryGetValue(_part.Items[index].Id, out var state))
        {
            return;
        }

        if (state.IsOnItsWay)
        {
            _part.Out.CancelledChecks.Add((_part.Items[index].Id, state.Occurrence | Mark));
            _part.Decide(index, Reason.CheckOrphaned);
        }

        var now = _part.Now.UtcMilliseconds;
        var isAllowed = _part.Program[_part.IsHost(index) ? ProgramSwitch.HostChecks : ProgramSwitch.ServiceChecks]
            && _part.Periods.Contains(policy.CheckPeriod, _part.Now.UtcSeconds);
        if (!isAllowed)
        {
            Set(index, state with { IsOnItsWay = false, NextUtc = now + Interval(index, retry: false) });
            return;
        }

        var due = Due(index, policy.Command!, state.Occurrence + 1);
        if (due is null)
        {
            Set(index, state with { IsOnItsWay = false, NextUtc = now + Interval(index, retry: false) });
            return;
        }

        Set(index, state with { IsOnItsWay = true, Occurrence = state.Occurrence + 1, NextUtc = now + (long)_part.Items[index].Check.TimeToOrphanage.TotalMilliseconds });
        _part.Out.Checks.Add(due);
    }

    /// <summary>A result came; false if it is none that is waited for.</summary>
    public bool Take(int index, CheckResult result)
    {
        var id = _part.Items[index].Id;
        if (!_part.MaintenanceChecks.TryGetValue(id, out var state) || !state.IsOnItsWay || state.Occurrence != (result.Occurrence & ~Mark))
        {
            return false;
        }

        var (code, text) = ResultReader.Read(_part, result);
        var known = code is Production or InMaintenance;
        if (!known)
        {
            _part.Log(index, $"Warning: The maintenance check of {_part.Items[index].Name} ended with {code} ({text}); it counts as in production.");
        }

        var downtime = code == InMaintenance ? Keep(index, state.DowntimeId) : End(index, state.DowntimeId);
        Set(index, state with { IsOnItsWay = false, DowntimeId = downtime, NextUtc = _part.Now.UtcMilliseconds + Interval(index, retry: !known) });
        return true;
    }

    /// <summary>Hands out again what is on its way.</summary>
    public void Resume()
    {
        foreach (var (item, state) in _part.MaintenanceChecks)
        {
            var index = _part.Find(item);
            if (state.IsOnItsWay && Policy(index) is { Command: { } command } && Due(index, command, state.Occurrence) is { } due)
            {
                _part.Out.Checks.Add(due);
            }
        }
    }

    private static CalendarTimer Timer(int index, MaintenanceCheckState state) => new(state.NextUtc, index, CalendarTimerKind.MaintenanceCheck, 0);

    private MaintenancePolicy? Policy(int index) => _part.Items[index].Maintenance is { ChecksEnabled: true, Command: not null } policy ? policy : null;

    private CheckDue? Due(int index, CommandCall call, ulong occurrence)
    {
        var item = _part.Items[index];
        var command = brain.Texts.ForItem(index, call, _part.IsHost(index) ? _part.Settings.HostCheckTimeout : _part.Settings.ServiceCheckTimeout);
        if (!command.CanRun)
        {
            _part.Decide(index, Reason.CommandRefused, detail: command.Refusal);
            return null;
        }

        return new CheckDue(
            item.Id,
            occurrence | Mark,
            _part.Now.UtcMilliseconds,
            command.Invocation,
            item.Check.PollerTag ?? call.Command?.PollerTag,
            call.Command?.ModuleType ?? "fork",
            item.Check.Priority);
    }

    private ulong Keep(int index, ulong downtime)
    {
        var end = _part.Now.UtcMilliseconds + (IntervalsOfDowntime * Interval(index, retry: false));
        if (downtime != 0 && brain.Downtimes.Extend(downtime, end))
        {
            return downtime;
        }

        _part.Decide(index, Reason.MaintenanceBegan);
        _part.Log(index, LogLines.MaintenanceAlert(_part, index, "STARTED"));
        return brain.Downtimes.Add(
            index,
            new DowntimeRequest(_part.Now.UtcMilliseconds, end, IsFixed: true, TriggeredBy: 0, TimeSpan.Zero, Author, Text));
    }

    private ulong End(int index, ulong downtime)
    {
        if (downtime == 0)
        {
            return 0;
        }

        _part.Decide(index, Reason.MaintenanceEnded);
        _part.Log(index, LogLines.MaintenanceAlert(_part, index, "STOPPED"));
        brain.Downtimes.EndNow(downtime);
        return 0;
    }

    private long Interval(int index, bool retry)
    {
        var policy = _part.Items[index].Maintenance!;
        var interval = retry && policy.RetryInterval > TimeSpan.Zero ? policy.RetryInterval : policy.Interval;
        interval = interval > TimeSpan.Zero ? interval : _part.Items[index].Check.Interval;
        return (long)(interval > TimeSpan.Zero ? interval : _interval).TotalMilliseconds;
    }

    private void Set(int index, MaintenanceCheckState state)
    {
        var id = _part.Items[index].Id;
        if (_part.MaintenanceChecks.TryGetValue(id, out var before))
        {
            _part.Calendar.Remove(Timer(index, before));
        }

        _part.MaintenanceChecks[id] = state;
        _part.Calendar.Add(Timer(index, state));
    }
}
