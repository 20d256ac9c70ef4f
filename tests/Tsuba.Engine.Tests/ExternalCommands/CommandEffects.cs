using Tsuba.Engine.Outputs;
using Tsuba.Engine.Outputs.Events;

namespace Tsuba.Engine.Tests.ExternalCommands;

/// <summary>One effect for each row of the command table that is carried out.</summary>
internal static class CommandEffects
{
    private const string Hour = "1700000000;1700003600;1;0;0;amy;work";
    private const string Bad = "PROCESS_SERVICE_CHECK_RESULT;web;http;2;bad";
    private const string Down = "PROCESS_HOST_CHECK_RESULT;web;2;gone";

    public static IEnumerable<CommandEffect> All() =>
        [.. Switches(), .. GroupSwitches(), .. ProgramSwitches(), .. Changes(), .. Checks(), .. Downtimes(), .. Recurrences(), .. Talk(), .. Contacts(), .. Others()];

    private static IEnumerable<CommandEffect> Switches()
    {
        (string Host, string Service, Func<StatusChanged, bool> Read)[] switches =
        [
            ("HOST_CHECK", "SVC_CHECK", status => status.ChecksEnabled),
            ("PASSIVE_HOST_CHECKS", "PASSIVE_SVC_CHECKS", status => status.PassiveEnabled),
            ("HOST_EVENT_HANDLER", "SVC_EVENT_HANDLER", status => status.EventHandlerEnabled),
            ("HOST_FLAP_DETECTION", "SVC_FLAP_DETECTION", status => status.FlapDetectionEnabled),
            ("HOST_NOTIFICATIONS", "SVC_NOTIFICATIONS", status => status.NotificationsEnabled),
        ];
        foreach (var (host, service, read) in switches)
        {
            yield return new($"DISABLE_{host};web", [], run => !read(run.Status("web")));
            yield return new($"ENABLE_{host};web", [$"DISABLE_{host};web"], run => read(run.Status("web")));
            yield return new($"DISABLE_{service};web;http", [], run => !read(run.Status("web;http")));
            yield return new($"ENABLE_{service};web;http", [$"DISABLE_{service};web;http"], run => read(run.Status("web;http")));
        }

        foreach (var (kind, item) in ((string, string)[])[("HOST", "web"), ("SVC", "web;http")])
        {
            yield return new($"START_OBSESSING_OVER_{kind};{item}", [$"STOP_OBSESSING_OVER_{kind};{item}"], run => run.Status(item).Obsess);
            yield return new($"STOP_OBSESSING_OVER_{kind};{item}", [$"START_OBSESSING_OVER_{kind};{item}"], run => !run.Status(item).Obsess);
            yield return new($"DISABLE_{kind}_FRESHNESS_CHECK;{item}", [], run => (run.Status(item).ModifiedAttributes & 8192) != 0);
            yield return new($"ENABLE_{kind}_FRESHNESS_CHECK;{item}", [], run => (run.Status(item).ModifiedAttributes & 8192) != 0);
        }

        yield return new("DISABLE_HOST_SVC_CHECKS;web", [], run => !run.Status("web;http").ChecksEnabled && run.Status("web").ChecksEnabled);
        yield return new("ENABLE_HOST_SVC_CHECKS;web", ["DISABLE_HOST_SVC_CHECKS;web"], run => run.Status("web;http").ChecksEnabled);
        yield return new("DISABLE_HOST_SVC_NOTIFICATIONS;web", [], run => !run.Status("web;http").NotificationsEnabled && run.Status("web").NotificationsEnabled);
        yield return new("ENABLE_HOST_SVC_NOTIFICATIONS;web", ["DISABLE_HOST_SVC_NOTIFICATIONS;web"], run => run.Status("web;http").NotificationsEnabled);
        yield return new("DISABLE_HOST_AND_CHILD_NOTIFICATIONS;router", [], run => !run.Status("router").NotificationsEnabled && !run.Status("web").NotificationsEnabled);
        yield return new("ENABLE_HOST_AND_CHILD_NOTIFICATIONS;router", ["DISABLE_HOST_AND_CHILD_NOTIFICATIONS;router"], run => run.Status("web").NotificationsEnabled);
        yield return new("DISABLE_ALL_NOTIFICATIONS_BEYOND_HOST;router", [], run => !run.Status("web;http").NotificationsEnabled && run.Status("router").NotificationsEnabled);
        yield return new("ENABLE_ALL_NOTIFICATIONS_BEYOND_HOST;router", ["DISABLE_ALL_NOTIFICATIONS_BEYOND_HOST;router"], run => run.Status("web;http").NotificationsEnabled);
    }

