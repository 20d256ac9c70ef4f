using static Tsuba.Model.ExternalCommands.CommandArgumentKind;

namespace Tsuba.Model.ExternalCommands;

// Commands that switch the whole program, delete by id, or are for the arbiter. Source: reference/shinken.md 5.3.
public static partial class ExternalCommandTable
{
    private const string StopElsewhere = "daemons are stopped by their service manager, not by a command";

    private static IEnumerable<ExternalCommandRow> ProgramRows()
    {
        string[] switched =
        [
            "EVENT_HANDLERS", "FAILURE_PREDICTION", "FLAP_DETECTION", "HOST_FRESHNESS_CHECKS", "SERVICE_FRESHNESS_CHECKS", "NOTIFICATIONS",
            "PERFORMANCE_DATA",
        ];
        foreach (var name in switched)
        {
            yield return Row("DISABLE_" + name, CommandRouting.Global, []);
            yield return Row("ENABLE_" + name, CommandRouting.Global, []);
        }

        string[] started =
        [
            "ACCEPTING_PASSIVE_HOST_CHECKS", "ACCEPTING_PASSIVE_SVC_CHECKS", "EXECUTING_HOST_CHECKS", "EXECUTING_SVC_CHECKS",
            "OBSESSING_OVER_HOST_CHECKS", "OBSESSING_OVER_SVC_CHECKS",
        ];
        foreach (var name in started)
        {
            yield return Row("START_" + name, CommandRouting.Global, []);
            yield return Row("STOP_" + name, CommandRouting.Global, []);
        }

        yield return Row("CHANGE_GLOBAL_HOST_EVENT_HANDLER", CommandRouting.Global, [Arg("command", Command)]);
        yield return Row("CHANGE_GLOBAL_SVC_EVENT_HANDLER", CommandRouting.Global, [Arg("command", Command)]);

        string[] deletions =
        [
            "DEL_HOST_COMMENT", "DEL_SVC_COMMENT", "DEL_HOST_DOWNTIME", "DEL_SVC_DOWNTIME", "DEL_CONTACT_DOWNTIME", "DEL_RECURRENT_DOWNTIME",
        ];
        foreach (var name in deletions)
        {
            yield return Row(name, CommandRouting.Global, [Arg("id", Integer)]);
        }

        yield return Row(
            "DEL_DOWNTIME_BY_START_TIME_COMMENT",
            CommandRouting.Global,
            [Arg("start", Timestamp), Optional("comment", Text)]);
        yield return Row("SAVE_STATE_INFORMATION", CommandRouting.Global, []);
        yield return Row("RESTART_PROGRAM", CommandRouting.Arbiter, []);
        yield return Row("RELOAD_CONFIG", CommandRouting.Arbiter, []);
        yield return Row("PROCESS_FILE", CommandRouting.Arbiter, [Arg("file", Word), Arg("delete", Flag)]);

        yield return Refused(
            "READ_STATE_INFORMATION",
            CommandRouting.Global,
            [],
            "state is read from the journal when a daemon starts; going back to an older one would undo what was reported");
        yield return Refused("SHUTDOWN_PROGRAM", CommandRouting.Global, [], StopElsewhere);
        yield return Refused(
            "ADD_SIMPLE_POLLER",
            CommandRouting.Arbiter,
            [Arg("realm", Word), Arg("name", Word), Arg("address", Word), Arg("port", Integer)],
            "a poller is declared in the configuration, where its certificate can be checked; add a 'define poller' and reload");
        yield return Refused("LOG", CommandRouting.Arbiter, [Arg("text", Text)], "the log holds only what happened; nobody can write lines into it");
    }

    private static IEnumerable<ExternalCommandRow> OtherSpellings()
    {
        yield return Same("DISABLE_SERVICE_FLAP_DETECTION", "DISABLE_SVC_FLAP_DETECTION", ServiceRows());
        yield return Same("ENABLE_SERVICE_FLAP_DETECTION", "ENABLE_SVC_FLAP_DETECTION", ServiceRows());
        yield return Same("ENTER_STANDBY_MODE", "DISABLE_NOTIFICATIONS", ProgramRows());
        yield return Same("ENTER_ACTIVE_MODE", "ENABLE_NOTIFICATIONS", ProgramRows());
        yield return Same("RESTART_PROCESS", "RESTART_PROGRAM", ProgramRows());
        yield return Same("SHUTDOWN_PROCESS", "SHUTDOWN_PROGRAM", ProgramRows());
    }

    private static ExternalCommandRow Same(string spelling, string name, IEnumerable<ExternalCommandRow> rows) =>
        rows.Single(row => row.Name == name) with { Name = spelling, SameAs = name };
}
