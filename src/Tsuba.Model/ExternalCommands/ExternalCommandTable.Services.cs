using System.Collections.Immutable;
using static Tsuba.Model.ExternalCommands.CommandArgumentKind;

namespace Tsuba.Model.ExternalCommands;

// Commands whose first two arguments name a service. Source: reference/shinken.md 5.2.
public static partial class ExternalCommandTable
{
    private static IEnumerable<ExternalCommandRow> ServiceRows()
    {
        ImmutableArray<CommandArgument> service = [Arg("host", Host), Arg("service", Service)];
        string[] switches =
        [
            "DEL_ALL_SVC_COMMENTS", "DEL_ALL_SVC_DOWNTIMES", "DISABLE_PASSIVE_SVC_CHECKS", "ENABLE_PASSIVE_SVC_CHECKS", "DISABLE_SVC_CHECK",
            "ENABLE_SVC_CHECK", "DISABLE_SVC_EVENT_HANDLER", "ENABLE_SVC_EVENT_HANDLER", "DISABLE_SVC_FLAP_DETECTION", "ENABLE_SVC_FLAP_DETECTION",
            "DISABLE_SVC_NOTIFICATIONS", "ENABLE_SVC_NOTIFICATIONS", "LAUNCH_SVC_EVENT_HANDLER", "REMOVE_SVC_ACKNOWLEDGEMENT",
            "START_OBSESSING_OVER_SVC", "STOP_OBSESSING_OVER_SVC",
            "DEL_ALL_RECURRENT_SVC_DOWNTIMES", "CLEAR_SVC_FLAPPING_STATE", "DISABLE_SVC_FRESHNESS_CHECK", "ENABLE_SVC_FRESHNESS_CHECK",
        ];
        foreach (var name in switches)
        {
            yield return Row(name, CommandRouting.Service, service);
        }

        string[] numbers =
        [
            "CHANGE_SVC_MODATTR", "CHANGE_MAX_SVC_CHECK_ATTEMPTS", "CHANGE_NORMAL_SVC_CHECK_INTERVAL", "CHANGE_RETRY_SVC_CHECK_INTERVAL",
            "SET_SVC_NOTIFICATION_NUMBER",
        ];
        foreach (var name in numbers)
        {
            yield return Row(name, CommandRouting.Service, [.. service, Arg("value", Integer)]);
        }

        foreach (var name in (string[])["DELAY_SVC_NOTIFICATION", "SCHEDULE_SVC_CHECK", "SCHEDULE_FORCED_SVC_CHECK"])
        {
            yield return Row(name, CommandRouting.Service, [.. service, Arg("time", Timestamp)]);
        }

        foreach (var name in (string[])["CHANGE_SVC_CHECK_COMMAND", "CHANGE_SVC_EVENT_HANDLER", "CHANGE_SVC_SNAPSHOT_COMMAND"])
        {
            yield return Row(name, CommandRouting.Service, [.. service, Arg("command", Command)]);
        }

        foreach (var name in (string[])["CHANGE_SVC_CHECK_TIMEPERIOD", "CHANGE_SVC_NOTIFICATION_TIMEPERIOD"])
        {
            yield return Row(name, CommandRouting.Service, [.. service, Arg("timeperiod", TimePeriod)]);
        }

        yield return Row("SCHEDULE_SVC_DOWNTIME", CommandRouting.Service, [.. service, .. DowntimeArguments()]);
        yield return Row("SCHEDULE_RECURRENT_SVC_DOWNTIME", CommandRouting.Service, [.. service, .. RecurrenceArguments()]);
        yield return Row("PROCESS_SERVICE_OUTPUT", CommandRouting.Service, [.. service, Arg("output", Text)]);
        yield return Row("PROCESS_SERVICE_CHECK_RESULT", CommandRouting.Service, [.. service, Arg("code", Integer), Optional("output", Text)]);
        yield return Row("CHANGE_CUSTOM_SVC_VAR", CommandRouting.Service, [.. service, .. VariableArguments()]);
        yield return Row("ADD_SVC_COMMENT", CommandRouting.Service, [.. service, .. CommentArguments()]);
        yield return Row("SEND_CUSTOM_SVC_NOTIFICATION", CommandRouting.Service, [.. service, .. CustomNotificationArguments()]);
        yield return Row("ACKNOWLEDGE_SVC_PROBLEM", CommandRouting.Service, [.. service, .. AcknowledgementArguments(expires: false)]);
        yield return Row("ACKNOWLEDGE_SVC_PROBLEM_EXPIRE", CommandRouting.Service, [.. service, .. AcknowledgementArguments(expires: true)]);
    }
}