    private static IEnumerable<CommandEffect> GroupSwitches()
    {
        (string Name, string Item, Func<StatusChanged, bool> Read)[] switches =
        [
            ("HOST_CHECKS", "web", status => status.ChecksEnabled), ("HOST_NOTIFICATIONS", "web", status => status.NotificationsEnabled),
            ("PASSIVE_HOST_CHECKS", "web", status => status.PassiveEnabled), ("PASSIVE_SVC_CHECKS", "web;http", status => status.PassiveEnabled),
            ("SVC_CHECKS", "web;http", status => status.ChecksEnabled), ("SVC_NOTIFICATIONS", "web;http", status => status.NotificationsEnabled),
        ];
        foreach (var (name, item, read) in switches)
        {
            foreach (var (group, member) in ((string, string)[])[("HOSTGROUP", "linux"), ("SERVICEGROUP", "sites")])
            {
                yield return new($"DISABLE_{group}_{name};{member}", [], run => !read(run.Status(item)) && run.Status("router").ChecksEnabled);
                yield return new($"ENABLE_{group}_{name};{member}", [$"DISABLE_{group}_{name};{member}"], run => read(run.Status(item)));
            }
        }
    }

    private static IEnumerable<CommandEffect> ProgramSwitches()
    {
        (string Off, string On, Func<ProgramStatusChanged, bool> Read)[] switches =
        [
            ("DISABLE_EVENT_HANDLERS", "ENABLE_EVENT_HANDLERS", program => program.EventHandlersEnabled),
            ("DISABLE_FLAP_DETECTION", "ENABLE_FLAP_DETECTION", program => program.FlapDetectionEnabled),
            ("DISABLE_HOST_FRESHNESS_CHECKS", "ENABLE_HOST_FRESHNESS_CHECKS", program => program.CheckHostFreshness),
            ("DISABLE_SERVICE_FRESHNESS_CHECKS", "ENABLE_SERVICE_FRESHNESS_CHECKS", program => program.CheckServiceFreshness),
            ("DISABLE_NOTIFICATIONS", "ENABLE_NOTIFICATIONS", program => program.NotificationsEnabled),
            ("DISABLE_PERFORMANCE_DATA", "ENABLE_PERFORMANCE_DATA", program => program.ProcessPerformanceData),
            ("DISABLE_FAILURE_PREDICTION", "ENABLE_FAILURE_PREDICTION", program => (program.ModifiedHostAttributes & 32) == 0),
            ("STOP_ACCEPTING_PASSIVE_HOST_CHECKS", "START_ACCEPTING_PASSIVE_HOST_CHECKS", program => program.AcceptPassiveHostChecks),
            ("STOP_ACCEPTING_PASSIVE_SVC_CHECKS", "START_ACCEPTING_PASSIVE_SVC_CHECKS", program => program.AcceptPassiveServiceChecks),
            ("STOP_EXECUTING_HOST_CHECKS", "START_EXECUTING_HOST_CHECKS", program => program.ExecuteHostChecks),
            ("STOP_EXECUTING_SVC_CHECKS", "START_EXECUTING_SVC_CHECKS", program => program.ExecuteServiceChecks),
            ("STOP_OBSESSING_OVER_HOST_CHECKS", "START_OBSESSING_OVER_HOST_CHECKS", program => program.ObsessOverHosts),
            ("STOP_OBSESSING_OVER_SVC_CHECKS", "START_OBSESSING_OVER_SVC_CHECKS", program => program.ObsessOverServices),
        ];
        foreach (var (off, on, read) in switches)
        {
            yield return new(off, [], run => !read(Program(run)));
            yield return new(on, [off], run => on == "ENABLE_FAILURE_PREDICTION" ? !read(Program(run)) : read(Program(run)));
        }

        yield return new("CHANGE_GLOBAL_HOST_EVENT_HANDLER;handle", ["ENABLE_HOST_EVENT_HANDLER;router"], run => run.Command("PROCESS_HOST_CHECK_RESULT;router;2;gone").Applied && run.Log.Any(line => line.StartsWith("GLOBAL HOST EVENT HANDLER: router", StringComparison.Ordinal)));
        yield return new("CHANGE_GLOBAL_SVC_EVENT_HANDLER;handle", ["ENABLE_SVC_EVENT_HANDLER;router;ping"], run => run.Command("PROCESS_SERVICE_CHECK_RESULT;router;ping;2;bad").Applied && run.Log.Any(line => line.StartsWith("GLOBAL SERVICE EVENT HANDLER: router;ping", StringComparison.Ordinal)));
        yield return new("SAVE_STATE_INFORMATION", [], run => run.Restart().Status("web").HasBeenChecked);
    }

