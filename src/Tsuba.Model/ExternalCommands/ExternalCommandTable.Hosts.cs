using System.Collections.Immutable;
using static Tsuba.Model.ExternalCommands.CommandArgumentKind;

namespace Tsuba.Model.ExternalCommands;

// Commands whose first argument is a host. Source: reference/shinken.md 5.2.
public static partial class ExternalCommandTable
{
    private static IEnumerable<ExternalCommandRow> HostRows()
    {
        ImmutableArray<CommandArgument> host = [Arg("host", Host)];
        string[] switches =
        [
            "DEL_ALL_HOST_COMMENTS", "DEL_ALL_HOST_DOWNTIMES", "DISABLE_ALL_NOTIFICATIONS_BEYOND_HOST", "ENABLE_ALL_NOTIFICATIONS_BEYOND_HOST",
            "DISABLE_HOST_AND_CHILD_NOTIFICATIONS", "ENABLE_HOST_AND_CHILD_NOTIFICATIONS", "DISABLE_HOST_CHECK", "ENABLE_HOST_CHECK",
            "DISABLE_HOST_EVENT_HANDLER", "ENABLE_HOST_EVENT_HANDLER", "DISABLE_HOST_FLAP_DETECTION", "ENABLE_HOST_FLAP_DETECTION",
            "DISABLE_HOST_NOTIFICATIONS", "ENABLE_HOST_NOTIFICATIONS", "DISABLE_HOST_SVC_CHECKS", "ENABLE_HOST_SVC_CHECKS",
            "DISABLE_HOST_SVC_NOTIFICATIONS", "ENABLE_HOST_SVC_NOTIFICATIONS", "DISABLE_PASSIVE_HOST_CHECKS", "ENABLE_PASSIVE_HOST_CHECKS",
            "LAUNCH_HOST_EVENT_HANDLER", "REMOVE_HOST_ACKNOWLEDGEMENT", "START_OBSESSING_OVER_HOST", "STOP_OBSESSING_OVER_HOST",
            "DEL_ALL_RECURRENT_HOST_DOWNTIMES", "CLEAR_HOST_FLAPPING_STATE", "DISABLE_HOST_FRESHNESS_CHECK", "ENABLE_HOST_FRESHNESS_CHECK",
        ];
        foreach (var name in switches)
        {
            yield return Row(name, CommandRouting.Host, host);
        }

        string[] numbers =
        [
            "CHANGE_HOST_MODATTR", "CHANGE_MAX_HOST_CHECK_ATTEMPTS", "CHANGE_NORMAL_HOST_CHECK_INTERVAL", "CHANGE_RETRY_HOST_CHECK_INTERVAL",
            "SET_HOST_NOTIFICATION_NUMBER",
        ];
        foreach (var name in numbers)
        {
            yield return Row(name, CommandRouting.Host, [.. host, Arg("value", Integer)]);
        }

        string[] times =
        [
            "DELAY_HOST_NOTIFICATION", "SCHEDULE_HOST_CHECK", "SCHEDULE_FORCED_HOST_CHECK", "SCHEDULE_HOST_SVC_CHECKS",
            "SCHEDULE_FORCED_HOST_SVC_CHECKS",
        ];
        foreach (var name in times)
        {
            yield return Row(name, CommandRouting.Host, [.. host, Arg("time", Timestamp)]);
        }

        foreach (var name in (string[])["CHANGE_HOST_CHECK_COMMAND", "CHANGE_HOST_EVENT_HANDLER", "CHANGE_HOST_SNAPSHOT_COMMAND"])
        {
            yield return Row(name, CommandRouting.Host, [.. host, Arg("command", Command)]);
        }

        foreach (var name in (string[])["CHANGE_HOST_CHECK_TIMEPERIOD", "CHANGE_HOST_NOTIFICATION_TIMEPERIOD"])
        {
            yield return Row(name, CommandRouting.Host, [.. host, Arg("timeperiod", TimePeriod)]);
        }

        string[] downtimes =
        [
            "SCHEDULE_HOST_DOWNTIME", "SCHEDULE_HOST_SVC_DOWNTIME", "SCHEDULE_AND_PROPAGATE_HOST_DOWNTIME",
            "SCHEDULE_AND_PROPAGATE_TRIGGERED_HOST_DOWNTIME",
        ];
        foreach (var name in downtimes)
        {
            yield return Row(name, CommandRouting.Host, [.. host, .. DowntimeArguments()]);
        }

        yield return Row("SCHEDULE_RECURRENT_HOST_DOWNTIME", CommandRouting.Host, [.. host, .. RecurrenceArguments()]);
        yield return Row("SCHEDULE_RECURRENT_HOST_SVC_DOWNTIME", CommandRouting.Host, [.. host, .. RecurrenceArguments()]);
        yield return Row("PROCESS_HOST_OUTPUT", CommandRouting.Host, [.. host, Arg("output", Text)]);
        yield return Row("PROCESS_HOST_CHECK_RESULT", CommandRouting.Host, [.. host, Arg("code", Integer), Optional("output", Text)]);
        yield return Row("ADD_SIMPLE_HOST_DEPENDENCY", CommandRouting.Host, [.. host, Arg("father", Host)]);
        yield return Row("DEL_HOST_DEPENDENCY", CommandRouting.Host, [.. host, Arg("father", Host)]);
        yield return Row("CHANGE_CUSTOM_HOST_VAR", CommandRouting.Host, [.. host, .. VariableArguments()]);
        yield return Row("ADD_HOST_COMMENT", CommandRouting.Host, [.. host, .. CommentArguments()]);
        yield return Row("SEND_CUSTOM_HOST_NOTIFICATION", CommandRouting.Host, [.. host, .. CustomNotificationArguments()]);
        yield return Row("ACKNOWLEDGE_HOST_PROBLEM", CommandRouting.Host, [.. host, .. AcknowledgementArguments(expires: false)]);
        yield return Row("ACKNOWLEDGE_HOST_PROBLEM_EXPIRE", CommandRouting.Host, [.. host, .. AcknowledgementArguments(expires: true)]);
        yield return Row(
            "DEL_DOWNTIME_BY_HOST_NAME",
            CommandRouting.Host,
            [.. host, Optional("service", Service), Optional("start", Timestamp), Optional("comment", Text)]);
    }

