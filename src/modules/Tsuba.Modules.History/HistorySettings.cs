using System.Globalization;

namespace Tsuba.Modules.History;

/// <summary>How much history is kept.</summary>
/// <param name="MaxAge">Property <c>max_age_days</c>; 30 by default.</param>
/// <param name="MaxRows">Property <c>max_rows</c>, for results and for log lines each; 5,000,000 by default.</param>
public sealed record HistorySettings(TimeSpan MaxAge, long MaxRows)
{
    private const double DefaultDays = 30;
    private const long DefaultRows = 5_000_000;

    internal static HistorySettings From(IReadOnlyDictionary<string, string> properties)
    {
        var days = properties.TryGetValue("max_age_days", out var age)
            && double.TryParse(age, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var parsedDays) && parsedDays is > 0 and < 36_500
            ? parsedDays
            : DefaultDays;
        var rows = properties.TryGetValue("max_rows", out var count)
            && long.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var parsedRows) && parsedRows > 0
            ? parsedRows
            : DefaultRows;
        return new HistorySettings(TimeSpan.FromDays(days), rows);
    }
}
