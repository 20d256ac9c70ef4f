using System.Globalization;

namespace Tsuba.Modules.History;

/// <summary>A place between two rows of a history. It stays where it is while rows are added and removed.</summary>
/// <param name="UtcMilliseconds">Time of the row before.</param>
/// <param name="Row">Number of that row.</param>
public readonly record struct HistoryCursor(long UtcMilliseconds, long Row)
{
    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static bool TryParse(string text, out HistoryCursor cursor)
    {
        cursor = default;
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0
            || !long.TryParse(text.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var utc)
            || !long.TryParse(text.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var row))
        {
            return false;
        }

        cursor = new HistoryCursor(utc, row);
        return true;
    }

    /// <summary><c>1700000000000.42</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{UtcMilliseconds}.{Row}");
}