    private static ImmutableArray<CommandArgument> DowntimeArguments() =>
    [
        Arg("start", Timestamp), Arg("end", Timestamp), Arg("fixed", Flag), Arg("trigger", Integer), Arg("duration", Integer),
        Arg("author", Word), Arg("comment", Text),
    ];

    // A downtime in each window of a time period; until 0: for good.
    private static ImmutableArray<CommandArgument> RecurrenceArguments() =>
        [Arg("timeperiod", TimePeriod), Arg("until", Timestamp), Arg("author", Word), Arg("comment", Text)];

    private static ImmutableArray<CommandArgument> VariableArguments() => [Arg("variable", Word), Arg("value", Text)];

    private static ImmutableArray<CommandArgument> CommentArguments() => [Arg("persistent", Flag), Arg("author", Word), Arg("comment", Text)];

    private static ImmutableArray<CommandArgument> CustomNotificationArguments() =>
        [Arg("options", Integer), Arg("author", Word), Arg("comment", Text)];

    // Sticky is 0, 1 or 2, where 2 means sticky.
    private static ImmutableArray<CommandArgument> AcknowledgementArguments(bool expires)
    {
        ImmutableArray<CommandArgument> flags = [Arg("sticky", Integer), Arg("notify", Flag), Arg("persistent", Flag)];
        return expires
            ? [.. flags, Arg("end", Timestamp), Arg("author", Word), Arg("comment", Text)]
            : [.. flags, Arg("author", Word), Arg("comment", Text)];
    }
}
