using System.Collections.Immutable;

namespace Tsuba.Model.Diagnostics;

/// <summary>Findings TSB2xxx: values, references between objects, time periods.</summary>
public static class SnapshotFindings
{
    /// <summary>A value cannot be read.</summary>
    public static DiagnosticCode ValueUnreadable { get; } = new(
        "TSB2001", Severity.Error, "A value cannot be read",
        "Write a value of the kind that the message names.");

    /// <summary>A number is out of its range.</summary>
    public static DiagnosticCode NumberOutOfRange { get; } = new(
        "TSB2002", Severity.Error, "A number is out of its range",
        "Write a number inside the range that the message names.");

    /// <summary>An unknown option letter.</summary>
    public static DiagnosticCode OptionUnknown { get; } = new(
        "TSB2003", Severity.Error, "An unknown option letter",
        "Use only the letters that the message lists.");

    /// <summary>An unknown object is named.</summary>
    public static DiagnosticCode NameUnknown { get; } = new(
        "TSB2004", Severity.Error, "An unknown object is named",
        "Define the object, or correct its name.");

    /// <summary>A required property is missing.</summary>
    public static DiagnosticCode PropertyMissing { get; } = new(
        "TSB2005", Severity.Error, "A required property is missing",
        "Set the property, or inherit it from a template.");

    /// <summary>Two objects have one name.</summary>
    public static DiagnosticCode NameTwice { get; } = new(
        "TSB2006", Severity.Error, "Two objects have one name",
        "Rename or remove one of them.");

    /// <summary>Two items have one id.</summary>
    public static DiagnosticCode IdTwice { get; } = new(
        "TSB2007", Severity.Error, "Two items have one id",
        "Rename one of the two items: their names have the same 64-bit hash.");

    /// <summary>An unknown time zone.</summary>
    public static DiagnosticCode ZoneUnknown { get; } = new(
        "TSB2008", Severity.Error, "An unknown time zone",
        "Use a name of the time zone database, such as Europe/Paris.");

    /// <summary>A group names a member that does not exist.</summary>
    public static DiagnosticCode MemberUnknown { get; } = new(
        "TSB2009", Severity.Warning, "A group names a member that does not exist",
        "Correct the name, or remove it from the group.");

    /// <summary>Objects refer to each other in a circle.</summary>
    public static DiagnosticCode Circle { get; } = new(
        "TSB2010", Severity.Error, "Objects refer to each other in a circle",
        "Break the circle that the message shows.");

    /// <summary>A business rule cannot be evaluated.</summary>
    public static DiagnosticCode RuleImpossible { get; } = new(
        "TSB2011", Severity.Error, "A business rule cannot be evaluated",
        "Correct the expression, or define the items that it names.");

    /// <summary>An item or contact has no time period.</summary>
    public static DiagnosticCode PeriodMissing { get; } = new(
        "TSB2012", Severity.Warning, "An item or contact has no time period",
        "Set the period that the message names, or leave it if any time is meant.");

    /// <summary>Recoveries are wanted without problems.</summary>
    public static DiagnosticCode RecoveryAlone { get; } = new(
        "TSB2013", Severity.Warning, "Recoveries are wanted without problems",
        "Add the letters of problems, or remove the r.");

    /// <summary>A notification interval is shorter than the check interval.</summary>
    public static DiagnosticCode IntervalTooShort { get; } = new(
        "TSB2014", Severity.Warning, "A notification interval is shorter than the check interval",
        "Make notification_interval at least as long as check_interval.");

    /// <summary>Hosts have no services.</summary>
    public static DiagnosticCode HostsWithoutServices { get; } = new(
        "TSB2015", Severity.Information, "Hosts have no services",
        "Define services for them, if they are to have any.");

    /// <summary>A contact wants to be told of nothing.</summary>
    public static DiagnosticCode OptionsMissing { get; } = new(
        "TSB2016", Severity.Warning, "A contact wants to be told of nothing",
        "Set the options that the message names, to n if nothing is meant.");

    /// <summary>A time period entry is not understood.</summary>
    public static DiagnosticCode DateNotUnderstood { get; } = new(
        "TSB2101", Severity.Warning, "A time period entry is not understood",
        "Write one of the thirteen forms of dates.");

    /// <summary>A time of day is impossible.</summary>
    public static DiagnosticCode TimeImpossible { get; } = new(
        "TSB2102", Severity.Error, "A time of day is impossible",
        "Write HH:MM-HH:MM between 00:00 and 24:00.");

    /// <summary>A date is impossible.</summary>
    public static DiagnosticCode DateImpossible { get; } = new(
        "TSB2103", Severity.Warning, "A date is impossible",
        "Write a date that exists in the calendar, the start before the end.");

    /// <summary>Time periods exclude each other in a circle.</summary>
    public static DiagnosticCode ExcludeCircle { get; } = new(
        "TSB2104", Severity.Error, "Time periods exclude each other in a circle",
        "Remove one of the exclusions.");

    /// <summary>A range of times ends before it starts.</summary>
    public static DiagnosticCode TimesReversed { get; } = new(
        "TSB2105", Severity.Warning, "A range of times ends before it starts",
        "Write two ranges: 22:00-24:00,00:00-06:00.");

    /// <summary>All rows, by code.</summary>
    public static ImmutableArray<DiagnosticCode> Rows { get; } =
    [
        ValueUnreadable,
        NumberOutOfRange,
        OptionUnknown,
        NameUnknown,
        PropertyMissing,
        NameTwice,
        IdTwice,
        ZoneUnknown,
        MemberUnknown,
        Circle,
        RuleImpossible,
        PeriodMissing,
        RecoveryAlone,
        IntervalTooShort,
        HostsWithoutServices,
        OptionsMissing,
        DateNotUnderstood,
        TimeImpossible,
        DateImpossible,
        ExcludeCircle,
        TimesReversed,
    ];
}
