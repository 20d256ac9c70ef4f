using Tsuba.Engine.Parts;

namespace Tsuba.Engine.ExternalCommands;

/// <summary>Commands that switch something of the whole part. Source: reference/shinken.md 5.3.</summary>
internal static class ProgramCommands
{
    /// <summary>Names and effects.</summary>
    public static IEnumerable<(string Name, CommandEffect Effect)> Effects()
    {
        (string Name, ProgramSwitch Switch)[] enabled =
        [
            ("EVENT_HANDLERS", ProgramSwitch.EventHandlers), ("FAILURE_PREDICTION", ProgramSwitch.FailurePrediction),
            ("FLAP_DETECTION", ProgramSwitch.FlapDetection), ("HOST_FRESHNESS_CHECKS", ProgramSwitch.HostFreshness),
            ("SERVICE_FRESHNESS_CHECKS", ProgramSwitch.ServiceFreshness), ("NOTIFICATIONS", ProgramSwitch.Notifications),
            ("PERFORMANCE_DATA", ProgramSwitch.Perfdata),
        ];
        foreach (var (name, which) in enabled)
        {
            yield return ("ENABLE_" + name, (brain, _, _) => Switch(brain, which, value: true));
            yield return ("DISABLE_" + name, (brain, _, _) => Switch(brain, which, value: false));
        }

        (string Name, ProgramSwitch Switch)[] started =
        [
            ("ACCEPTING_PASSIVE_HOST_CHECKS", ProgramSwitch.PassiveHostChecks), ("ACCEPTING_PASSIVE_SVC_CHECKS", ProgramSwitch.PassiveServiceChecks),
            ("EXECUTING_HOST_CHECKS", ProgramSwitch.HostChecks), ("EXECUTING_SVC_CHECKS", ProgramSwitch.ServiceChecks),
            ("OBSESSING_OVER_HOST_CHECKS", ProgramSwitch.ObsessHosts), ("OBSESSING_OVER_SVC_CHECKS", ProgramSwitch.ObsessServices),
        ];
        foreach (var (name, which) in started)
        {
            yield return ("START_" + name, (brain, _, _) => Switch(brain, which, value: true));
            yield return ("STOP_" + name, (brain, _, _) => Switch(brain, which, value: false));
        }

        yield return ("CHANGE_GLOBAL_HOST_EVENT_HANDLER", (brain, _, a) => brain.Part.Program.Handlers.Change(isHost: true, a.Text(0), brain.Part.Snapshot));
        yield return ("CHANGE_GLOBAL_SVC_EVENT_HANDLER", (brain, _, a) => brain.Part.Program.Handlers.Change(isHost: false, a.Text(0), brain.Part.Snapshot));

        // The state is in the journal at any time; there is nothing left to do.
        yield return ("SAVE_STATE_INFORMATION", static (_, _, _) => null);
    }

    private static string? Switch(Brain brain, ProgramSwitch which, bool value)
    {
        var part = brain.Part;
        part.Program.Change(which, value);
        if (which == ProgramSwitch.FlapDetection && !value)
        {
            for (var index = 0; index < part.Rows.Length; index++)
            {
                brain.Flapping.Disable(index);
            }
        }

        part.Out.Events.Add(part.Program.Describe(part.Snapshot?.Generation ?? 0));
        return null;
    }
}
