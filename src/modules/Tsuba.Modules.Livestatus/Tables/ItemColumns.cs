using System.Collections.Immutable;
using Tsuba.LiveState;
using Tsuba.Model.Objects;
using static Tsuba.Modules.Livestatus.Tables.ColumnType;

namespace Tsuba.Modules.Livestatus.Tables;

/// <summary>Columns that hosts and services share. Source: reference/livestatus.md 11.</summary>
internal static class ItemColumns
{
    public static ImmutableArray<Column> All { get; } =
    [
        Status("state", Int, "State id", item => Cell.Of(item.Status.State)),
        Status("state_type", Int, "0 soft, 1 hard", item => Cell.Of(item.Status.StateType)),
        Status("hard_state", Int, "State if hard, else the last hard state", item => Cell.Of(item.Status is { State: 0 } or { StateType: 1 } ? item.Status.State : item.Status.LastHardState)),
        Status("last_state", Int, "State before the last change", item => Cell.Of(item.Status.LastState)),
        Status("last_hard_state", Int, "Last hard state", item => Cell.Of(item.Status.LastHardState)),
        Status("has_been_checked", Int, "0: pending", item => Cell.Of(item.Status.HasBeenChecked)),
        Status("current_attempt", Int, "Number of the current attempt", item => Cell.Of(item.Status.Attempt)),
        Define("max_check_attempts", Int, "Attempts until hard", item => Cell.Of(item.Check.MaxAttempts)),
        Status("plugin_output", Text, "First line of the output", item => Cell.Of(item.Status.Output)),
        Status("long_plugin_output", Text, "Further lines, joined by \\n", item => Cell.Of(item.Status.LongOutput.Replace("\n", "\\n", StringComparison.Ordinal))),
        Status("perf_data", Text, "Performance data", item => Cell.Of(item.Status.Perfdata)),
        Status("latency", Float, "Seconds between planned and real start", item => Cell.Of(item.Status.LatencySeconds)),
        Status("execution_time", Float, "Seconds that the last check took", item => Cell.Of(item.Status.ExecutionSeconds)),
        Status("check_type", Int, "0 active, 1 passive", item => Cell.Of(item.Status.CheckType)),
        Status("check_source", Text, "Poller of the last check", item => Cell.Of(item.Status.Poller)),
        Status("last_check", Time, "Last check", item => Cell.Seconds(item.Status.LastCheck)),
        Status("next_check", Time, "Next check", item => Cell.Seconds(item.Status.NextCheck)),
        Status("last_state_change", Time, "Last change of the state", item => Cell.Seconds(item.Status.LastStateChange)),
        Status("last_hard_state_change", Time, "Last change of the hard state", item => Cell.Seconds(item.Status.LastHardStateChange)),
        Status("last_notification", Time, "Last notification", item => Cell.Seconds(item.Status.LastNotification)),
        Status("next_notification", Time, "Next notification", item => Cell.Seconds(item.Status.NextNotification)),
        Status("current_notification_number", Int, "Notifications for this problem", item => Cell.Of(item.Status.NotificationNumber)),
        Status("acknowledged", Int, "Whether the problem is acknowledged", item => Cell.Of(item.Status.Acknowledgement != 0)),
        Status("acknowledgement_type", Int, "0 none, 1 normal, 2 sticky", item => Cell.Of(item.Status.Acknowledgement)),
        Status("scheduled_downtime_depth", Int, "Active downtimes", item => Cell.Of(item.Status.DowntimeDepth)),
        Status("is_flapping", Int, "Whether it flaps", item => Cell.Of(item.Status.IsFlapping)),
        Status("percent_state_change", Float, "Changes in percent", item => Cell.Of(item.Status.PercentStateChange)),
        Status("is_executing", Int, "Whether a check runs now", item => Cell.Of(item.Status.IsExecuting)),
        Status("checks_enabled", Int, "Active checks", item => Cell.Of(item.Status.ChecksEnabled)),
        Status("active_checks_enabled", Int, "Active checks", item => Cell.Of(item.Status.ChecksEnabled)),
        Status("accept_passive_checks", Int, "Passive checks", item => Cell.Of(item.Status.PassiveEnabled)),
        Status("notifications_enabled", Int, "Notifications", item => Cell.Of(item.Status.NotificationsEnabled)),
        Status("event_handler_enabled", Int, "Event handler", item => Cell.Of(item.Status.EventHandlerEnabled)),
        Status("flap_detection_enabled", Int, "Flap detection", item => Cell.Of(item.Status.FlapDetectionEnabled)),
        Status("modified_attributes", Int, "Attributes changed at run time, as a mask", item => Cell.Of(item.Status.ModifiedAttributes)),
        Status("is_problem", Int, "Whether it is a root problem", item => Cell.Of(item.Status.IsProblem)),
        Status("is_impact", Int, "Whether its state comes from another problem", item => Cell.Of(item.Status.IsImpact)),
        Status("source_problems", List, "Root problems that it suffers from", item => Cell.Of(item.SourceProblems.Select(Name))),
        Status("impacts", List, "What suffers from it", item => Cell.Of(item.Impacts.Select(Name))),
        Status("context", Text, "DOWNTIME, FLAPPING, ACKNOWLEDGED, partial or inherited, or NOTHING", item => Cell.Of(ContextNames.Of(item.Status.Context))),
        Define("display_name", Text, "Name to show", item => Cell.Of(item.DisplayName)),
        Define("check_command", Text, "Check command with its arguments", item => Cell.Of(item.CheckCommand?.Text ?? "")),
        Define("event_handler", Text, "Event handler", item => Cell.Of(item.EventHandler.Command?.Text ?? "")),
        Define("check_period", Text, "Name of the check period; empty: always", item => Cell.Of(item.Check.Period?.Name ?? "")),
        Define("notification_period", Text, "Name of the notification period; empty: always", item => Cell.Of(item.Notification.Period?.Name ?? "")),
        Define("notification_interval", Float, "Minutes between notifications", item => Cell.Of(item.Notification.Interval.TotalMinutes)),
        Define("check_interval", Float, "Minutes between checks", item => Cell.Of(item.Check.Interval.TotalMinutes)),
        Define("retry_interval", Float, "Minutes between checks of a soft state", item => Cell.Of(item.Check.RetryInterval.TotalMinutes)),
        Define("contacts", List, "Contacts, groups resolved", item => Cell.Of(item.Notification.Contacts.Select(contact => contact.Name))),
        Define("contact_groups", List, "Contact groups", item => Cell.Of(item.Notification.Contacts.SelectMany(contact => contact.GroupNames).Distinct().Order(StringComparer.Ordinal))),
        Status("business_impact", Int, "0 to 5, of a root problem at least that of its impacts", item => Cell.Of(BusinessImpact(item))),
        Status("criticity", Int, "0 to 5, old name", item => Cell.Of(BusinessImpact(item))),
        Define("got_business_rule", Int, "Whether the state comes from a business rule", item => Cell.Of(item.CheckCommand?.Kind == CommandCallKind.BusinessRule)),
        Define("notes", Text, "Notes", item => Cell.Of(item.Presentation.Notes)),
        Define("notes_url", Text, "Address of notes", item => Cell.Of(item.Presentation.NotesUrl)),
        Define("action_url", Text, "Address of actions", item => Cell.Of(item.Presentation.ActionUrl)),
        Define("icon_image", Text, "Icon", item => Cell.Of(item.Presentation.IconImage)),
        Define("labels", List, "Labels", item => Cell.Of(item.Presentation.Labels)),
        Define("custom_variable_names", List, "Names of custom variables", item => Cell.Of(item.CustomVariables.Select(variable => variable.Name))),
        Define("custom_variable_values", List, "Values of custom variables", item => Cell.Of(item.CustomVariables.Select(variable => variable.Value))),
        Define("custom_variables", Dict, "Custom variables", item => Cell.Of(item.CustomVariables.SelectMany(variable => new[] { variable.Name, variable.Value }))),
    ];

    /// <summary>A column of the item that <paramref name="item"/> finds in a row of another table; empty where it finds none.</summary>
    public static Column Through(Column column, string prefix, Func<object, LiveItem?> item) => new(
        prefix + column.Name,
        column.Type,
        column.Description,
        row => item(row) is { } found ? column.Read(found) : Cell.Empty);

    private static string Name(LiveItem item) => item.Definition.Name is { Description: { } description } name ? $"{name.Host}/{description}" : item.Definition.Name.Host;

    // An item that no status has come for yet has the configured one.
    private static double BusinessImpact(LiveItem item) => item.Status.Item == 0 ? item.Definition.BusinessImpact : item.Status.BusinessImpact;

    private static Column Status(string name, ColumnType type, string description, Func<LiveItem, Cell> read) =>
        new(name, type, description, row => read((LiveItem)row));

    private static Column Define(string name, ColumnType type, string description, Func<Item, Cell> read) =>
        new(name, type, description, row => read(((LiveItem)row).Definition));
}