    private static IEnumerable<CommandEffect> Changes()
    {
        foreach (var (kind, item) in ((string, string)[])[("HOST", "web"), ("SVC", "web;http")])
        {
            yield return new($"CHANGE_{kind}_MODATTR;{item};5", [], run => run.Status(item).ModifiedAttributes == 5);
            yield return new($"CHANGE_MAX_{kind}_CHECK_ATTEMPTS;{item};7", [], run => run.Status(item).MaxAttempts == 7);
            yield return new($"CHANGE_NORMAL_{kind}_CHECK_INTERVAL;{item};7", [], run => run.Status(item).CheckIntervalSeconds == 420);
            yield return new($"CHANGE_RETRY_{kind}_CHECK_INTERVAL;{item};7", [], run => run.Status(item).RetryIntervalSeconds == 420);
            yield return new($"CHANGE_{kind}_CHECK_TIMEPERIOD;{item};never", [], run => run.Status(item).CheckPeriod == "never" && !Checked(run.Forget().Until(run.Second + 300), item));
            yield return new($"CHANGE_{kind}_NOTIFICATION_TIMEPERIOD;{item};never", [], run => run.Status(item) is { NotificationPeriod: "never" } status && (status.ModifiedAttributes & 65536) != 0 && run.Command(kind == "HOST" ? Down : Bad).Applied && !run.Notifications.Any());
            yield return new($"CHANGE_CUSTOM_{kind}_VAR;{item};_COLOUR;blue", [], run => run.Status(item).CustomVariables is [{ Name: "COLOUR", Value: "blue" }]);
            yield return new($"CHANGE_{kind}_CHECK_COMMAND;{item};handle", [], run => run.Status(item).CheckCommand == "handle");
            yield return new($"CHANGE_{kind}_EVENT_HANDLER;{item};check", [], run => run.Status(item).EventHandler == "check" && run.Command(kind == "HOST" ? Down : Bad).Applied && run.Log.Any(line => line.Contains($" EVENT HANDLER: {item};", StringComparison.Ordinal) && line.EndsWith(";check", StringComparison.Ordinal)));
            yield return new($"CHANGE_{kind}_SNAPSHOT_COMMAND;{item};check", [], run => run.Command(kind == "HOST" ? Down : Bad).Applied && run.Log.Any(line => line.Contains($" SNAPSHOT: {item};", StringComparison.Ordinal) && line.EndsWith(";check", StringComparison.Ordinal)));
            yield return new($"SET_{kind}_NOTIFICATION_NUMBER;{item};4", [], run => run.Status(item).NotificationNumber == 4);
        }
    }

