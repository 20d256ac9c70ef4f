using System.Collections.Immutable;
using Tsuba.LiveState;
using Tsuba.LiveState.Columns;
using Tsuba.Model.Objects;
using Item = Tsuba.Modules.Livestatus.Tables.Make<Tsuba.LiveState.LiveItem>;

namespace Tsuba.Modules.Livestatus.Tables;

/// <summary>Columns that hosts and services share. Source: reference/livestatus.md 11.</summary>
internal static class ItemColumns
{
    public static ImmutableArray<Column> All { get; } =
    [
        .. States(),
        .. Switches(),
        .. Configured(),
        .. Texts(),
        .. Relations(),
    ];

    private static ImmutableArray<Column> States() =>
    [
        OfStatus.Int("state", "State as a number", StatusField.State, status => status.State),
        OfStatus.Int("state_type", "0 soft, 1 hard", StatusField.StateType, status => status.StateType),
        Item.Int("hard_state", "State if it is hard or good, else the last hard state", (item, _) => HardState(item)),
        OfStatus.Int("last_state", "State before the last change", StatusField.LastState, status => status.LastState),
        OfStatus.Int("last_hard_state", "Last hard state", StatusField.LastHardState, status => status.LastHardState),
        OfStatus.Flag("has_been_checked", "0: pending", StatusField.HasBeenChecked, status => status.HasBeenChecked),
        OfStatus.Int("current_attempt", "Number of the current attempt", StatusField.Attempt, status => status.Attempt),
        Item.Int("max_check_attempts", "Attempts until a state is hard", (item, _) => item.Status.MaxAttempts > 0 ? item.Status.MaxAttempts : item.Definition.Check.MaxAttempts),
        OfStatus.Text("plugin_output", "First line of the output", status => status.Output),
        OfStatus.Text("long_plugin_output", "Further lines, with \\n between them", status => status.LongOutput.Length == 0 ? "" : status.LongOutput.ReplaceLineEndings("\\n")),
        OfStatus.Perfdata("perf_data", "Performance data", status => status.Perfdata),
        Item.Real("latency", "Seconds between planned and real start of the last check", (item, _) => Rounded(item.Status.LatencySeconds)),
        Item.Real("execution_time", "Seconds that the last check took", (item, _) => Rounded(item.Status.ExecutionSeconds)),
        OfStatus.Int("check_type", "The last result was 0 active, 1 passive", StatusField.CheckType, status => status.CheckType),
        OfStatus.Text("check_source", "Poller of the last check", status => status.Poller),
        Item.Int("check_options", "Flags of the next check; none are kept here", (_, _) => 0),
        OfStatus.Time("last_check", "Last check", status => status.LastCheck),
        OfStatus.Time("next_check", "Next check", status => status.NextCheck),
        OfStatus.Time("last_state_change", "Last change of the state", status => status.LastStateChange),
        OfStatus.Time("last_hard_state_change", "Last change of the hard state", status => status.LastHardStateChange),
        OfStatus.Time("last_notification", "Last notification", status => status.LastNotification),
        OfStatus.Time("next_notification", "Next notification", status => status.NextNotification),
        Item.Real("last_update", "When anything of it changed last, in seconds with microseconds", (item, _) => item.LastUpdateUtcMicroseconds / 1_000_000.0),
        OfStatus.Int("current_notification_number", "Notifications for the present problem", StatusField.NotificationNumber, status => status.NotificationNumber),
        OfStatus.Int("notified_on", "Bits of the states that were notified", status => status.NotificationNumber > 0 ? 1L << (int)status.State : 0),
        OfStatus.Flag("no_more_notifications", "Whether the problem is not notified any more", StatusField.NoMoreNotifications, status => status.NoMoreNotifications),
        OfStatus.Flag("acknowledged", "Whether the problem is acknowledged", StatusField.IsAcknowledged, status => status.Acknowledgement != 0),
        OfStatus.Int("acknowledgement_type", "0 none, 1 normal, 2 sticky", StatusField.Acknowledgement, status => status.Acknowledgement),
        OfStatus.Int("scheduled_downtime_depth", "Downtimes in effect", StatusField.DowntimeDepth, status => status.DowntimeDepth),
        Item.Flag("pending_flex_downtime", "Whether a flexible downtime waits for a problem", (item, context) => HasFlexibleDowntime(item, context)),
        OfStatus.Flag("is_flapping", "Whether it flaps", StatusField.IsFlapping, status => status.IsFlapping),
        Item.Real("percent_state_change", "Changes of state in percent", (item, _) => Rounded(item.Status.PercentStateChange)),
        OfStatus.Flag("is_executing", "Whether a check runs now", StatusField.IsExecuting, status => status.IsExecuting),
        Item.Real("staleness", "Age of the last check in check intervals", (item, context) => Staleness(item, context)),
        OfStatus.Flag("is_problem", "Whether it is a root problem", StatusField.IsProblem, status => status.IsProblem),
        OfStatus.Flag("is_impact", "Whether its state comes from another problem", StatusField.IsImpact, status => status.IsImpact),
        OfStatus.Text("context", "DOWNTIME, FLAPPING, ACKNOWLEDGED, partial or inherited, or NOTHING", status => ContextNames.Of(status.Context)),
        Item.Int("business_impact", "0 to 5; of a root problem at least that of its impacts", (item, _) => BusinessImpact(item)),
        Item.Int("criticity", "Old name of business_impact", (item, _) => BusinessImpact(item)),
    ];

