using System.Collections.Immutable;
using Tsuba.Engine.Contexts;
using Tsuba.Model.Items;
using Tsuba.Model.Objects;

namespace Tsuba.Engine.Outputs.Events;

/// <summary>The whole run-time state of one item after a change; at most one per item and turn. Times are UTC milliseconds since 1970; 0: never.</summary>
public sealed record StatusChanged : EngineEvent
{
    /// <summary>The item.</summary>
    public required ItemId Item { get; init; }

    /// <summary>State id: host 0 to 2, service 0 to 3.</summary>
    public required byte State { get; init; }

    /// <summary>Soft or hard.</summary>
    public required StateType StateType { get; init; }

    /// <summary>Number of the attempt, from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>max_check_attempts in force.</summary>
    public required int MaxAttempts { get; init; }

    /// <summary>False while the item is PENDING.</summary>
    public required bool HasBeenChecked { get; init; }

    /// <summary>State of the result before.</summary>
    public required byte LastState { get; init; }

    /// <summary>Hard state before the current one, or the current one.</summary>
    public required byte LastHardState { get; init; }

    /// <summary>Time of the last result.</summary>
    public required long LastCheck { get; init; }

    /// <summary>Time of the next planned check.</summary>
    public required long NextCheck { get; init; }

    /// <summary>Time of the last change of the state.</summary>
    public required long LastStateChange { get; init; }

    /// <summary>Time of the last change of the hard state.</summary>
    public required long LastHardStateChange { get; init; }

    /// <summary>Last time UP or OK.</summary>
    public required long LastTimeOk { get; init; }

    /// <summary>Last time DOWN or WARNING.</summary>
    public required long LastTimeWarning { get; init; }

    /// <summary>Last time CRITICAL.</summary>
    public required long LastTimeCritical { get; init; }

    /// <summary>Last time UNREACHABLE or UNKNOWN.</summary>
    public required long LastTimeUnknown { get; init; }

    /// <summary>First line of the output.</summary>
    public required string Output { get; init; }

    /// <summary>Further lines.</summary>
    public required string LongOutput { get; init; }

    /// <summary>Performance data.</summary>
    public required string Perfdata { get; init; }

    /// <summary>Start minus plan.</summary>
    public required float LatencySeconds { get; init; }

    /// <summary>Run time of the plugin.</summary>
    public required float ExecutionSeconds { get; init; }

    /// <summary>Whether the last result was passive.</summary>
    public required bool IsPassive { get; init; }

    /// <summary>Whether the item flaps.</summary>
    public required bool IsFlapping { get; init; }

    /// <summary>Weighted share of changes in the flap history, percent.</summary>
    public required float PercentStateChange { get; init; }

    /// <summary>0 none, 1 normal, 2 sticky.</summary>
    public required byte Acknowledgement { get; init; }

    /// <summary>Number of active downtimes.</summary>
    public required int DowntimeDepth { get; init; }

    /// <summary>Number of the last PROBLEM notification of this problem.</summary>
    public required int NotificationNumber { get; init; }

    /// <summary>Time of the last notification.</summary>
    public required long LastNotification { get; init; }

    /// <summary>Time of the next planned one.</summary>
    public required long NextNotification { get; init; }

    /// <summary>Active checks.</summary>
    public required bool ChecksEnabled { get; init; }

    /// <summary>Passive checks.</summary>
    public required bool PassiveEnabled { get; init; }

    /// <summary>Notifications.</summary>
    public required bool NotificationsEnabled { get; init; }

    /// <summary>Event handler.</summary>
    public required bool EventHandlerEnabled { get; init; }

    /// <summary>Flap detection.</summary>
    public required bool FlapDetectionEnabled { get; init; }

    /// <summary>Obsess command.</summary>
    public required bool Obsess { get; init; }

    /// <summary>Whether a check is on its way.</summary>
    public required bool IsExecuting { get; init; }

    /// <summary>MODATTR bits.</summary>
    public required uint ModifiedAttributes { get; init; }

    /// <summary>Whether it is a root problem.</summary>
    public required bool IsProblem { get; init; }

    /// <summary>Whether it suffers from another problem.</summary>
    public required bool IsImpact { get; init; }

    /// <summary>Problems it suffers from.</summary>
    public required ImmutableArray<ItemId> SourceProblems { get; init; }

    /// <summary>Items that suffer from it.</summary>
    public required ImmutableArray<ItemId> Impacts { get; init; }

    /// <summary>What surrounds the state.</summary>
    public required ItemContext Context { get; init; }

    /// <summary>0 to 5.</summary>
    public required int BusinessImpact { get; init; }

    /// <summary>Check command, only where changed at run time.</summary>
    public string? CheckCommand { get; init; }

    /// <summary>Name of the check period, only where changed at run time.</summary>
    public string? CheckPeriod { get; init; }

    /// <summary>Name of the notification period, only where changed at run time.</summary>
    public string? NotificationPeriod { get; init; }

    /// <summary>Event handler, only where changed at run time.</summary>
    public string? EventHandler { get; init; }

    /// <summary>Custom variables changed at run time.</summary>
    public required ImmutableArray<CustomVariable> CustomVariables { get; init; }

    /// <summary>Number of the state change.</summary>
    public required ulong EventId { get; init; }

    /// <summary>Number of the problem; 0: none.</summary>
    public required ulong ProblemId { get; init; }

    /// <summary>Number of the change before.</summary>
    public required ulong LastEventId { get; init; }

    /// <summary>Number of the problem before.</summary>
    public required ulong LastProblemId { get; init; }

    /// <summary>Only where changed at run time; 0: as configured.</summary>
    public required float CheckIntervalSeconds { get; init; }

    /// <summary>Only where changed at run time; 0: as configured.</summary>
    public required float RetryIntervalSeconds { get; init; }

    /// <summary>Who ran the last check.</summary>
    public required string Poller { get; init; }

    /// <summary>Older than its freshness limit.</summary>
    public required bool IsStale { get; init; }

    /// <summary>Whether this problem is notified no more.</summary>
    public required bool NoMoreNotifications { get; init; }
}
