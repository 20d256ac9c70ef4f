using Tsuba.Engine.Explain;
using Tsuba.Engine.Logs;
using Tsuba.Engine.Notifications;
using Tsuba.Engine.Outputs;
using Tsuba.Engine.Parts;
using Tsuba.Model.Objects;

namespace Tsuba.Engine.EventHandlers;

/// <summary>Runs event handlers on transitions. Source: reference/shinken.md 4.7.</summary>
internal sealed class EventHandlerRunner(Brain brain)
{
    private readonly Part _part = brain.Part;

    /// <summary>Runs the item's handler, or the global one if it has none, unless it is switched off.</summary>
    public void Run(int index)
    {
        ref readonly var row = ref _part.Rows[index];
        var (call, isGlobal) = Call(index);
        if (call is null)
        {
            return;
        }

        if (!row.Has(ItemFlags.EventHandler) || !_part.Program[ProgramSwitch.EventHandlers])
        {
            return;
        }

        if (_part.Settings.NoEventHandlersDuringDowntimes && row.DowntimeDepth > 0)
        {
            _part.Decide(index, Reason.EventHandlerInDowntime);
            return;
        }

        Launch(index, call, isGlobal);
    }

    /// <summary>Runs the handler because a command says so; false if there is none.</summary>
    public bool RunByCommand(int index)
    {
        var (call, isGlobal) = Call(index);
        if (call is null)
        {
            return false;
        }

        Launch(index, call, isGlobal);
        return true;
    }

    private (CommandCall? Call, bool IsGlobal) Call(int index)
    {
        if (_part.Items[index].EventHandler.Command is { } own)
        {
            return (own, false);
        }

        return (_part.IsHost(index) ? _part.Settings.GlobalHostEventHandler : _part.Settings.GlobalServiceEventHandler, true);
    }

    private void Launch(int index, CommandCall call, bool isGlobal)
    {
        ref var row = ref _part.Rows[index];
        var item = _part.Items[index];
        row.NotificationSequence++;
        var id = StableHash.Mix(item.Id.Value, row.EventId, (ulong)ActionKind.EventHandler, row.NotificationSequence, StableHash.Of(call.Text));
        var command = brain.Texts.ForItem(index, call, _part.Settings.EventHandlerTimeout);
        if (!command.CanRun)
        {
            _part.Decide(index, Reason.CommandRefused, detail: command.Refusal);
            return;
        }

        var due = new ActionDue(
            id,
            ActionKind.EventHandler,
            item.Id,
            "",
            command.Invocation,
            item.EventHandler.ReactionnerTag ?? call.Command?.ReactionnerTag,
            call.Command?.ModuleType ?? "fork",
            _part.Now.UtcMilliseconds);
        _part.Actions[id] = new PendingAction(due, call.Text, NotificationType.None, row.State, 0);
        _part.Out.Actions.Add(due);
        _part.Decide(index, Reason.EventHandlerRun, detail: call.Text);
        if (_part.Settings.LogEventHandlers)
        {
            _part.Log(index, LogLines.EventHandler(_part, index, call.Command?.Name ?? call.Text, isGlobal));
        }
    }
}
