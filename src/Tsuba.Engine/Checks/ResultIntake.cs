using Tsuba.Engine.Explain;
using Tsuba.Engine.Inputs;
using Tsuba.Engine.Logs;
using Tsuba.Engine.Maintenance;
using Tsuba.Engine.Parts;
using Tsuba.Model.Plugins;

namespace Tsuba.Engine.Checks;

/// <summary>Takes results in: active ones by their occurrence, passive ones by command.</summary>
internal sealed class ResultIntake(Brain brain)
{
    private readonly Part _part = brain.Part;

    /// <summary>An active result. Only the occurrence on its way counts; every other is a duplicate or late.</summary>
    public void Take(CheckResult result)
    {
        var index = _part.Find(result.Item);
        if (index < 0)
        {
            _part.DuplicateResults++;
            return;
        }

        if ((result.Occurrence & MaintenanceChecks.Mark) != 0)
        {
            TakeMaintenance(index, result);
            return;
        }

        ref var row = ref _part.Rows[index];
        if (!row.Has(ItemFlags.InFlight) || row.Occurrence != result.Occurrence)
        {
            _part.DuplicateResults++;
            _part.Decide(index, Reason.DuplicateResult);
            return;
        }

        row.Set(ItemFlags.InFlight | ItemFlags.Forced, false);
        row.SpeaksOfLogical = row.InFlightSinceLogical;
        Consume(index, result, mayHold: true);
    }

    private void TakeMaintenance(int index, CheckResult result)
    {
        if (!brain.MaintenanceChecks.Take(index, result))
        {
            _part.DuplicateResults++;
            _part.Decide(index, Reason.DuplicateResult);
        }
    }

    /// <summary>A result whose wait for the parents is over, or that needs none.</summary>
    public void Consume(int index, CheckResult result, bool mayHold)
    {
        var (code, text) = ResultReader.Read(_part, result);
        var state = ResultReader.StateOf(_part, index, code, passive: false);
        if (mayHold && state != 0 && brain.Holds.Hold(index, state, result))
        {
            return;
        }

        ref var row = ref _part.Rows[index];
        Consume(index, new ResultFacts
        {
            State = state,
            Text = PluginOutput.Parse(text, _part.Settings.MaxPluginOutputLength),
            IsDependencyCheck = row.Has(ItemFlags.DependencyCheck),
            StartUtc = result.StartUtcMilliseconds,
            SpeaksOfLogical = row.SpeaksOfLogical,
            ExecutionSeconds = (float)result.ExecutionTime.TotalSeconds,
            LatencySeconds = result.StartUtcMilliseconds == 0 ? 0 : Math.Max(0, (result.StartUtcMilliseconds - row.DueUtc) / 1000f),
            Poller = result.Poller,
        });
    }

    /// <summary>Applies a read result, plans the next round, and lets go of the children that waited for it.</summary>
    public void Consume(int index, in ResultFacts facts)
    {
        var type = brain.States.Apply(index, facts);
        _part.Rows[index].Set(ItemFlags.DependencyCheck, false);
        brain.Planner.PlanAfterResult(index, type);
        if (_part.Held.Count > 0)
        {
            brain.Holds.Answered(index);
        }
    }

    /// <summary>A passive result. Null if it was applied, else why not. Source: reference/shinken.md 4.9.</summary>
    public string? TakePassive(int index, long? timestamp, int code, string text)
    {
        ref var row = ref _part.Rows[index];
        var isHost = _part.IsHost(index);
        if (!row.Has(ItemFlags.PassiveChecks) || !_part.Program[isHost ? ProgramSwitch.PassiveHostChecks : ProgramSwitch.PassiveServiceChecks])
        {
            _part.Decide(index, Reason.PassiveChecksOff);
            return "passive results are switched off";
        }

        // A last check in the future is one of before the wall clock was put back.
        if (timestamp is { } seconds && seconds < row.LastCheckUtc / 1000 && row.LastCheckUtc <= _part.Now.UtcMilliseconds)
        {
            _part.Decide(index, Reason.PassiveTooOld);
            return "the result is older than the last check";
        }

        if (_part.Settings.LogPassiveChecks)
        {
            _part.Log(index, LogLines.PassiveCheck(_part, index, code, text));
        }

        if (row.Has(ItemFlags.Held))
        {
            brain.Holds.Release(index, Reason.ParentsSilent);
        }

        var start = timestamp is { } at ? Math.Min(at * 1000, _part.Now.UtcMilliseconds) : _part.Now.UtcMilliseconds;
        var state = ResultReader.StateOf(_part, index, code, passive: true);
        brain.Holds.Ask(index, state);
        brain.States.Apply(index, new ResultFacts
        {
            State = state,
            Text = PluginOutput.Parse(text, _part.Settings.MaxPluginOutputLength, hasEscapedLineEnds: true),
            IsPassive = true,
            StartUtc = start,
            SpeaksOfLogical = _part.Now.LogicalMilliseconds,
            LatencySeconds = (_part.Now.UtcMilliseconds - start) / 1000f,
            Poller = "",
        });

        // The freshness limit moved, and no plan of a next round follows that would move the timer.
        brain.Clock.Retime(index);
        if (_part.Held.Count > 0)
        {
            brain.Holds.Answered(index);
        }

        return null;
    }
}
