using Tsuba.Model.Items;

namespace Tsuba.Engine.Profiles;

/// <summary>
/// Every point in which the two profiles differ at run time, by name. Code asks a switch, never the profile.
/// Source: design 3, "Whose semantics"; reference/shinken.md 4 and 9.6.
/// </summary>
public sealed record SemanticSwitches
{
    /// <summary>As Shinken does.</summary>
    public static SemanticSwitches Shinken { get; } = new()
    {
        PassiveHostCodesAreStates = false,
        PassiveHostResultsAreHard = false,
        ServicesOfDownHostsAreHard = false,
        VolatileIsHardAtOnce = true,
        UnknownPhaseIsSilent = true,
        LogsEverySoftState = true,
        HostRecoveryShowsFirstAttempt = false,
        HardHostAttemptIsOne = false,
        NotificationPrecedesAlert = false,
        OutOfBoundsExitState = 3,
        FlapHistory = 20,
        HostIntervalWhenZero = TimeSpan.FromMinutes(5),
        HandlerOnChangedProblem = false,
        RenotifiesAtResults = false,
        RecoveryOnlyToTold = true,
        NotificationLogNamesAuthor = false,
        FreshnessOnlyOfPassiveItems = true,
        DependenciesSeeSoftStates = true,
        InitialStateWord = "CURRENT",
        LogsStatesAtRotation = false,
        LogsPending = true,
        StalkingLogsAlerts = false,
    };

    /// <summary>As Nagios 4 and Naemon do.</summary>
    public static SemanticSwitches Nagios { get; } = new()
    {
        PassiveHostCodesAreStates = true,
        PassiveHostResultsAreHard = true,
        ServicesOfDownHostsAreHard = true,
        VolatileIsHardAtOnce = false,
        UnknownPhaseIsSilent = false,
        LogsEverySoftState = false,
        HostRecoveryShowsFirstAttempt = true,
        HardHostAttemptIsOne = true,
        NotificationPrecedesAlert = true,
        OutOfBoundsExitState = 2,
        FlapHistory = 21,
        HostIntervalWhenZero = TimeSpan.Zero,
        HandlerOnChangedProblem = true,
        RenotifiesAtResults = true,
        RecoveryOnlyToTold = false,
        NotificationLogNamesAuthor = true,
        FreshnessOnlyOfPassiveItems = false,
        DependenciesSeeSoftStates = false,
        InitialStateWord = "INITIAL",
        LogsStatesAtRotation = true,
        LogsPending = false,
        StalkingLogsAlerts = true,
    };

    /// <summary>Passive host codes are 0 UP, 1 DOWN, 2 UNREACHABLE; else they are read like the exit code of a host check.</summary>
    public required bool PassiveHostCodesAreStates { get; init; }

    /// <summary>A passive bad result of a host is hard at once, unless passive_host_checks_are_soft; else it counts attempts.</summary>
    public required bool PassiveHostResultsAreHard { get; init; }

    /// <summary>A bad result of a service whose host is not UP is hard at attempt 1; else it counts attempts.</summary>
    public required bool ServicesOfDownHostsAreHard { get; init; }

    /// <summary>Each bad result of a volatile service is hard; else attempts count, and only then each bad result is told.</summary>
    public required bool VolatileIsHardAtOnce { get; init; }

    /// <summary>Going to hard UNKNOWN or UNREACHABLE from another bad state, and back to that state, is neither logged nor told.</summary>
    public required bool UnknownPhaseIsSilent { get; init; }

    /// <summary>Soft states are logged whatever log_host_retries and log_service_retries say.</summary>
    public required bool LogsEverySoftState { get; init; }

    /// <summary>The recovery of a host is shown with attempt 1; else with the attempt of the problem, and one more if that was soft.</summary>
    public required bool HostRecoveryShowsFirstAttempt { get; init; }

    /// <summary>Further bad results of a host in a hard problem show attempt 1; else the attempt stays.</summary>
    public required bool HardHostAttemptIsOne { get; init; }

    /// <summary>The NOTIFICATION line of a transition comes before its ALERT line.</summary>
    public required bool NotificationPrecedesAlert { get; init; }

    /// <summary>State of a service whose plugin ends outside 0 to 3 (host: DOWN either way): 2 CRITICAL or 3 UNKNOWN.</summary>
    public required byte OutOfBoundsExitState { get; init; }

    /// <summary>Results that flapping is judged by, where flap_history is left at its default.</summary>
    public required int FlapHistory { get; init; }

    /// <summary>What a check_interval of 0 means for a host; zero: it is not planned.</summary>
    public required TimeSpan HostIntervalWhenZero { get; init; }

    /// <summary>Event handlers run when a hard problem changes to another bad state.</summary>
    public required bool HandlerOnChangedProblem { get; init; }

    /// <summary>Repeated notifications leave with the first result after their time; else at their time.</summary>
    public required bool RenotifiesAtResults { get; init; }

    /// <summary>A recovery is told to those who were told of the problem; else to every contact once anybody was.</summary>
    public required bool RecoveryOnlyToTold { get; init; }

    /// <summary>NOTIFICATION lines of acknowledgements and custom notifications end with author and comment.</summary>
    public required bool NotificationLogNamesAuthor { get; init; }

    /// <summary>Freshness is watched only where active checks are off and freshness_threshold is not 0; else for all, where 0 means the interval.</summary>
    public required bool FreshnessOnlyOfPassiveItems { get; init; }

    /// <summary>Declared dependencies look at the present state of the master; else at its last hard one, unless soft_state_dependencies.</summary>
    public required bool DependenciesSeeSoftStates { get; init; }

    /// <summary>First word of the lines that log_initial_states writes.</summary>
    public required string InitialStateWord { get; init; }

    /// <summary>All states are logged again when the log rotates, if log_current_states is on.</summary>
    public required bool LogsStatesAtRotation { get; init; }

    /// <summary>Items without result are logged as PENDING; else as UP or OK.</summary>
    public required bool LogsPending { get; init; }

    /// <summary>A changed output of a stalked item is logged as an ALERT; else in a line of its own form.</summary>
    public required bool StalkingLogsAlerts { get; init; }

    /// <summary>The switches of a profile.</summary>
    public static SemanticSwitches Of(CompatibilityProfile profile) => profile == CompatibilityProfile.Nagios ? Nagios : Shinken;
}
