using Tsuba.Engine.Explain;
using Tsuba.Engine.Inputs;
using Tsuba.Engine.Logs;
using Tsuba.Engine.Notifications;
using Tsuba.Engine.Outputs;
using Tsuba.Engine.Outputs.Events;
using Tsuba.Engine.Parts;
using Tsuba.Engine.States;
using Tsuba.Model.Objects;

namespace Tsuba.Engine.SnapshotCommands;

/// <summary>
/// Runs snapshot commands, which record what a machine does while something is wrong with it: on results in a state of
/// snapshot_criteria, inside snapshot_period, at most one per snapshot_interval. Source: reference/shinken.md 4.7.
/// </summary>
internal sealed class SnapshotRunner(Brain brain)
{
    private readonly Part _part = brain.Part;

    /// <summary>A result was recorded.</summary>
    public void AfterResult(int index)
    {
        var item = _part.Items[index];
        if (item.Snapshot is not { Enabled: true } policy)
        {
            return;
        }

        ref readonly var row = ref _part.Rows[index];
        if ((policy.Criteria & Names.Option(_part.IsHost(index), row.State)) == 0 || Command(index) is not { } command)
        {
            return;
        }

        var now = _part.Now.LogicalMilliseconds;
        if (!_part.Periods.Contains(policy.Period, _part.Now.UtcSeconds))
        {
            _part.Decide(index, Reason.OutsideSnapshotPeriod);
        }
        else if (_part.LastSnapshots.TryGetValue(item.Id, out var last) && now < last + (long)policy.Interval.TotalMilliseconds)
        {
            _part.Decide(index, Reason.SnapshotTooSoon);
        }
        else if (brain.ResultCommands.Raise(index, ActionKind.Snapshot, command, _part.Settings.EventHandlerTimeout))
        {
            _part.LastSnapshots[item.Id] = now;
            _part.Decide(index, Reason.SnapshotRun, detail: command.Text);
            _part.Log(index, LogLines.Snapshot(_part, index, command.Command?.Name ?? command.Text));
        }
    }

    /// <summary>A snapshot command ended: what it said is for the readers of events.</summary>
    public void Finish(PendingAction action, ActionFinished finished) => _part.Out.Events.Add(new SnapshotTaken
    {
        Id = finished.Id,
        Item = action.Item,
        Command = action.Command,
        State = action.State,
        TakenUtcMilliseconds = action.Due.DueUtcMilliseconds,
        Succeeded = finished.Succeeded,
        Output = finished.Text,
    });

    private CommandCall? Command(int index)
    {
        var item = _part.Items[index];
        var changed = _part.Overrides.Count > 0 && _part.Overrides.TryGetValue(item.Id, out var overrides) ? overrides.SnapshotCall : null;
        return changed ?? item.Snapshot?.Command;
    }
}
