using System.Globalization;
using Tsuba.Engine.Notifications;
using Tsuba.Engine.Parts;
using Tsuba.Engine.States;

namespace Tsuba.Engine.Logs;

/// <summary>Lines of the Nagios log, without their time stamp. Source: reference/conventions.md 5, reference/shinken.md 4.10.</summary>
internal static class LogLines
{
    /// <summary><c>SERVICE ALERT: host;service;STATE;SOFT|HARD;attempt;text</c>.</summary>
    public static string Alert(Part part, int index)
    {
        ref readonly var row = ref part.Rows[index];
        var isHost = part.IsHost(index);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Kind(isHost)} ALERT: {part.Items[index].Name};{Names.Of(isHost, row.State)};{Names.Of(row.StateType)};{row.Attempt};{row.Output}");
    }

    /// <summary><c>SERVICE NOTIFICATION: contact;host;service;STATE or TYPE (STATE);command;text[;author;comment]</c>.</summary>
    public static string Notification(Part part, int index, string contact, string command, NotificationFacts facts)
    {
        ref readonly var row = ref part.Rows[index];
        var isHost = part.IsHost(index);
        var state = Names.Of(isHost, row.State);
        var what = facts.Type is NotificationType.Problem or NotificationType.Recovery ? state : $"{Names.Of(facts.Type)} ({state})";
        var tail = part.Switches.NotificationLogNamesAuthor && facts.Type is (NotificationType.Acknowledgement or NotificationType.Custom)
            ? $";{facts.Author};{facts.Comment}"
            : "";
        return $"{Kind(isHost)} NOTIFICATION: {contact};{part.Items[index].Name};{what};{command};{row.Output}{tail}";
    }

    /// <summary><c>SERVICE EVENT HANDLER: host;service;STATE;TYPE;attempt;command</c>.</summary>
    public static string EventHandler(Part part, int index, string command, bool isGlobal)
    {
        ref readonly var row = ref part.Rows[index];
        var isHost = part.IsHost(index);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{(isGlobal ? "GLOBAL " : "")}{Kind(isHost)} EVENT HANDLER: {part.Items[index].Name};{Names.Of(isHost, row.State)};{Names.Of(row.StateType)};{row.Attempt};{command}");
    }

    /// <summary><c>HOST DOWNTIME ALERT: host;STARTED|STOPPED|CANCELLED; text</c>.</summary>
    public static string DowntimeAlert(Part part, int index, string what)
    {
        var isHost = part.IsHost(index);
        var noun = isHost ? "Host" : "Service";
        var text = what switch
        {
            "STARTED" => $"{noun} is in downtime from now on",
            "STOPPED" => $"{noun} is out of downtime again",
            _ => $"Downtime of the {(isHost ? "host" : "service")} has been cancelled",
        };
        return $"{Kind(isHost)} DOWNTIME ALERT: {part.Items[index].Name};{what}; {text}";
    }

    /// <summary><c>CONTACT DOWNTIME ALERT: contact;STARTED|STOPPED|CANCELLED; text</c>.</summary>
    public static string ContactDowntimeAlert(string contact, string what) =>
        $"CONTACT DOWNTIME ALERT: {contact};{what}; Downtime of the contact has {(what == "STARTED" ? "begun" : what == "STOPPED" ? "ended" : "been cancelled")}";

    /// <summary><c>HOST FLAPPING ALERT: host;STARTED|STOPPED|DISABLED; text</c>.</summary>
    public static string FlappingAlert(Part part, int index, string what, string text)
    {
        var isHost = part.IsHost(index);
        return $"{Kind(isHost)} FLAPPING ALERT: {part.Items[index].Name};{what}; {text}";
    }

    /// <summary><c>PASSIVE SERVICE CHECK: host;service;code;text</c>.</summary>
    public static string PassiveCheck(Part part, int index, int code, string text) => string.Create(
        CultureInfo.InvariantCulture,
        $"PASSIVE {Kind(part.IsHost(index))} CHECK: {part.Items[index].Name};{code};{text}");

    /// <summary><c>CURRENT SERVICE STATE: host;service;STATE;SOFT|HARD;attempt;text</c>, or INITIAL instead of CURRENT.</summary>
    public static string State(Part part, int index, string word)
    {
        ref readonly var row = ref part.Rows[index];
        var isHost = part.IsHost(index);
        var state = row.Has(ItemFlags.Checked) || !part.Switches.LogsPending ? Names.Of(isHost, row.State) : "PENDING";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{word} {Kind(isHost)} STATE: {part.Items[index].Name};{state};{Names.Of(row.StateType)};{row.Attempt};{row.Output}");
    }

    /// <summary><c>TIMEPERIOD TRANSITION: name;was;is</c>; −1 stands for not known.</summary>
    public static string PeriodTransition(string name, int was, int now) =>
        string.Create(CultureInfo.InvariantCulture, $"TIMEPERIOD TRANSITION: {name};{was};{now}");

    /// <summary><c>SERVICE SNAPSHOT: host;service;STATE;TYPE;attempt;command</c>.</summary>
    public static string Snapshot(Part part, int index, string command)
    {
        ref readonly var row = ref part.Rows[index];
        var isHost = part.IsHost(index);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Kind(isHost)} SNAPSHOT: {part.Items[index].Name};{Names.Of(isHost, row.State)};{Names.Of(row.StateType)};{row.Attempt};{command}");
    }

    /// <summary><c>SERVICE MAINTENANCE ALERT: host;service;STARTED|STOPPED; text</c>.</summary>
    public static string MaintenanceAlert(Part part, int index, string what) =>
        $"{Kind(part.IsHost(index))} MAINTENANCE ALERT: {part.Items[index].Name};{what}; {(what == "STARTED" ? "In maintenance from now on" : "In production again")}";

    /// <summary>The line of a stalked item whose output changed while its state did not.</summary>
    public static string Stalked(Part part, int index) =>
        part.Switches.StalkingLogsAlerts ? Alert(part, index) : $"Stalking {part.Items[index].Name}: {part.Rows[index].Output}";

    private static string Kind(bool isHost) => isHost ? "HOST" : "SERVICE";
}
