using System.Globalization;

namespace Tsuba.Modules.Livestatus.Requests;

/// <summary>Numbers as the old servers read them: leading digits count, anything else is 0.</summary>
internal static class LenientNumber
{
    /// <summary>A whole number of 64 bits; beyond that the nearest.</summary>
    public static long Whole(ReadOnlySpan<char> text)
    {
        var digits = text[..Digits(text, 0)];
        if (long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        // Nothing, only a sign, or too many digits.
        return digits.Length < 19 ? 0 : digits[0] == '-' ? long.MinValue : long.MaxValue;
    }

    /// <summary>A number with a fraction.</summary>
    public static double Real(ReadOnlySpan<char> text)
    {
        var end = Digits(text, 0);
        if (end < text.Length && text[end] == '.')
        {
            end = Digits(text, end + 1);
        }

        return double.TryParse(text[..end], NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }

    private static int Digits(ReadOnlySpan<char> text, int from)
    {
        var end = from;
        if (from == 0 && text.Length > 0 && (text[0] is '-' or '+'))
        {
            end++;
        }

        while (end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        return end;
    }
}
