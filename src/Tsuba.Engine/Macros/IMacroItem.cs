using Tsuba.Model.Items;
using Tsuba.Model.Objects;

namespace Tsuba.Engine.Macros;

/// <summary>What macros read of the run-time state of a host or service. Times are UTC milliseconds since 1970; 0: never.</summary>
public interface IMacroItem
{
    /// <summary>The configured item.</summary>
    Item Definition { get; }

    /// <summary>False while the item is to be called PENDING.</summary>
    bool HasBeenChecked { get; }

    /// <summary>State id: host 0 to 2, service 0 to 3.</summary>
    byte State { get; }

    /// <summary>State of the result before.</summary>
    byte LastState { get; }

    /// <summary>Soft or hard.</summary>
    StateType StateType { get; }

    /// <summary>Number of the attempt, from 1.</summary>
    int Attempt { get; }

    /// <summary>max_check_attempts in force.</summary>
    int MaxAttempts { get; }

    /// <summary>Number of the state change.</summary>
    ulong EventId { get; }

    /// <summary>Number of the change before.</summary>
    ulong LastEventId { get; }

    /// <summary>Number of the problem; 0: none.</summary>
    ulong ProblemId { get; }

    /// <summary>Number of the problem before.</summary>
    ulong LastProblemId { get; }

    /// <summary>Start minus plan.</summary>
    double LatencySeconds { get; }

    /// <summary>Run time of the plugin.</summary>
    double ExecutionSeconds { get; }

    /// <summary>Weighted share of changes in the flap history, percent.</summary>
    double PercentStateChange { get; }

    /// <summary>Number of active downtimes.</summary>
    int DowntimeDepth { get; }

    /// <summary>Time of the last result.</summary>
    long LastCheck { get; }

    /// <summary>Time of the last change of the state.</summary>
    long LastStateChange { get; }

    /// <summary>Last time UP or OK.</summary>
    long LastTimeOk { get; }

    /// <summary>Last time DOWN or WARNING.</summary>
    long LastTimeWarning { get; }

    /// <summary>Last time CRITICAL.</summary>
    long LastTimeCritical { get; }

    /// <summary>Last time UNREACHABLE or UNKNOWN.</summary>
    long LastTimeUnknown { get; }

    /// <summary>First line of the output.</summary>
    string Output { get; }

    /// <summary>Further lines.</summary>
    string LongOutput { get; }

    /// <summary>Performance data.</summary>
    string Perfdata { get; }

    /// <summary>Performance data of the result before.</summary>
    string LastPerfdata { get; }

    /// <summary>Check command in force; null: none.</summary>
    CommandCall? CheckCommand { get; }

    /// <summary>Who acknowledged; empty: nobody.</summary>
    string AcknowledgementAuthor { get; }

    /// <summary>What was said with it.</summary>
    string AcknowledgementComment { get; }

    /// <summary>Number of the last PROBLEM notification of this problem.</summary>
    int NotificationNumber { get; }

    /// <summary>business_impact in force, 0 to 5.</summary>
    int BusinessImpact { get; }

    /// <summary>A custom variable as CHANGE_CUSTOM_HOST_VAR or CHANGE_CUSTOM_SVC_VAR left it; null: as configured.</summary>
    string? FindChangedVariable(string name);
}