    private static IEnumerable<CommandEffect> Checks()
    {
        foreach (var (kind, item) in ((string, string)[])[("HOST", "web"), ("SVC", "web;http")])
        {
            yield return new($"SCHEDULE_{kind}_CHECK;{item};1700000015", [], run => Checked(run, item));
            yield return new($"SCHEDULE_FORCED_{kind}_CHECK;{item};1700000015", [$"DISABLE_{kind}_CHECK;{item}"], run => Checked(run, item));
            yield return new($"LAUNCH_{kind}_EVENT_HANDLER;{item}", [], run => run.Actions.Any(action => action.Kind == ActionKind.EventHandler));
            yield return new($"DELAY_{kind}_NOTIFICATION;{item};1700000900", [], run => !run.Answer(item, 2, "bad").Until(600).Notifications.Any());
        }

        yield return new("SCHEDULE_HOST_SVC_CHECKS;web;1700000015", [], run => Checked(run, "web;http"));
        yield return new("SCHEDULE_FORCED_HOST_SVC_CHECKS;web;1700000015", ["DISABLE_SVC_CHECK;web;http"], run => Checked(run, "web;http"));
        yield return new(Bad, [], run => run.State("web;http") == "2 HARD 1");
        yield return new(Down, [], run => run.State("web") == "1 HARD 1");
        yield return new("PROCESS_HOST_OUTPUT;web;all quiet|t=1", [], run => run.Status("web") is { Output: "all quiet", Perfdata: "t=1" });
        yield return new("PROCESS_SERVICE_OUTPUT;web;http;all quiet|t=1", [], run => run.Status("web;http") is { Output: "all quiet", Perfdata: "t=1" });
    }

    private static IEnumerable<CommandEffect> Downtimes()
    {
        yield return new($"SCHEDULE_HOST_DOWNTIME;web;{Hour}", [], run => Depths(run) == "1 0 0");
        yield return new($"SCHEDULE_SVC_DOWNTIME;web;http;{Hour}", [], run => Depths(run) == "0 1 0");
        yield return new($"SCHEDULE_HOST_SVC_DOWNTIME;web;{Hour}", [], run => Depths(run) == "0 1 0");
        yield return new($"SCHEDULE_AND_PROPAGATE_HOST_DOWNTIME;router;{Hour}", [], run => Depths(run) == "1 0 1");
        yield return new($"SCHEDULE_AND_PROPAGATE_TRIGGERED_HOST_DOWNTIME;router;{Hour}", [], run => Depths(run) == "1 0 1");
        yield return new($"SCHEDULE_HOSTGROUP_HOST_DOWNTIME;linux;{Hour}", [], run => Depths(run) == "1 0 0");
        yield return new($"SCHEDULE_HOSTGROUP_SVC_DOWNTIME;linux;{Hour}", [], run => Depths(run) == "0 1 0");
        yield return new($"SCHEDULE_SERVICEGROUP_HOST_DOWNTIME;sites;{Hour}", [], run => Depths(run) == "1 0 0");
        yield return new($"SCHEDULE_SERVICEGROUP_SVC_DOWNTIME;sites;{Hour}", [], run => Depths(run) == "0 1 0");
        string[] host = [$"SCHEDULE_HOST_DOWNTIME;web;{Hour}"];
        string[] service = [$"SCHEDULE_SVC_DOWNTIME;web;http;{Hour}"];
        yield return new("DEL_HOST_DOWNTIME;$DOWNTIME$", host, run => Depths(run) == "0 0 0");
        yield return new("DEL_SVC_DOWNTIME;$DOWNTIME$", service, run => Depths(run) == "0 0 0");
        yield return new("DEL_ALL_HOST_DOWNTIMES;web", host, run => Depths(run) == "0 0 0");
        yield return new("DEL_ALL_SVC_DOWNTIMES;web;http", service, run => Depths(run) == "0 0 0");
        yield return new("DEL_DOWNTIME_BY_HOST_NAME;web", host, run => Depths(run) == "0 0 0");
        yield return new("DEL_DOWNTIME_BY_HOSTGROUP_NAME;linux", host, run => Depths(run) == "0 0 0");
        yield return new("DEL_DOWNTIME_BY_START_TIME_COMMENT;1700000000;work", host, run => Depths(run) == "0 0 0");
    }

