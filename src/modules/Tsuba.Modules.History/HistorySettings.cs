using System.Globalization;

namespace Tsuba.Modules.History;

/// <summary>How much history is kept. Whatever an age allows, the store never grows beyond its size.</summary>
public sealed record HistorySettings
{
    private const double MostDays = 36_500;
    private const long LeastBytes = 64L * 1024 * 1024;

    /// <summary>Property <c>raw_days</c>: results as they came; 7 by default.</summary>
    public TimeSpan RawAge { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Property <c>five_minute_days</c>: least, mean and greatest value of 5 minutes; 60 by default.</summary>
    public TimeSpan FiveMinuteAge { get; init; } = TimeSpan.FromDays(60);

    /// <summary>Property <c>hour_days</c>: the same of an hour; 400 by default.</summary>
    public TimeSpan HourAge { get; init; } = TimeSpan.FromDays(400);

    /// <summary>Property <c>day_days</c>: the same of a day in UTC; 3,660 by default.</summary>
    public TimeSpan DayAge { get; init; } = TimeSpan.FromDays(3660);

    /// <summary>Property <c>event_days</c> (or <c>max_age_days</c>): log lines and entries; 400 by default.</summary>
    public TimeSpan EventAge { get; init; } = TimeSpan.FromDays(400);

    /// <summary>Property <c>availability_days</c>: states and downtimes for reports of availability; 3,660 by default.</summary>
    public TimeSpan SpanAge { get; init; } = TimeSpan.FromDays(3660);

    /// <summary>Property <c>max_bytes</c>: size of the file and its write-ahead log; 4 GiB by default, 64 MiB at least.</summary>
    public long MaxBytes { get; init; } = 4L * 1024 * 1024 * 1024;

    /// <summary>Property <c>max_series_per_item</c>: a plugin that invents a label with each run gets no more; 64 by default.</summary>
    public int MaxSeriesPerItem { get; init; } = 64;

    /// <summary>Age up to which samples of a level are kept; level 0 is the results themselves.</summary>
    internal TimeSpan AgeOf(int level) => level switch
    {
        0 => RawAge,
        1 => FiveMinuteAge,
        2 => HourAge,
        _ => DayAge,
    };

    /// <summary>Reads the properties of the <c>define module</c>; one that makes no sense leaves its default.</summary>
    internal static HistorySettings From(IReadOnlyDictionary<string, string> properties)
    {
        var defaults = new HistorySettings();
        return new HistorySettings
        {
            RawAge = Days(properties, "raw_days") ?? defaults.RawAge,
            FiveMinuteAge = Days(properties, "five_minute_days") ?? defaults.FiveMinuteAge,
            HourAge = Days(properties, "hour_days") ?? defaults.HourAge,
            DayAge = Days(properties, "day_days") ?? defaults.DayAge,
            EventAge = Days(properties, "event_days") ?? Days(properties, "max_age_days") ?? defaults.EventAge,
            SpanAge = Days(properties, "availability_days") ?? defaults.SpanAge,
            MaxBytes = Number(properties, "max_bytes") is { } bytes && bytes >= LeastBytes ? bytes : defaults.MaxBytes,
            MaxSeriesPerItem = Number(properties, "max_series_per_item") is { } series and > 0 and <= 10_000 ? (int)series : defaults.MaxSeriesPerItem,
        };
    }

    private static TimeSpan? Days(IReadOnlyDictionary<string, string> properties, string name) =>
        properties.TryGetValue(name, out var text)
        && double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var days)
        && days is > 0 and <= MostDays
            ? TimeSpan.FromDays(days)
            : null;

    private static long? Number(IReadOnlyDictionary<string, string> properties, string name) =>
        properties.TryGetValue(name, out var text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