    private static ImmutableArray<Column> Switches() =>
    [
        OfStatus.Flag("checks_enabled", "Whether active checks are on", StatusField.ChecksEnabled, status => status.ChecksEnabled),
        OfStatus.Flag("active_checks_enabled", "Whether active checks are on", StatusField.ChecksEnabled, status => status.ChecksEnabled),
        OfStatus.Flag("accept_passive_checks", "Whether passive results are taken", StatusField.PassiveEnabled, status => status.PassiveEnabled),
        OfStatus.Flag("notifications_enabled", "Whether it is notified", StatusField.NotificationsEnabled, status => status.NotificationsEnabled),
        OfStatus.Flag("event_handler_enabled", "Whether its event handler is on", StatusField.EventHandlerEnabled, status => status.EventHandlerEnabled),
        OfStatus.Flag("flap_detection_enabled", "Whether flapping is looked for", StatusField.FlapDetectionEnabled, status => status.FlapDetectionEnabled),
        OfStatus.Flag("obsess", "Whether the obsessive command is run", StatusField.Obsess, status => status.Obsess),
        Item.Flag("check_freshness", "Whether the age of results is watched", (item, _) => item.Definition.Check.FreshnessEnabled),
        Item.Flag("process_performance_data", "Whether performance data is processed", (item, _) => item.Definition.Check.ProcessPerfdata),
        Item.Flag("should_be_scheduled", "Whether active checks are planned", (item, context) => item.Status.ChecksEnabled && CheckInterval(item, context) > 0),
        Item.Mask("modified_attributes", "What was changed at run time, as a mask", (item, _) => item.Status.ModifiedAttributes),
        new ListColumn("modified_attributes_list", ColumnType.List, "What was changed at run time, as names", (row, _, cell) => ModifiedAttributes.Write(((LiveItem)row).Status.ModifiedAttributes, cell))
        {
            Mask = (row, _) => ((LiveItem)row).Status.ModifiedAttributes,
        },
        Item.Flag("in_check_period", "Whether the check period holds now", (item, context) => context.IsIn(PresentPeriods.CheckPeriod(item, context))),
        Item.Flag("in_notification_period", "Whether the notification period holds now", (item, context) => context.IsIn(PresentPeriods.NotificationPeriod(item, context))),
    ];

