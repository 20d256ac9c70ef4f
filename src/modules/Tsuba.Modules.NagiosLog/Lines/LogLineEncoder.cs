using System.Globalization;
using System.Text;

namespace Tsuba.Modules.NagiosLog.Lines;

/// <summary>
/// The one place that makes a line of the log: whatever a field holds, it stays one line. Control characters, the separators of
/// Unicode and broken surrogates become blanks; a line that is too long is cut and marked. Source: reference/security.md, first row.
/// </summary>
internal static class LogLineEncoder
{
    /// <summary>Most characters of a text; a longer one is cut.</summary>
    public const int MostCharacters = 32_768;

    private const string Cut = " [...]";

    /// <summary><c>[seconds] text</c> and a line feed, as UTF-8.</summary>
    public static byte[] Encode(long utcMilliseconds, string text) =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"[{Math.DivRem(utcMilliseconds, 1000).Quotient}] {Plain(text)}\n"));

    private static string Plain(string text)
    {
        var isTooLong = text.Length > MostCharacters;
        var length = isTooLong ? MostCharacters - Cut.Length : text.Length;
        if (isTooLong && char.IsHighSurrogate(text[length - 1]))
        {
            length--;
        }

        var plain = string.Create(length, text, static (span, source) =>
        {
            for (var index = 0; index < span.Length; index++)
            {
                span[index] = IsPlain(source, index) ? source[index] : ' ';
            }
        });
        return isTooLong ? plain + Cut : plain;
    }

    private static bool IsPlain(string text, int index)
    {
        var character = text[index];
        if (char.IsHighSurrogate(character))
        {
            return index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]);
        }

        if (char.IsLowSurrogate(character))
        {
            return index > 0 && char.IsHighSurrogate(text[index - 1]);
        }

        return (!char.IsControl(character) || character == '\t') && character is not ('\u2028' or '\u2029');
    }
}
