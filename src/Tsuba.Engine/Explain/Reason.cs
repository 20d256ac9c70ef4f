namespace Tsuba.Engine.Explain;

/// <summary>
/// Why the engine did something or did not. The numbers are on disk and on the wire: 1xx notifications (10x–14x item, 15x contact), 2xx planning,
/// 3xx states, 4xx results, 5xx event handlers. Three are told by explanations only, since as events they would come with every round of every
/// item: <see cref="NotDueYet"/>, <see cref="UnknownPhase"/> and <see cref="FirstCheckPlanned"/>.
/// </summary>
public enum Reason : ushort
{
    /// <summary>No reason.</summary>
    None = 0,

    /// <summary>Notifications are switched off for the program.</summary>
    NotificationsOff = 100,

    /// <summary>The item's notification_period is not valid now.</summary>
    OutsideNotificationPeriod = 101,

    /// <summary>Notifications are switched off for the item.</summary>
    ItemNotificationsOff = 102,

    /// <summary>notification_options of the item is n.</summary>
    NothingWanted = 103,

    /// <summary>notification_options of the item lacks the letter of this state or type.</summary>
    TypeNotWanted = 104,

    /// <summary>The acknowledged item is UP or OK.</summary>
    NothingToAcknowledge = 105,

    /// <summary>A flapping notification during a downtime.</summary>
    FlappingInDowntime = 106,

    /// <summary>More than one downtime is active; only the last exit is told.</summary>
    NestedDowntime = 107,

    /// <summary>The service's host is in downtime.</summary>
    HostInDowntime = 108,

    /// <summary>The item is in downtime.</summary>
    InDowntime = 109,

    /// <summary>The problem is not confirmed yet.</summary>
    SoftProblem = 110,

    /// <summary>The problem is acknowledged.</summary>
    AlreadyAcknowledged = 111,

    /// <summary>The item flaps.</summary>
    IsFlapping = 112,

    /// <summary>The service's host is not UP.</summary>
    HostNotUp = 113,

    /// <summary>Every root problem of the business rule is acknowledged or in downtime.</summary>
    RootProblemsHandled = 114,

    /// <summary>A declared dependency's master is in a state in which this item stays silent.</summary>
    MasterFailed = 115,

    /// <summary>No parent is UP, and the item is not to be told of UNREACHABLE.</summary>
    ParentsFailed = 116,

    /// <summary>The item has no contacts.</summary>
    NoContacts = 117,

    /// <summary>first_notification_delay has not passed yet.</summary>
    WaitsForFirstDelay = 118,

    /// <summary>Nobody was told of the problem, so nobody is told of its end.</summary>
    RecoveryUntold = 119,

    /// <summary>notification_interval has not passed yet.</summary>
    NotDueYet = 120,

    /// <summary>notification_interval is 0 and the problem has been told.</summary>
    ToldOnce = 121,

    /// <summary>No contact accepted the notification.</summary>
    NobodyAccepted = 122,

    /// <summary>The item went into UNKNOWN or UNREACHABLE, or came back from it to the state before.</summary>
    UnknownPhase = 123,

    /// <summary>The contact is in downtime.</summary>
    ContactInDowntime = 150,

    /// <summary>Notifications are switched off for the contact or all its ways.</summary>
    ContactNotificationsOff = 151,

    /// <summary>min_business_impact of every way is above the item's business_impact.</summary>
    ContactBusinessImpact = 152,

    /// <summary>No way's notification period is valid now.</summary>
    ContactOutsidePeriod = 153,

    /// <summary>No way's notification options hold the letter of this state or type.</summary>
    ContactTypeNotWanted = 154,

    /// <summary>No accepting way has a notification command.</summary>
    ContactWithoutCommand = 155,

    /// <summary>The contact was not told of the problem.</summary>
    ContactNotTold = 156,

    /// <summary>notification_interval is 0 and the contact has been told.</summary>
    ContactToldOnce = 157,

    /// <summary>The command of a notification or event handler cannot be run: its macros would make it unsafe, or its line is broken.</summary>
    CommandRefused = 158,

    /// <summary>The contact is notified.</summary>
    Notified = 180,

    /// <summary>An escalation chooses the contacts.</summary>
    Escalated = 181,

    /// <summary>The first check is planned.</summary>
    FirstCheckPlanned = 200,

    /// <summary>The check is moved to the next valid time of check_period.</summary>
    CheckMovedIntoPeriod = 201,

    /// <summary>check_period has no valid time within a year.</summary>
    CheckPeriodNeverValid = 202,

    /// <summary>Active checks of the item are off.</summary>
    ActiveChecksOff = 203,

    /// <summary>Active checks are off for the program.</summary>
    ProgramChecksOff = 204,

    /// <summary>A declared dependency's master is in a state in which this item is not checked.</summary>
    ExecutionDependencyFailed = 205,

    /// <summary>A check was forced.</summary>
    CheckForced = 206,

