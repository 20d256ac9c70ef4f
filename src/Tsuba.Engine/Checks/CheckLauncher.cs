using Tsuba.Engine.Explain;
using Tsuba.Engine.Macros;
using Tsuba.Engine.Outputs;
using Tsuba.Engine.Parts;
using Tsuba.Model.Invocations;
using Tsuba.Model.Objects;
using Tsuba.Model.Plugins;

namespace Tsuba.Engine.Checks;

/// <summary>Hands checks out, and answers those that need no process. Source: reference/shinken.md 4.2 and 3.3.</summary>
internal sealed class CheckLauncher(Brain brain)
{
    private readonly Part _part = brain.Part;

    /// <summary>Hands out a check of an item.</summary>
    /// <param name="index">The item.</param>
    /// <param name="dependency">Whether it is raised for a dependent item, so that it is no attempt and leaves the plan alone.</param>
    public void Launch(int index, bool dependency)
    {
        ref var row = ref _part.Rows[index];
        var call = Active(index);
        row.Occurrence++;
        row.DueUtc = dependency ? _part.Now.UtcMilliseconds : _part.ToUtc(row.PlannedLogical);
        if (call is not { Kind: CommandCallKind.Plugin })
        {
            row.Set(ItemFlags.Forced, false);
            Answer(index, call, dependency);
            return;
        }

        var command = Expand(index, call);
        if (!command.CanRun)
        {
            row.Set(ItemFlags.Forced, false);
            Answer(index, dependency, NotRun(index), command.Refusal);
            return;
        }

        row.Set(ItemFlags.InFlight, true);
        row.Set(ItemFlags.DependencyCheck, dependency);
        row.InFlightSinceLogical = _part.Now.LogicalMilliseconds;
        brain.Clock.Retime(index);
        Emit(index, call, command.Invocation);
    }

    /// <summary>Hands out again what is on its way, under its old number.</summary>
    public void Resume()
    {
        for (var index = 0; index < _part.Rows.Length; index++)
        {
            Resume(index);
        }
    }

    /// <summary>Hands out again what is on its way for one item.</summary>
    public void Resume(int index)
    {
        // A call that can no longer be run has lost its check: the orphanage of the item takes care of it.
        if (_part.Rows[index].Has(ItemFlags.InFlight)
            && Active(index) is { Kind: CommandCallKind.Plugin } call
            && Expand(index, call) is { CanRun: true } command)
        {
            Emit(index, call, command.Invocation);
        }
    }

    /// <summary>time_to_orphanage of an item in force; 0: its checks are never orphaned.</summary>
    public long OrphanageMilliseconds(int index) =>
        (_part.IsHost(index) ? _part.Settings.CheckForOrphanedHosts : _part.Settings.CheckForOrphanedServices)
            ? (long)_part.Items[index].Check.TimeToOrphanage.TotalMilliseconds
            : 0;

    /// <summary>The result did not come in time: the check is planned again at once under a new number.</summary>
    public void Orphan(int index)
    {
        ref var row = ref _part.Rows[index];
        _part.Out.CancelledChecks.Add((_part.Items[index].Id, row.Occurrence));
        _part.Decide(index, Reason.CheckOrphaned);
        _part.Log(index, $"Warning: The check of {_part.Items[index].Name} looks orphaned, its result never came back; it is planned again.");
        row.Set(ItemFlags.InFlight, false);
        brain.Planner.SetNext(index, _part.Now.LogicalMilliseconds);
        _part.Touch(index);
    }

    private CommandCall? Active(int index)
    {
        foreach (var modulation in _part.Items[index].Check.CheckModulations)
        {
            if (_part.Periods.Contains(modulation.Period, _part.Now.UtcSeconds))
            {
                return modulation.Command;
            }
        }

        return brain.Planner.Command(index);
    }

    private ExpandedCommand Expand(int index, CommandCall call) =>
        brain.Texts.ForItem(index, call, _part.IsHost(index) ? _part.Settings.HostCheckTimeout : _part.Settings.ServiceCheckTimeout);

    private void Emit(int index, CommandCall call, CommandInvocation invocation)
    {
        ref readonly var row = ref _part.Rows[index];
        var item = _part.Items[index];
        _part.Out.Checks.Add(new CheckDue(
            item.Id,
            row.Occurrence,
            row.DueUtc,
            invocation,
            item.Check.PollerTag ?? call.Command?.PollerTag,
            call.Command?.ModuleType ?? "fork",
            item.Check.Priority));
    }

    // What a command that cannot be run means: UNKNOWN, or DOWN.
    private byte NotRun(int index) => _part.IsHost(index) ? (byte)1 : (byte)3;

    private void Answer(int index, CommandCall? call, bool dependency)
    {
        ref readonly var row = ref _part.Rows[index];
        switch (call?.Kind)
        {
            case CommandCallKind.BusinessRule:
                var (code, text) = brain.Rules.Evaluate(index);
                Answer(index, dependency, ResultReader.StateOf(_part, index, code, passive: false), text);
                break;
            case CommandCallKind.Echo:
                Answer(index, dependency, row.State, row.Output);
                break;
            default:
                Answer(index, dependency, 0, "Host assumed to be UP");
                break;
        }
    }

    private void Answer(int index, bool dependency, byte state, string text) => brain.Results.Consume(index, new ResultFacts
    {
        State = state,
        Text = new PluginOutput(text, "", ""),
        IsDependencyCheck = dependency,
        StartUtc = _part.Now.UtcMilliseconds,
        SpeaksOfLogical = _part.Now.LogicalMilliseconds,
        Poller = "",
    });
}
