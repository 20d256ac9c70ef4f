using System.Collections.Frozen;
using System.Globalization;
using Tsuba.Model.Definitions;

namespace Tsuba.Model.Snapshots.Building;

/// <summary>For each property of a host or a service, the group it belongs to.</summary>
internal sealed class ItemSchema
{
    /// <summary>Number of groups that are interned.</summary>
    internal const int InternedGroups = (int)PropertyGroup.Modulations + 1;

    private const int HighestAddress = 31;

    private static readonly (PropertyGroup Group, string[] Names)[] Shared =
    [
        (PropertyGroup.Check,
        [
            "max_check_attempts", "check_interval", "retry_interval", "active_checks_enabled", "passive_checks_enabled", "check_period",
            "check_freshness", "freshness_threshold", "time_to_orphanage", "poller_tag", "priority", "process_perf_data", "initial_state",
            "initial_output", "retain_status_information", "retain_nonstatus_information", "resultmodulations", "checkmodulations",
        ]),
        (PropertyGroup.Notification,
        [
            "notifications_enabled", "notification_interval", "first_notification_delay", "notification_period", "notification_options",
            "contacts", "contact_groups", "escalations", "stalking_options",
        ]),
        (PropertyGroup.Flapping, ["flap_detection_enabled", "low_flap_threshold", "high_flap_threshold", "flap_detection_options"]),
        (PropertyGroup.EventHandler, ["event_handler_enabled", "event_handler", "reactionner_tag"]),
        (PropertyGroup.BusinessRule,
        [
            "business_rule_output_template", "business_rule_smart_notifications", "business_rule_downtime_as_ack",
            "business_rule_host_notification_options", "business_rule_service_notification_options",
        ]),
        (PropertyGroup.Maintenance,
        [
            "maintenance_period", "maintenance_check_command", "maintenance_checks_enabled", "maintenance_check_period",
            "maintenance_check_interval", "maintenance_retry_interval",
        ]),
        (PropertyGroup.Snapshot, ["snapshot_enabled", "snapshot_command", "snapshot_period", "snapshot_criteria", "snapshot_interval"]),
        (PropertyGroup.Presentation,
            ["notes", "notes_url", "action_url", "icon_image", "icon_image_alt", "icon_set", "labels", "custom_views"]),
        (PropertyGroup.Modulations, ["business_impact", "business_impact_modulations", "macromodulations"]),
        (PropertyGroup.Own, ["host_name", "display_name", "check_command"]),
    ];

    private readonly FrozenDictionary<string, PropertyGroup> _groups;
    private readonly bool _hasAddresses;

    private ItemSchema(ObjectType type, (PropertyGroup Group, string[] Names)[] further, bool hasAddresses)
    {
        Type = type;
        _hasAddresses = hasAddresses;
        _groups = Shared.Concat(further)
            .SelectMany(row => row.Names.Select(name => KeyValuePair.Create(name, row.Group)))
            .ToFrozenDictionary(StringComparer.Ordinal);
    }

    internal static ItemSchema Host { get; } = new(
        ObjectType.Host,
        [
            (PropertyGroup.Check, ["obsess_over_host"]),
            (PropertyGroup.Presentation, ["vrml_image", "statusmap_image", "2d_coords", "3d_coords"]),
            (PropertyGroup.Own, ["alias", "address", "parents", "realm"]),
        ],
        hasAddresses: true);

    internal static ItemSchema Service { get; } = new(
        ObjectType.Service,
        [
            (PropertyGroup.Check, ["obsess_over_service", "is_volatile", "host_dependency_enabled"]),
            (PropertyGroup.Presentation, ["aggregation"]),
            (PropertyGroup.Own, ["service_description"]),
        ],
        hasAddresses: false);

    internal ObjectType Type { get; }

    /// <summary>Names of all properties that have a group of their own.</summary>
    internal IEnumerable<string> Names => _groups.Keys;

    internal PropertyGroup GroupOf(string name)
    {
        if (CustomVariables.Is(name))
        {
            return PropertyGroup.Custom;
        }

        if (_groups.TryGetValue(name, out var group))
        {
            return group;
        }

        return _hasAddresses && AddressNumber(name) is not null ? PropertyGroup.FurtherAddress : PropertyGroup.Ignored;
    }

    /// <summary>5 of <c>address5</c>; null for anything else. Source: reference/shinken.md 3.4, <c>$HOSTADDRESS0$</c> to 31.</summary>
    internal static int? AddressNumber(string name) =>
        name.StartsWith("address", StringComparison.Ordinal)
        && int.TryParse(name.AsSpan(7), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number <= HighestAddress
            ? number
            : null;
}
