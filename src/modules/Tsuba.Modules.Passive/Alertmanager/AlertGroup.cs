namespace Tsuba.Modules.Passive.Alertmanager;

/// <summary>What Alertmanager's web hook sends. Source: Prometheus documentation, Alertmanager configuration, "webhook_config".</summary>
/// <param name="Version">Version of the payload; 4 is understood.</param>
/// <param name="GroupKey">Names the group of alerts.</param>
/// <param name="TruncatedAlerts">Alerts that were left out because of <c>max_alerts</c>.</param>
/// <param name="Alerts">The alerts.</param>
internal sealed record AlertGroup(string? Version, string? GroupKey, long TruncatedAlerts, IReadOnlyList<Alert?>? Alerts)
{
    /// <summary>The version that is understood.</summary>
    public const string KnownVersion = "4";
}
