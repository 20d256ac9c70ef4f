using Tsuba.LiveState;
using Tsuba.Modules.Console.Pages;

namespace Tsuba.Modules.Console.Api;

/// <summary>A host or service as the API shows it. Times are seconds since 1970; 0: never.</summary>
public sealed record ApiItem(
    string Id,
    string Host,
    string? Service,
    string State,
    bool IsHard,
    int Attempt,
    int MaxAttempts,
    string Output,
    string LongOutput,
    string Perfdata,
    double LastCheck,
    double NextCheck,
    double LastStateChange,
    double LastHardStateChange,
    double LatencySeconds,
    double ExecutionSeconds,
    bool IsPassive,
    bool IsAcknowledged,
    int DowntimeDepth,
    bool IsHandled,
    bool IsFlapping,
    bool IsStale,
    bool ActiveChecksEnabled,
    bool PassiveChecksEnabled,
    bool NotificationsEnabled,
    int NotificationNumber,
    double LastNotification)
{
    internal static ApiItem From(LiveItem item)
    {
        var status = item.Status;
        var name = item.Definition.Name;
        return new ApiItem(
            item.Definition.Id.ToString(),
            name.Host,
            name.Description,
            StateText.Of(item),
            status.StateType == 1,
            (int)status.Attempt,
            item.Definition.Check.MaxAttempts,
            status.Output,
            status.LongOutput,
            status.Perfdata,
            status.LastCheck / 1000.0,
            status.NextCheck / 1000.0,
            status.LastStateChange / 1000.0,
            status.LastHardStateChange / 1000.0,
            status.LatencySeconds,
            status.ExecutionSeconds,
            status.CheckType == 1,
            status.Acknowledgement != 0,
            (int)status.DowntimeDepth,
            item.IsHandled,
            status.IsFlapping,
            status.IsStale,
            status.ChecksEnabled,
            status.PassiveEnabled,
            status.NotificationsEnabled,
            (int)status.NotificationNumber,
            status.LastNotification / 1000.0);
    }
}
