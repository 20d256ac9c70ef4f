namespace Tsuba.Model.Diagnostics;

public static partial class DiagnosticCatalogue
{
    // TSB2xxx: values, references between objects, time periods.
    private static IEnumerable<DiagnosticCode> SnapshotRows() =>
    [
        new("TSB2001", Severity.Error, "A value cannot be read", "Write a value of the kind that the message names."),
        new("TSB2002", Severity.Error, "A number is out of its range", "Write a number inside the range that the message names."),
        new("TSB2003", Severity.Error, "An unknown option letter", "Use only the letters that the message lists."),
        new("TSB2004", Severity.Error, "An unknown object is named", "Define the object, or correct its name."),
        new("TSB2005", Severity.Error, "A required property is missing", "Set the property, or inherit it from a template."),
        new("TSB2006", Severity.Error, "Two objects have one name", "Rename or remove one of them."),
        new("TSB2007", Severity.Error, "Two items have one id", "Rename one of the two items: their names have the same 64-bit hash."),
        new("TSB2008", Severity.Error, "An unknown time zone", "Use a name of the time zone database, such as Europe/Paris."),
        new("TSB2009", Severity.Warning, "A group names a member that does not exist", "Correct the name, or remove it from the group."),
        new("TSB2010", Severity.Error, "Objects depend on each other in a circle", "Break the circle that the message shows."),
        new("TSB2011", Severity.Warning, "A setting contradicts another", "Change one of the two settings."),
        new("TSB2101", Severity.Warning, "A time period entry is not understood", "Write one of the thirteen forms of dates."),
        new("TSB2102", Severity.Error, "A time of day is impossible", "Write HH:MM-HH:MM between 00:00 and 24:00, the start before the end."),
        new("TSB2103", Severity.Error, "A date is impossible", "Write a date that exists in the calendar."),
        new("TSB2104", Severity.Error, "Time periods exclude each other in a circle", "Remove one of the exclusions."),
    ];
}
