using System.Globalization;
using Tsuba.Engine.Explain;
using Tsuba.Engine.Inputs;
using Tsuba.Engine.Notifications;
using Tsuba.Engine.Outputs;
using Tsuba.Engine.Outputs.Events;
using Tsuba.Engine.Parts;
using Tsuba.Engine.Timers;
using Tsuba.Model.Objects;

namespace Tsuba.Engine.PerformanceData;

/// <summary>
/// Lines of host_perfdata_file and service_perfdata_file, and the commands that process these files. The broker writes the files; here the
/// templates are expanded. Each part runs the commands at seconds of its own, <c>utc ≡ part (mod interval)</c>, so the timers follow from the
/// clock, and the commands of two parts do not meet. Source: Nagios manual, "Performance Data"; decision 0053.
/// </summary>
internal sealed class PerfdataFiles(Brain brain)
{
    private readonly Part _part = brain.Part;
    private PerfdataTemplate? _host;
    private PerfdataTemplate? _service;

    /// <summary>Reads the settings of a new configuration.</summary>
    public void Join()
    {
        var settings = _part.Settings;
        _host = PerfdataTemplate.Of(settings.HostPerfdataFile, settings.HostPerfdataTemplate, isHost: true);
        _service = PerfdataTemplate.Of(settings.ServicePerfdataFile, settings.ServicePerfdataTemplate, isHost: false);
    }

    /// <summary>Tells the line of a result, where there is a file for it.</summary>
    /// <param name="index">An item whose performance data are processed.</param>
    public void Write(int index)
    {
        if ((_part.IsHost(index) ? _host : _service) is { } template)
        {
            _part.Out.Events.Add(new PerfdataWritten { Item = _part.Items[index].Id, IsHost = _part.IsHost(index), Line = brain.Texts.Line(index, template.Text) });
        }
    }

    /// <summary>Sets the timers.</summary>
    public void Watch()
    {
        foreach (var isHost in new[] { true, false })
        {
            if (Next(isHost) is { } due)
            {
                _part.Calendar.Add(Timer(due, isHost));
            }
        }
    }

    /// <summary>The wall clock was set, or the configuration changed: the timers of before are gone.</summary>
    public void LookAgain()
    {
        _part.Calendar.RemoveWhere(timer => timer.Kind == CalendarTimerKind.PerfdataFile);
        Watch();
    }

    /// <summary>A file is to be processed now.</summary>
    /// <param name="id">1 hosts, 2 services, as its timer says.</param>
    public void OnDue(ulong id)
    {
        var isHost = id == 1;
        Watch();
        var call = Command(isHost);
        if (call is null || !_part.Program[ProgramSwitch.Perfdata])
        {
            return;
        }

        if (_part.Actions.Count >= ActionLimits.MostOptional)
        {
            _part.LeftOutActions++;
            _part.Decide(-1, Reason.TooManyActions);
            return;
        }

        var command = brain.Texts.ForProgram(call, _part.Settings.PerfdataTimeout);
        if (!command.CanRun)
        {
            _part.Decide(-1, Reason.CommandRefused, detail: command.Refusal);
            return;
        }

        var action = StableHash.Mix((ulong)_part.Options.Part, (ulong)_part.Now.UtcMilliseconds, (ulong)ActionKind.PerfdataFile, id, StableHash.Of(call.Text));
        var due = new ActionDue(
            action,
            ActionKind.PerfdataFile,
            Model.Items.ItemId.None,
            "",
            command.Invocation,
            call.Command?.ReactionnerTag,
            call.Command?.ModuleType ?? "fork",
            _part.Now.UtcMilliseconds);
        _part.Actions[action] = new PendingAction(due, call.Text, NotificationType.None, 0, (int)id);
        _part.Out.Actions.Add(due);
    }

    /// <summary>A command that processes a file ended: the file is begun anew where its mode is to overwrite.</summary>
    public void Finish(PendingAction action, ActionFinished finished)
    {
        if (!finished.Succeeded)
        {
            _part.Log(-1, string.Create(CultureInfo.InvariantCulture, $"Warning: PerfdataFile command '{action.Command}' failed: {finished.Text}"));
        }

        _part.Out.Events.Add(new PerfdataFileProcessed { IsHost = action.Number == 1 });
    }

    private CommandCall? Command(bool isHost) =>
        isHost ? _part.Settings.HostPerfdataProcessingCommand : _part.Settings.ServicePerfdataProcessingCommand;

    private long? Next(bool isHost)
    {
        var interval = (long)(isHost ? _part.Settings.HostPerfdataProcessingInterval : _part.Settings.ServicePerfdataProcessingInterval).TotalMilliseconds;
        if (Command(isHost) is null || interval <= 0)
        {
            return null;
        }

        var phase = _part.Options.Part * 1000L % interval;
        var passed = (((_part.Now.UtcMilliseconds - phase) % interval) + interval) % interval;
        return _part.Now.UtcMilliseconds - passed + interval;
    }

    private static CalendarTimer Timer(long due, bool isHost) => new(due, -1, CalendarTimerKind.PerfdataFile, isHost ? 1UL : 2UL);
}
