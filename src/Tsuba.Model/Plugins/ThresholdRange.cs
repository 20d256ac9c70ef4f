using System.Globalization;

namespace Tsuba.Model.Plugins;

/// <summary>
/// A warning or critical range, <c>[@][start:]end</c>. Both bounds belong to the range. Source: reference/conventions.md 1.
/// </summary>
/// <param name="Start">Lower bound; negative infinity for <c>~</c>.</param>
/// <param name="End">Upper bound; positive infinity where none is written.</param>
/// <param name="AlertsInside">Whether a value inside alerts (<c>@</c>), and not one outside.</param>
public readonly record struct ThresholdRange(double Start, double End, bool AlertsInside)
{
    /// <summary>Whether a value is cause for the alert.</summary>
    public bool Alerts(double value) => (value >= Start && value <= End) == AlertsInside;

    /// <summary>The range in another unit.</summary>
    public ThresholdRange Scale(double factor) => new(Start * factor, End * factor, AlertsInside);

    /// <summary>Reads a range; a decimal comma is accepted, a unit after a bound too.</summary>
    /// <returns>False for an empty text and for anything that is no range.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out ThresholdRange range)
    {
        range = default;
        text = text.Trim();
        var alertsInside = !text.IsEmpty && text[0] == '@';
        text = alertsInside ? text[1..] : text;
        if (text.IsEmpty)
        {
            return false;
        }

        var colon = text.IndexOf(':');
        var start = 0d;
        if (colon >= 0 && !TryStart(text[..colon], out start))
        {
            return false;
        }

        var end = double.PositiveInfinity;
        var endText = text[(colon + 1)..];
        if ((!endText.IsEmpty || colon < 0) && !PerfdataNumber.TryRead(endText, out end, out _))
        {
            return false;
        }

        range = new ThresholdRange(start, end, alertsInside);
        return true;
    }

    /// <summary>The shortest text that reads as this range.</summary>
    public override string ToString()
    {
        var end = double.IsPositiveInfinity(End) ? "" : PerfdataNumber.Text(End);
        var start = Start == 0 && end.Length > 0 ? "" : (double.IsNegativeInfinity(Start) ? "~" : PerfdataNumber.Text(Start)) + ":";
        return string.Create(CultureInfo.InvariantCulture, $"{(AlertsInside ? "@" : "")}{start}{end}");
    }

    private static bool TryStart(ReadOnlySpan<char> text, out double start)
    {
        if (text is "~" or "-inf")
        {
            start = double.NegativeInfinity;
            return true;
        }

        start = 0;
        return text.IsEmpty || PerfdataNumber.TryRead(text, out start, out _);
    }
}
