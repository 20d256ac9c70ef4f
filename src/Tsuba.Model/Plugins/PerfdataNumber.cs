using System.Globalization;
using System.Text;

namespace Tsuba.Model.Plugins;

/// <summary>Numbers of performance data: exponent and decimal comma are read, and never written.</summary>
internal static class PerfdataNumber
{
    private const int LongestNumber = 400;

    /// <summary>Reads the number at the start of a text. What follows it is the unit. Infinite values and NaN are refused.</summary>
    internal static bool TryRead(ReadOnlySpan<char> text, out double value, out int length)
    {
        value = 0;
        length = Measure(text);
        if (length is 0 or > LongestNumber)
        {
            return false;
        }

        Span<char> number = stackalloc char[length];
        text[..length].CopyTo(number);
        number.Replace(',', '.');
        return double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
    }

    /// <summary>Whether what follows a number would be read as more of it, if the number were written another way.</summary>
    internal static bool Continues(ReadOnlySpan<char> rest) =>
        rest is ['.' or ',', ..] or ['e' or 'E', >= '0' and <= '9', ..] or ['e' or 'E', '+' or '-', >= '0' and <= '9', ..];

    /// <summary>The shortest decimal text that reads as this number, without an exponent.</summary>
    internal static string Text(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        var mark = text.IndexOf('E', StringComparison.Ordinal);
        if (mark < 0)
        {
            return text;
        }

        var exponent = int.Parse(text.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var sign = text[0] == '-' ? "-" : "";
        var mantissa = text[sign.Length..mark];
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var digits = mantissa.Replace(".", "", StringComparison.Ordinal);
        var whole = (point < 0 ? digits.Length : point) + exponent;
        StringBuilder result = new(sign);
        if (whole <= 0)
        {
            return result.Append("0.").Append('0', -whole).Append(digits).ToString();
        }

        return whole >= digits.Length
            ? result.Append(digits).Append('0', whole - digits.Length).ToString()
            : result.Append(digits, 0, whole).Append('.').Append(digits, whole, digits.Length - whole).ToString();
    }

    private static int Measure(ReadOnlySpan<char> text)
    {
        var index = !text.IsEmpty && text[0] is '+' or '-' ? 1 : 0;
        var digits = Digits(text, ref index);
        if (index < text.Length && text[index] is '.' or ',')
        {
            index++;
            digits += Digits(text, ref index);
        }

        if (digits == 0)
        {
            return 0;
        }

        // "1e3" has an exponent, "1e" is one of an unknown unit.
        var mark = index;
        if (mark < text.Length && text[mark] is 'e' or 'E')
        {
            mark++;
            mark += mark < text.Length && text[mark] is '+' or '-' ? 1 : 0;
            if (Digits(text, ref mark) > 0)
            {
                index = mark;
            }
        }

        return index;
    }

    private static int Digits(ReadOnlySpan<char> text, ref int index)
    {
        var start = index;
        while (index < text.Length && char.IsAsciiDigit(text[index]))
        {
            index++;
        }

        return index - start;
    }
}
