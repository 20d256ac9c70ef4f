using System.Globalization;

namespace Tsuba.Engine.Macros;

/// <summary>Prints dates and durations as macros show them. Source: Nagios doc "Standard Macros", date_format.</summary>
internal static class MacroDates
{
    internal static string Long(long utcMilliseconds, MacroSettings settings)
    {
        var local = Local(utcMilliseconds, settings.Zone);

        // Zone abbreviations are not to be had without culture data, so a zone other than UTC shows its offset.
        var zone = settings.Zone.Equals(TimeZoneInfo.Utc) ? "UTC" : local.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", "", StringComparison.Ordinal);
        return local.ToString("ddd MMM d HH:mm:ss ", CultureInfo.InvariantCulture) + zone + local.ToString(" yyyy", CultureInfo.InvariantCulture);
    }

    internal static string Short(long utcMilliseconds, MacroSettings settings)
    {
        var separator = settings.DateFormat == DateFormat.StrictIso8601 ? "'T'" : " ";
        return Local(utcMilliseconds, settings.Zone).ToString(DatePattern(settings.DateFormat) + separator + "HH:mm:ss", CultureInfo.InvariantCulture);
    }

    internal static string Date(long utcMilliseconds, MacroSettings settings) =>
        Local(utcMilliseconds, settings.Zone).ToString(DatePattern(settings.DateFormat), CultureInfo.InvariantCulture);

    internal static string Time(long utcMilliseconds, MacroSettings settings) =>
        Local(utcMilliseconds, settings.Zone).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    internal static string Duration(long seconds) => string.Create(
        CultureInfo.InvariantCulture,
        $"{seconds / 86_400}d {seconds / 3_600 % 24}h {seconds / 60 % 60}m {seconds % 60}s");

    private static string DatePattern(DateFormat format) => format switch
    {
        DateFormat.European => "dd'/'MM'/'yyyy",
        DateFormat.Iso8601 or DateFormat.StrictIso8601 => "yyyy-MM-dd",
        _ => "MM'/'dd'/'yyyy",
    };

    private static DateTimeOffset Local(long utcMilliseconds, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(utcMilliseconds), zone);
}
