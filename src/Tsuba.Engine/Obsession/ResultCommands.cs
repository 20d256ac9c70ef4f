using Tsuba.Engine.Explain;
using Tsuba.Engine.Notifications;
using Tsuba.Engine.Outputs;
using Tsuba.Engine.Parts;
using Tsuba.Model.Objects;

namespace Tsuba.Engine.Obsession;

/// <summary>Commands that run after every result: ochp_command, ocsp_command and those for performance data. Source: reference/shinken.md 4.7.</summary>
internal sealed class ResultCommands(Brain brain)
{
    private readonly Part _part = brain.Part;

    /// <summary>Runs what is configured and switched on.</summary>
    public void Run(int index)
    {
        ref readonly var row = ref _part.Rows[index];
        var isHost = _part.IsHost(index);
        var obsess = isHost ? _part.Settings.OchpCommand : _part.Settings.OcspCommand;
        if (obsess is not null && row.Has(ItemFlags.Obsess) && _part.Program[isHost ? ProgramSwitch.ObsessHosts : ProgramSwitch.ObsessServices])
        {
            Raise(index, ActionKind.Obsess, obsess, isHost ? _part.Settings.OchpTimeout : _part.Settings.OcspTimeout);
        }

        var takesEmpty = isHost ? _part.Settings.HostPerfdataOfEmptyResults : _part.Settings.ServicePerfdataOfEmptyResults;
        if (!row.Has(ItemFlags.Perfdata) || !_part.Program[ProgramSwitch.Perfdata] || (row.Perfdata.Length == 0 && !takesEmpty))
        {
            return;
        }

        if ((isHost ? _part.Settings.HostPerfdataCommand : _part.Settings.ServicePerfdataCommand) is { } perfdata)
        {
            Raise(index, ActionKind.Perfdata, perfdata, _part.Settings.PerfdataTimeout);
        }

        brain.PerfdataFiles.Write(index);
    }

    /// <summary>Hands out an action on an item; false if its command cannot be run.</summary>
    public bool Raise(int index, ActionKind kind, CommandCall call, TimeSpan timeout)
    {
        if (_part.Actions.Count >= (kind is ActionKind.Obsess or ActionKind.Perfdata ? ActionLimits.MostOptional : ActionLimits.Most))
        {
            _part.LeftOutActions++;
            _part.Decide(index, Reason.TooManyActions);
            return false;
        }

        ref var row = ref _part.Rows[index];
        var item = _part.Items[index];
        var command = brain.Texts.ForItem(index, call, timeout);
        if (!command.CanRun)
        {
            _part.Decide(index, Reason.CommandRefused, detail: command.Refusal);
            return false;
        }

        row.NotificationSequence++;
        var id = StableHash.Mix(item.Id.Value, row.EventId, (ulong)kind, row.NotificationSequence, StableHash.Of(call.Text));
        var due = new ActionDue(
            id,
            kind,
            item.Id,
            "",
            command.Invocation,
            item.EventHandler.ReactionnerTag ?? call.Command?.ReactionnerTag,
            call.Command?.ModuleType ?? "fork",
            _part.Now.UtcMilliseconds);
        _part.Actions[id] = new PendingAction(due, call.Text, NotificationType.None, row.State, 0);
        _part.Out.Actions.Add(due);
        return true;
    }
}
