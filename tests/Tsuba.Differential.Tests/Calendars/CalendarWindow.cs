namespace Tsuba.Differential.Tests.Calendars;

/// <summary>Days that are looked at minute by minute in a zone.</summary>
/// <param name="Zone">Zone of both programs.</param>
/// <param name="First">First day.</param>
/// <param name="Days">Number of days.</param>
internal sealed record CalendarWindow(string Zone, DateOnly First, int Days)
{
    /// <summary>Nights in which clocks are changed by an hour, by half an hour and at midnight, ends of months and years, leap days, and a plain week.</summary>
    public static IReadOnlyList<CalendarWindow> All { get; } =
    [
        new("Europe/Paris", new DateOnly(2024, 3, 27), 8),
        new("Europe/Paris", new DateOnly(2024, 10, 23), 8),
        new("America/New_York", new DateOnly(2025, 3, 5), 8),
        new("America/New_York", new DateOnly(2025, 10, 29), 8),
        new("Australia/Lord_Howe", new DateOnly(2024, 4, 3), 8),
        new("Australia/Lord_Howe", new DateOnly(2024, 10, 2), 8),
        new("Asia/Beirut", new DateOnly(2022, 3, 23), 8),
        new("UTC", new DateOnly(2024, 2, 25), 8),
        new("UTC", new DateOnly(2023, 2, 25), 8),
        new("UTC", new DateOnly(2023, 12, 27), 10),
        new("UTC", new DateOnly(2023, 4, 27), 8),
        new("Asia/Kolkata", new DateOnly(2023, 7, 10), 8),
    ];

    /// <summary>The zone.</summary>
    public TimeZoneInfo ZoneInfo => TimeZoneInfo.FindSystemTimeZoneById(Zone);

    /// <summary>Whether the clock is changed by another span than full hours.</summary>
    public bool ChangesByHalfAnHour =>
        ZoneInfo.GetAdjustmentRules().Any(rule => rule.DateEnd.Year >= First.Year && rule.DateStart.Year <= First.Year && rule.DaylightDelta.Minutes != 0);

    /// <summary>Whether a day near by begins later than at midnight, because the clock is put forward then.</summary>
    public bool SkipsAMidnight => Enumerable.Range(-31, Days + 62).Any(offset => Local(Utc(First.AddDays(offset))).TimeOfDay != TimeSpan.Zero);

    /// <summary>Epoch second of the first moment.</summary>
    public long Start => Utc(First);

    /// <summary>Epoch second behind the last moment.</summary>
    public long End => Utc(First.AddDays(Days));

    /// <summary>Whether the clock is changed on the local day of a moment.</summary>
    public bool IsDayOfChange(long utcSeconds)
    {
        var day = DateOnly.FromDateTime(Local(utcSeconds).DateTime);
        return Utc(day.AddDays(1)) - Utc(day) != 86_400 || Utc(day) + OffsetAt(Utc(day)) != new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeSeconds();
    }

    /// <summary>What the clock shows.</summary>
    public DateTimeOffset Local(long utcSeconds) => TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeSeconds(utcSeconds), ZoneInfo);

    private long OffsetAt(long utcSeconds) => (long)ZoneInfo.GetUtcOffset(DateTimeOffset.FromUnixTimeSeconds(utcSeconds)).TotalSeconds;

    // Where midnight is skipped, the first moment of the day.
    private long Utc(DateOnly day)
    {
        var local = new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeSeconds();
        var first = local - OffsetAt(local - 86_400);
        return first + OffsetAt(first) == local ? first : local - OffsetAt(first) + (OffsetAt(first) - OffsetAt(first - 1));
    }
}
