using System.Globalization;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Modules.Tests.StatusData;

/// <summary>The status of an item as nagios4 wrote it.</summary>
internal static class NagiosStatus
{
    public static StatusEvent Read(ulong item, Dictionary<string, string> values) => new()
    {
        Item = item,
        State = Number(values, "current_state"),
        StateType = Number(values, "state_type"),
        Attempt = Number(values, "current_attempt"),
        MaxAttempts = Number(values, "max_attempts"),
        HasBeenChecked = values["has_been_checked"] == "1",
        LastHardState = Number(values, "last_hard_state"),
        LastCheck = Milliseconds(values, "last_check"),
        LastStateChange = Milliseconds(values, "last_state_change"),
        LastHardStateChange = Milliseconds(values, "last_hard_state_change"),
        LastTimeOk = Milliseconds(values, values.ContainsKey("last_time_up") ? "last_time_up" : "last_time_ok"),
        LastTimeWarning = Milliseconds(values, values.ContainsKey("last_time_down") ? "last_time_down" : "last_time_warning"),
        LastTimeUnknown = Milliseconds(values, values.ContainsKey("last_time_unreachable") ? "last_time_unreachable" : "last_time_unknown"),
        LastTimeCritical = Milliseconds(values, "last_time_critical"),
        Output = values["plugin_output"],
        LongOutput = values["long_plugin_output"].Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal),
        Perfdata = values["performance_data"],
        CheckType = Number(values, "check_type"),
        Acknowledgement = Number(values, "acknowledgement_type"),
        PercentStateChange = float.Parse(values["percent_state_change"], CultureInfo.InvariantCulture),
        DowntimeDepth = Number(values, "scheduled_downtime_depth"),
        NotificationNumber = Number(values, "current_notification_number"),
        LastNotification = Milliseconds(values, "last_notification"),
        NextNotification = Milliseconds(values, "next_notification"),
        ChecksEnabled = values["active_checks_enabled"] == "1",
        PassiveEnabled = values["passive_checks_enabled"] == "1",
        NotificationsEnabled = values["notifications_enabled"] == "1",
        EventHandlerEnabled = values["event_handler_enabled"] == "1",
        FlapDetectionEnabled = values["flap_detection_enabled"] == "1",
        Obsess = values["obsess"] == "1",
        EventId = Number(values, "current_event_id"),
        ProblemId = Number(values, "current_problem_id"),
        LastEventId = Number(values, "last_event_id"),
        LastProblemId = Number(values, "last_problem_id"),
        NoMoreNotifications = values["no_more_notifications"] == "1",
    };

    public static long Milliseconds(Dictionary<string, string> values, string key) =>
        long.Parse(values.GetValueOrDefault(key, "0"), CultureInfo.InvariantCulture) * 1000;

    private static uint Number(Dictionary<string, string> values, string key) => uint.Parse(values[key], CultureInfo.InvariantCulture);
}