    private static IEnumerable<CommandEffect> Recurrences()
    {
        const string always = "24x7;0;amy;work";
        yield return new($"SCHEDULE_RECURRENT_HOST_DOWNTIME;web;{always}", [], run => Depths(run) == "1 0 0");
        yield return new($"SCHEDULE_RECURRENT_HOST_SVC_DOWNTIME;web;{always}", [], run => Depths(run) == "0 1 0");
        yield return new($"SCHEDULE_RECURRENT_SVC_DOWNTIME;web;http;{always}", [], run => Depths(run) == "0 1 0");
        yield return new($"SCHEDULE_RECURRENT_HOSTGROUP_HOST_DOWNTIME;linux;{always}", [], run => Depths(run) == "1 0 0");
        yield return new($"SCHEDULE_RECURRENT_HOSTGROUP_SVC_DOWNTIME;linux;{always}", [], run => Depths(run) == "0 1 0");
        yield return new($"SCHEDULE_RECURRENT_SERVICEGROUP_HOST_DOWNTIME;sites;{always}", [], run => Depths(run) == "1 0 0");
        yield return new($"SCHEDULE_RECURRENT_SERVICEGROUP_SVC_DOWNTIME;sites;{always}", [], run => Depths(run) == "0 1 0");
        const string never = "never;0;amy;work";
        yield return new("DEL_RECURRENT_DOWNTIME;1", [$"SCHEDULE_RECURRENT_HOST_DOWNTIME;web;{never}"], run => run.Events.OfType<CommentRemoved>().Any());
        yield return new("DEL_ALL_RECURRENT_HOST_DOWNTIMES;web", [$"SCHEDULE_RECURRENT_HOST_DOWNTIME;web;{never}"], run => run.Events.OfType<CommentRemoved>().Any());
        yield return new("DEL_ALL_RECURRENT_SVC_DOWNTIMES;web;http", [$"SCHEDULE_RECURRENT_SVC_DOWNTIME;web;http;{never}"], run => run.Events.OfType<CommentRemoved>().Any());
    }

    private static IEnumerable<CommandEffect> Talk()
    {
        foreach (var (kind, item, problem) in ((string, string, string)[])[("HOST", "web", Down), ("SVC", "web;http", Bad)])
        {
            yield return new($"ACKNOWLEDGE_{kind}_PROBLEM;{item};2;1;1;amy;mine", [problem], run => run.Status(item).Acknowledgement == 2 && run.Notifications.Contains($"bob Acknowledgement {item} 1"));
            yield return new($"ACKNOWLEDGE_{kind}_PROBLEM_EXPIRE;{item};1;0;0;1700000900;amy;mine", [problem], run => run.Status(item).Acknowledgement == 1 && run.Answer(item, 2, "bad").Until(901).Status(item).Acknowledgement == 0);
            yield return new($"REMOVE_{kind}_ACKNOWLEDGEMENT;{item}", [problem, $"ACKNOWLEDGE_{kind}_PROBLEM;{item};2;0;0;amy;mine"], run => run.Status(item).Acknowledgement == 0);
            yield return new($"ADD_{kind}_COMMENT;{item};1;amy;hello; world", [], run => run.Events.OfType<CommentAdded>().Any(added => added.Comment is { Author: "amy", Text: "hello; world", IsPersistent: true }));
            yield return new($"DEL_{kind}_COMMENT;$COMMENT$", [$"ADD_{kind}_COMMENT;{item};1;amy;hello"], run => run.Events.OfType<CommentRemoved>().Any());
            yield return new($"DEL_ALL_{kind}_COMMENTS;{item}", [$"ADD_{kind}_COMMENT;{item};1;amy;hello", $"ADD_{kind}_COMMENT;{item};1;amy;again"], run => run.Events.OfType<CommentRemoved>().Count() == 2);
            yield return new($"SEND_CUSTOM_{kind}_NOTIFICATION;{item};4;amy;look", [], run => run.Notifications.Contains($"bob Custom {item} 1") && run.Status(item).NotificationNumber == 1);
            yield return new($"CLEAR_{kind}_FLAPPING_STATE;{item}", [problem], run => run.Status(item).PercentStateChange == 0);
        }
    }

