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
        NotificationPrecedesAlert = false,
        OutOfBoundsExitState = 3,
        FlapHistoryHoldsStates = false,
        FlappingNeedsFullHistory = true,
        FlapWeightsAreWide = false,
        RecoveryCountsAsNotification = false,
        EscalationsWithoutIntervalCount = false,
        FlappingSkipsSoftProblems = false,
        FlappingIsCommented = false,
        FlappingEndsAtThreshold = false,
        FirstDelayCountsFromHardState = false,
        SoftRecoveryIsRetried = false,
        HostDowntimeSilencesEveryType = true,
        DowntimeSilencesCustom = false,
        EndOfDowntimeTellsAnew = true,
        HostDependenciesSilenceServices = false,
        PendingIsAState = true,
        FlexibleDowntimeBeginsBeforeTelling = true,
        EscalationsTakeEveryType = false,
        SoftChangeEndsAcknowledgement = false,
        AnyChangeStartsFlexibleDowntime = false,
        AcknowledgementNeedsWish = false,
        HostIntervalWhenZero = TimeSpan.FromMinutes(5),
        HandlerOnChangedProblem = false,
        RenotifiesAtResults = false,
        RecoveryOnlyToTold = true,
        NotificationLogNamesAuthor = false,
        FreshnessOnlyOfPassiveItems = true,
        StaleOnlyWhenOlder = false,
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
        NotificationPrecedesAlert = true,
        OutOfBoundsExitState = 2,
        FlapHistoryHoldsStates = true,
        FlappingNeedsFullHistory = false,
        FlapWeightsAreWide = true,
        RecoveryCountsAsNotification = true,
        EscalationsWithoutIntervalCount = true,
        FlappingSkipsSoftProblems = true,
        FlappingIsCommented = true,
        FlappingEndsAtThreshold = true,
        FirstDelayCountsFromHardState = true,
        SoftRecoveryIsRetried = true,
        HostDowntimeSilencesEveryType = false,
        DowntimeSilencesCustom = true,
        EndOfDowntimeTellsAnew = false,
        HostDependenciesSilenceServices = true,
        PendingIsAState = false,
        FlexibleDowntimeBeginsBeforeTelling = false,
        EscalationsTakeEveryType = true,
        SoftChangeEndsAcknowledgement = true,
        AnyChangeStartsFlexibleDowntime = true,
        AcknowledgementNeedsWish = true,
        HostIntervalWhenZero = TimeSpan.Zero,
        HandlerOnChangedProblem = true,
        RenotifiesAtResults = true,
        RecoveryOnlyToTold = false,
        NotificationLogNamesAuthor = true,
        FreshnessOnlyOfPassiveItems = false,
        StaleOnlyWhenOlder = true,
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

    /// <summary>The NOTIFICATION line of a transition comes before its ALERT line.</summary>
    public required bool NotificationPrecedesAlert { get; init; }

    /// <summary>State of a service whose plugin ends outside 0 to 3 (host: DOWN either way): 2 CRITICAL or 3 UNKNOWN.</summary>
    public required byte OutOfBoundsExitState { get; init; }

    /// <summary>flap_history counts states, so there is one change less; else it counts changes.</summary>
    public required bool FlapHistoryHoldsStates { get; init; }

    /// <summary>Flapping is judged only once the history is full; else what is missing counts as unchanged.</summary>
    public required bool FlappingNeedsFullHistory { get; init; }

    /// <summary>Changes weigh 0.75 (oldest) to 1.25 (newest); else above 0.8 to 1.2.</summary>
    public required bool FlapWeightsAreWide { get; init; }

    /// <summary>Soft problems of services are no part of the history that flapping is judged by; else each result is.</summary>
    public required bool FlappingSkipsSoftProblems { get; init; }

    /// <summary>A comment stands at an item for as long as it flaps.</summary>
    public required bool FlappingIsCommented { get; init; }

    /// <summary>Flapping ends once the percentage is at the low threshold; else once it is below.</summary>
    public required bool FlappingEndsAtThreshold { get; init; }

    /// <summary>first_notification_delay counts from the confirmation of the problem; else from the last time the item was UP or OK.</summary>
    public required bool FirstDelayCountsFromHardState { get; init; }

    /// <summary>Escalations choose the contacts of acknowledgements, downtimes, flapping and custom notifications too; else of problems only.</summary>
    public required bool EscalationsTakeEveryType { get; init; }

    /// <summary>A normal acknowledgement ends with any change of the state; else with one of the hard state.</summary>
    public required bool SoftChangeEndsAcknowledgement { get; init; }

    /// <summary>A flexible downtime begins with the first bad result, or with another bad state; else with the confirmed problem.</summary>
    public required bool AnyChangeStartsFlexibleDowntime { get; init; }

    /// <summary>A flexible downtime begins before the problem that begins it is told, so it is not; else after that.</summary>
    public required bool FlexibleDowntimeBeginsBeforeTelling { get; init; }

    /// <summary>A contact is told of an acknowledgement only if he wants to be told of the state; else always.</summary>
    public required bool AcknowledgementNeedsWish { get; init; }

    /// <summary>A downtime of its host silences a service in everything but custom notifications; else its problems and recoveries only.</summary>
    public required bool HostDowntimeSilencesEveryType { get; init; }

    /// <summary>Custom notifications of an item that is in downtime, or its host is, are held back, unless they are forced.</summary>
    public required bool DowntimeSilencesCustom { get; init; }

    /// <summary>A problem that outlives a downtime is told with its next result; else when notification_interval has passed.</summary>
    public required bool EndOfDowntimeTellsAnew { get; init; }

    /// <summary>What silences a host by a declared dependency silences its services too.</summary>
    public required bool HostDependenciesSilenceServices { get; init; }

    /// <summary>State macros of an item without result say PENDING; else UP or OK.</summary>
    public required bool PendingIsAState { get; init; }

    /// <summary>The check after a soft recovery comes after retry_interval; else after check_interval.</summary>
    public required bool SoftRecoveryIsRetried { get; init; }

    /// <summary>A recovery carries the number after that of the last problem notification; else that number.</summary>
    public required bool RecoveryCountsAsNotification { get; init; }

    /// <summary>Whether an escalation without an interval counts with that of its item where the shortest of several is looked for.</summary>
    public required bool EscalationsWithoutIntervalCount { get; init; }

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

    /// <summary>A result is stale once it is older than its threshold, counted in full seconds; else once it is as old.</summary>
    public required bool StaleOnlyWhenOlder { get; init; }

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