    private static ImmutableArray<Column> Configured() =>
    [
        Item.Int("id", "Place in the table", (item, context) => context.Index.IdOf(item)),
        Item.Configured("display_name", "Name to show", (item, _) => item.Definition.DisplayName),
        Item.Text("check_command", "Check command with its arguments", (item, _) => item.Status.CheckCommand.Length > 0 ? item.Status.CheckCommand : item.Definition.CheckCommand?.Text ?? ""),
        Item.Text("event_handler", "Event handler", (item, _) => item.Status.EventHandler.Length > 0 ? item.Status.EventHandler : item.Definition.EventHandler.Command?.Text ?? ""),
        Item.Text("check_period", "Name of the check period; empty: always", (item, context) => PresentPeriods.CheckPeriod(item, context)?.Name ?? ""),
        Item.Text("notification_period", "Name of the notification period; empty: always", (item, context) => PresentPeriods.NotificationPeriod(item, context)?.Name ?? ""),
        Item.Real("notification_interval", "Between notifications, in units of interval_length", (item, context) => Units(item.Definition.Notification.Interval, context)),
        Item.Real("first_notification_delay", "Before the first notification, in units of interval_length", (item, context) => Units(item.Definition.Notification.FirstDelay, context)),
        Item.Real("check_interval", "Between checks, in units of interval_length", CheckInterval),
        Item.Real("retry_interval", "Between checks of a soft state, in units of interval_length", (item, context) => item.Status.RetryIntervalSeconds > 0 ? Units(TimeSpan.FromSeconds(item.Status.RetryIntervalSeconds), context) : Units(item.Definition.Check.RetryInterval, context)),
        Item.Int("check_timeout", "Seconds that a check may take", (item, context) => CheckTimeout(item, context)),
        Item.Int("initial_state", "State at the start", (item, _) => InitialState(item)),
        Item.Real("low_flap_threshold", "Percent below which flapping ends", (item, context) => item.Definition.Flapping.Low ?? (item is LiveHost ? context.Site.Settings.LowHostFlapThreshold : context.Site.Settings.LowServiceFlapThreshold)),
        Item.Real("high_flap_threshold", "Percent from which it flaps", (item, context) => item.Definition.Flapping.High ?? (item is LiveHost ? context.Site.Settings.HighHostFlapThreshold : context.Site.Settings.HighServiceFlapThreshold)),
        Item.Int("hourly_value", "Of Nagios 4; always 0", (_, _) => 0),
        Item.Int("pnpgraph_present", "-1: no path of PNP is configured", (_, _) => -1),
        Item.Configured("poller_tag", "Which pollers may check it; empty: untagged ones", (item, _) => item.Definition.Check.PollerTag ?? item.Definition.CheckCommand?.Command?.PollerTag ?? ""),
        Item.Flag("got_business_rule", "Whether the state comes from a business rule", (item, _) => item.Definition.CheckCommand?.Kind == CommandCallKind.BusinessRule),
    ];

    private static ImmutableArray<Column> Texts() =>
    [
        Item.Configured("notes", "Notes", (item, _) => item.Definition.Presentation.Notes),
        Item.Text("notes_expanded", "Notes with macros resolved", (item, _) => ItemMacros.Expand(item.Definition.Presentation.Notes, item)),
        Item.Configured("notes_url", "Address of notes", (item, _) => item.Definition.Presentation.NotesUrl),
        Item.Text("notes_url_expanded", "Address of notes with macros resolved", (item, _) => ItemMacros.Expand(item.Definition.Presentation.NotesUrl, item)),
        Item.Configured("action_url", "Address of actions", (item, _) => item.Definition.Presentation.ActionUrl),
        Item.Text("action_url_expanded", "Address of actions with macros resolved", (item, _) => ItemMacros.Expand(item.Definition.Presentation.ActionUrl, item)),
        Item.Configured("icon_image", "Icon", (item, _) => item.Definition.Presentation.IconImage),
        Item.Text("icon_image_expanded", "Icon with macros resolved", (item, _) => ItemMacros.Expand(item.Definition.Presentation.IconImage, item)),
        Item.Configured("icon_image_alt", "Text for the icon", (item, _) => item.Definition.Presentation.IconImageAlt),
        Item.List("labels", "Labels", (item, _, cell) => Write(item.Definition.Presentation.Labels, cell)),
        Item.List("custom_variable_names", "Names of custom variables", (item, _, cell) => ItemVariables.Write(item, cell, names: true, values: false)),
        Item.List("custom_variable_values", "Values of custom variables", (item, _, cell) => ItemVariables.Write(item, cell, names: false, values: true)),
        Item.Dict("custom_variables", "Custom variables", (item, _, cell) => ItemVariables.Write(item, cell, names: true, values: true)),
    ];

    private static ImmutableArray<Column> Relations() =>
    [
        Item.List("contacts", "Contacts, groups resolved", (item, _, cell) =>
        {
            foreach (var contact in item.Definition.Notification.Contacts)
            {
                cell.Add(contact.Name);
            }
        }),
        Item.List("contact_groups", "Groups of its contacts", (item, context, cell) => Write(context.Index.ContactGroupsOf(item.Definition.Notification), cell)),
        Item.List("source_problems", "Root problems that it suffers from", (item, context, cell) => WriteItems(item.SourceProblems, context, cell)),
        Item.List("impacts", "What suffers from it", (item, context, cell) => WriteItems(item.Impacts, context, cell)),
        Item.List("parent_dependencies", "What it depends on: host or host/service", (item, context, cell) => context.Index.Neighbours.WriteParents(item, context, cell)),
        Item.List("child_dependencies", "What depends on it: host or host/service", (item, context, cell) => context.Index.Neighbours.WriteChildren(item, context, cell)),
        Item.List("depends_exec", "Masters of its execution dependencies", (item, context, cell) => Masters(item, context, cell, execution: true, withInfo: false)),
        Item.List("depends_notify", "Masters of its notification dependencies", (item, context, cell) => Masters(item, context, cell, execution: false, withInfo: false)),
        Item.List("depends_exec_with_info", "The same with failure options, period and inheritance", (item, context, cell) => Masters(item, context, cell, execution: true, withInfo: true)),
        Item.List("depends_notify_with_info", "The same with failure options, period and inheritance", (item, context, cell) => Masters(item, context, cell, execution: false, withInfo: true)),
        .. ItemNoteColumns.All,
    ];

