using Tsuba.Engine.Explain;
using Tsuba.Engine.Logs;
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
            _part.Decide(index, Reason.EventHandlersOff);
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
        var item = _part.Items[index];
        var changed = _part.Overrides.Count > 0 && _part.Overrides.TryGetValue(item.Id, out var overrides) ? overrides.HandlerCall : null;
        if ((changed ?? item.EventHandler.Command) is { } own)
        {
            return (own, false);
        }

        var isHost = _part.IsHost(index);
        return (_part.Program.Handlers.Call(isHost) ?? (isHost ? _part.Settings.GlobalHostEventHandler : _part.Settings.GlobalServiceEventHandler), true);
    }

    private void Launch(int index, CommandCall call, bool isGlobal)
    {
        if (!brain.ResultCommands.Raise(index, ActionKind.EventHandler, call, _part.Settings.EventHandlerTimeout))
        {
            return;
        }

        _part.Decide(index, Reason.EventHandlerRun, detail: call.Text);
        if (_part.Settings.LogEventHandlers)
        {
            _part.Log(index, LogLines.EventHandler(_part, index, call.Command?.Name ?? call.Text, isGlobal));
        }
    }
}