    /// <summary>A check was planned by a command.</summary>
    CheckScheduled = 207,

    /// <summary>The result did not come within time_to_orphanage; the check is planned again.</summary>
    CheckOrphaned = 208,

    /// <summary>Several planned times passed; they become one check.</summary>
    RoundsMissed = 209,

    /// <summary>The item is checked because one that depends on it failed.</summary>
    DependencyCheckRaised = 210,

    /// <summary>The result waits until the parents, or the host of the service, have been checked.</summary>
    HeldForParents = 211,

    /// <summary>The parents or the host have been checked; the held result takes effect.</summary>
    ParentsAnswered = 212,

    /// <summary>The parents or the host did not answer in time; the held result takes effect.</summary>
    ParentsSilent = 213,

    /// <summary>A check is planned earlier already; the command has no effect.</summary>
    KeptPlannedLater = 214,

    /// <summary>A check is already on its way.</summary>
    CheckInProgress = 215,

    /// <summary>The host of the service is not UP, and host_down_disable_service_checks holds.</summary>
    HostDownNoCheck = 216,

    /// <summary>The wall clock was set; what waits for the opening of a time period is planned anew.</summary>
    ClockSet = 217,

    /// <summary>The time period of a recurrent downtime is not in the configuration.</summary>
    RecurrencePeriodGone = 218,

    /// <summary>A problem began; it needs more attempts to be confirmed.</summary>
    SoftProblemBegan = 300,

    /// <summary>One more attempt found the problem.</summary>
    SoftProblemGoesOn = 301,

    /// <summary>The last attempt confirmed the problem.</summary>
    ProblemConfirmed = 302,

    /// <summary>max_check_attempts is 1.</summary>
    ProblemConfirmedAtOnce = 303,

    /// <summary>The service is volatile: every bad result is a confirmed problem.</summary>
    VolatileProblem = 304,

    /// <summary>The host is not UP, so the service's state is final at once.</summary>
    HostDownConfirms = 305,

    /// <summary>Passive host results are final at once.</summary>
    PassiveHostConfirms = 306,

    /// <summary>The confirmed state changed to another bad state.</summary>
    ProblemChanged = 307,

    /// <summary>The problem ended before it was confirmed.</summary>
    SoftRecovery = 308,

    /// <summary>The problem ended.</summary>
    Recovered = 309,

    /// <summary>No parent is UP.</summary>
    BecameUnreachable = 310,

    /// <summary>The state became UNKNOWN or UNREACHABLE; the state before is kept in mind.</summary>
    UnknownPhaseEntered = 311,

    /// <summary>The state came back from UNKNOWN or UNREACHABLE.</summary>
    UnknownPhaseLeft = 312,

    /// <summary>The share of changes reached the high threshold.</summary>
    FlappingBegan = 313,

    /// <summary>The share of changes fell below the low threshold.</summary>
    FlappingEnded = 314,

    /// <summary>A normal acknowledgement ends with a change of the hard state.</summary>
    AcknowledgementRemovedByChange = 315,

    /// <summary>An acknowledgement ends with the problem.</summary>
    AcknowledgementRemovedByRecovery = 316,

    /// <summary>The end time of the acknowledgement has come.</summary>
    AcknowledgementExpired = 317,

    /// <summary>A downtime ended and the problem is still there.</summary>
    DowntimeEndedProblemStays = 318,

    /// <summary>The item suffers from problems of others, which the detail names.</summary>
    BecameImpact = 319,

    /// <summary>Nothing above the item fails any more.</summary>
    ImpactEnded = 320,

    /// <summary>The maintenance check says that the item is in maintenance.</summary>
    MaintenanceBegan = 321,

    /// <summary>The maintenance check says that the item is in production again.</summary>
    MaintenanceEnded = 322,

    /// <summary>The occurrence has a result already, or is not on its way.</summary>
    DuplicateResult = 400,

    /// <summary>There is no such item in this part.</summary>
    UnknownItem = 401,

    /// <summary>Passive results are switched off for the item or the program.</summary>
    PassiveChecksOff = 402,

    /// <summary>The result is older than the last check.</summary>
    PassiveTooOld = 403,

    /// <summary>The last result is older than its freshness limit.</summary>
    StaleResult = 404,

    /// <summary>Event handlers are switched off for the item or the program.</summary>
    EventHandlersOff = 500,

    /// <summary>no_event_handlers_during_downtimes holds.</summary>
    EventHandlerInDowntime = 501,

    /// <summary>The event handler is run.</summary>
    EventHandlerRun = 502,

    /// <summary>Too many actions wait for their receipts: this one is left out.</summary>
    TooManyActions = 503,

    /// <summary>The snapshot command is run.</summary>
    SnapshotRun = 504,

    /// <summary>snapshot_interval has not passed since the last snapshot.</summary>
    SnapshotTooSoon = 505,

    /// <summary>snapshot_period is not valid now.</summary>
    OutsideSnapshotPeriod = 506,
}