    internal static void Write(IEnumerable<string> texts, ListCell cell)
    {
        foreach (var text in texts)
        {
            cell.Add(text);
        }
    }

    internal static uint HardState(LiveItem item)
    {
        var status = item.Status;
        return status is { State: 0 } or { StateType: 1 } ? status.State : status.LastHardState;
    }

    // A host is its name, a service a pair.
    private static void WriteItems(IEnumerable<LiveItem> items, QueryContext context, ListCell cell)
    {
        foreach (var item in items)
        {
            if (context.Viewer.Sees(item))
            {
                WriteName(item.Definition, cell);
            }
        }
    }

    private static void WriteName(Model.Objects.Item item, ListCell cell)
    {
        if (item is Service service)
        {
            cell.AddPair(service.Host.HostName, service.Description);
        }
        else
        {
            cell.Add(item.Name.Host);
        }
    }

    private static void Masters(LiveItem item, QueryContext context, ListCell cell, bool execution, bool withInfo)
    {
        foreach (var dependency in context.Index.Neighbours.MastersOf(item))
        {
            var criteria = execution ? dependency.ExecutionCriteria : dependency.NotificationCriteria;
            if (criteria == StateOptions.None || !context.Shows(dependency.Master.Id))
            {
                continue;
            }

            if (!withInfo)
            {
                WriteName(dependency.Master, cell);
                continue;
            }

            cell.Open();
            cell.Add(dependency.Master.Name.Host);
            if (dependency.Master is Service service)
            {
                cell.Add(service.Description);
            }

            cell.Add((long)criteria);
            cell.Add(dependency.Period?.Name ?? "");
            cell.Add(dependency.InheritsParent);
            cell.Close();
        }
    }

    private static bool HasFlexibleDowntime(LiveItem item, QueryContext context)
    {
        foreach (var downtime in context.Notes.DowntimesOf(item.Definition.Id.Value))
        {
            if (downtime is { IsFixed: false, IsActive: false } && downtime.StartUtcMs <= context.NowMilliseconds && downtime.EndUtcMs > context.NowMilliseconds)
            {
                return true;
            }
        }

        return false;
    }

    private static double CheckInterval(LiveItem item, QueryContext context) =>
        Units(item.Status.CheckIntervalSeconds > 0 ? TimeSpan.FromSeconds(item.Status.CheckIntervalSeconds) : item.Definition.Check.Interval, context);

    // An interval of 0 counts as one unit.
    private static double Staleness(LiveItem item, QueryContext context)
    {
        var units = CheckInterval(item, context);
        var seconds = (units > 0 ? units : 1) * context.Site.Settings.IntervalLength.TotalSeconds;
        return (context.NowMilliseconds - item.Status.LastCheck) / 1000.0 / seconds;
    }

    private static long CheckTimeout(LiveItem item, QueryContext context)
    {
        var usual = item is LiveHost ? context.Site.Settings.HostCheckTimeout : context.Site.Settings.ServiceCheckTimeout;
        return (long)(item.Definition.CheckCommand?.Command?.Timeout ?? usual).TotalSeconds;
    }

    private static long InitialState(LiveItem item) => (item.Definition.Check.InitialState, item) switch
    {
        ('d' or 'w', _) => 1,
        ('u', LiveHost) or ('c', _) => 2,
        ('u', _) => 3,
        _ => 0,
    };

    // An item that no status has come for yet has the configured one.
    private static long BusinessImpact(LiveItem item) => item.Status.Item == 0 ? item.Definition.BusinessImpact : item.Status.BusinessImpact;

    private static double Units(TimeSpan span, QueryContext context) => span / context.Site.Settings.IntervalLength;

    // Statuses carry them as floats of 32 bits; digits behind the sixth are noise.
    private static double Rounded(float value) => Math.Round(value, 6);
}