    private static IEnumerable<CommandEffect> Contacts()
    {
        foreach (var target in (string[])["CONTACT", "CONTACTGROUP"])
        {
            var name = target == "CONTACT" ? "bob" : "ops";
            yield return new($"DISABLE_{target}_HOST_NOTIFICATIONS;{name}", [], run => !Contact(run).HostNotificationsEnabled);
            yield return new($"ENABLE_{target}_HOST_NOTIFICATIONS;{name}", [$"DISABLE_{target}_HOST_NOTIFICATIONS;{name}"], run => Contact(run).HostNotificationsEnabled);
            yield return new($"DISABLE_{target}_SVC_NOTIFICATIONS;{name}", [], run => !Contact(run).ServiceNotificationsEnabled);
            yield return new($"ENABLE_{target}_SVC_NOTIFICATIONS;{name}", [$"DISABLE_{target}_SVC_NOTIFICATIONS;{name}"], run => Contact(run).ServiceNotificationsEnabled);
        }

        foreach (var name in (string[])["CHANGE_CONTACT_MODATTR", "CHANGE_CONTACT_MODHATTR", "CHANGE_CONTACT_MODSATTR"])
        {
            yield return new($"{name};bob;3", [], run => Contact(run).ModifiedAttributes == 3);
        }

        yield return new("CHANGE_CONTACT_HOST_NOTIFICATION_TIMEPERIOD;bob;never", [], run => Contact(run).HostPeriod == "never" && run.Command(Down).Applied && !run.Notifications.Any());
        yield return new("CHANGE_CONTACT_SVC_NOTIFICATION_TIMEPERIOD;bob;never", [], run => Contact(run).ServicePeriod == "never" && run.Command(Bad).Applied && !run.Notifications.Any());
        yield return new("CHANGE_CUSTOM_CONTACT_VAR;bob;_PHONE;17", [], run => (Contact(run).ModifiedAttributes & 32768) != 0);
        yield return new("SCHEDULE_CONTACT_DOWNTIME;bob;1700000000;1700003600;amy;away", [], run => Contact(run).DowntimeDepth == 1);
        yield return new("DEL_CONTACT_DOWNTIME;$DOWNTIME$", ["SCHEDULE_CONTACT_DOWNTIME;bob;1700000000;1700003600;amy;away"], run => Contact(run).DowntimeDepth == 0);
        yield return new("DEL_ALL_CONTACT_DOWNTIMES;bob", ["SCHEDULE_CONTACT_DOWNTIME;bob;1700000000;1700003600;amy;away"], run => Contact(run).DowntimeDepth == 0);
    }

    private static IEnumerable<CommandEffect> Others()
    {
        yield return new("ADD_SIMPLE_HOST_DEPENDENCY;web;db", [], run => run.Command("PROCESS_HOST_CHECK_RESULT;db;2;gone").Applied && run.Status("web").IsImpact);
        yield return new("DEL_HOST_DEPENDENCY;web;db", ["ADD_SIMPLE_HOST_DEPENDENCY;web;db"], run => run.Command("PROCESS_HOST_CHECK_RESULT;db;2;gone").Applied && !run.Status("web").IsImpact);
    }

    private static ProgramStatusChanged Program(EngineRun run) => run.Events.OfType<ProgramStatusChanged>().Last();

    private static ContactStatusChanged Contact(EngineRun run) => run.Events.OfType<ContactStatusChanged>().Last(contact => contact.Contact == "bob");

    private static bool Checked(EngineRun run, string item) => run.Checks.Any(check => check.Item == item && check.Second > 10);

    private static string Depths(EngineRun run) => $"{run.Status("web").DowntimeDepth} {run.Status("web;http").DowntimeDepth} {run.Status("router").DowntimeDepth}";
}
