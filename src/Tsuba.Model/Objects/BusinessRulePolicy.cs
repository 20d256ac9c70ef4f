namespace Tsuba.Model.Objects;

/// <summary>What surrounds a business rule. The expression stands in the check command.</summary>
public sealed record BusinessRulePolicy
{
    /// <summary>business_rule_output_template.</summary>
    public string OutputTemplate { get; init; } = "";

    /// <summary>business_rule_smart_notifications.</summary>
    public bool SmartNotifications { get; init; }

    /// <summary>business_rule_downtime_as_ack.</summary>
    public bool DowntimeAsAcknowledgement { get; init; }

    /// <summary>business_rule_host_notification_options; null: unchanged.</summary>
    public StateOptions? HostNotificationOptions { get; init; }

    /// <summary>business_rule_service_notification_options; null: unchanged.</summary>
    public StateOptions? ServiceNotificationOptions { get; init; }
}
