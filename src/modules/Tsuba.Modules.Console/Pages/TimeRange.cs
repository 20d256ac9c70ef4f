using System.Globalization;

namespace Tsuba.Modules.Console.Pages;

/// <summary>A span of time that a page shows: one of a few up to now, or from and to as typed, in the zone of the site.</summary>
/// <param name="Name">Name of a span up to now, or empty where it was typed.</param>
/// <param name="From">Begin.</param>
/// <param name="To">End.</param>
public sealed record TimeRange(string Name, DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>How a field of type <c>datetime-local</c> writes a time.</summary>
    public const string FieldFormat = "yyyy-MM-ddTHH:mm";

    private const string Default = "day";

    /// <summary>Spans up to now, by name.</summary>
    public static IReadOnlyList<(string Name, string Text, TimeSpan Length)> Spans { get; } =
    [
        ("hour", "1 hour", TimeSpan.FromHours(1)),
        ("6hours", "6 hours", TimeSpan.FromHours(6)),
        (Default, "1 day", TimeSpan.FromDays(1)),
        ("week", "1 week", TimeSpan.FromDays(7)),
        ("month", "1 month", TimeSpan.FromDays(31)),
        ("year", "1 year", TimeSpan.FromDays(366)),
    ];

    /// <summary>Reads the parameters of a page; what makes no sense gives a day up to now.</summary>
    /// <param name="name">Name of a span.</param>
    /// <param name="from">Begin as a field writes it.</param>
    /// <param name="to">End as a field writes it.</param>
    /// <param name="zone">Zone of the site.</param>
    /// <param name="now">Now.</param>
    public static TimeRange Read(string? name, string? from, string? to, TimeZoneInfo zone, DateTimeOffset now)
    {
        var end = Parse(to, zone) ?? now;
        if (Parse(from, zone) is { } begin && begin < end)
        {
            return new TimeRange("", begin, end);
        }

        var span = Spans.FirstOrDefault(candidate => candidate.Name == name);
        return span.Name is null ? Read(Default, null, null, zone, now) : new TimeRange(span.Name, now - span.Length, now);
    }

    /// <summary>A time as typed into a field; null: empty or none. A time that daylight saving skips counts as if it had not.</summary>
    public static DateTimeOffset? Parse(string? text, TimeZoneInfo zone) =>
        DateTime.TryParseExact(text, [FieldFormat, "yyyy-MM-ddTHH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) && IsUsable(local.Year)
            ? new DateTimeOffset(local, zone.GetUtcOffset(local))
            : null;

    /// <summary>Whether times of a year are times in UTC too, whatever the zone: those at both ends of the calendar need not be.</summary>
    public static bool IsUsable(int year) => year is > 1 and < 9999;

    /// <summary>A time as a field shows it.</summary>
    public static string Field(DateTimeOffset time, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(time, zone).ToString(FieldFormat, CultureInfo.InvariantCulture);
}
