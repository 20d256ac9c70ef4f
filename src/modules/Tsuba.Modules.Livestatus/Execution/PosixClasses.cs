using System.Text;

namespace Tsuba.Modules.Livestatus.Execution;

/// <summary>
/// Writes <c>[:alpha:]</c> and its like inside brackets as ranges: other Livestatus servers read POSIX expressions, and without this a set of the
/// letters of the name is searched for, in silence. The classes are those of the C locale. Source: POSIX 9.3.5; reference/livestatus.md 3.
/// </summary>
internal static class PosixClasses
{
    private static readonly Dictionary<string, string> Ranges = new(StringComparer.Ordinal)
    {
        ["alnum"] = "0-9A-Za-z",
        ["alpha"] = "A-Za-z",
        ["blank"] = @" \t",
        ["cntrl"] = @"\x00-\x1F\x7F",
        ["digit"] = "0-9",
        ["graph"] = @"\x21-\x7E",
        ["lower"] = "a-z",
        ["print"] = @"\x20-\x7E",
        ["punct"] = @"\x21-\x2F\x3A-\x40\x5B-\x60\x7B-\x7E",
        ["space"] = @" \t\n\r\f\v",
        ["upper"] = "A-Z",
        ["word"] = "0-9A-Za-z_",
        ["xdigit"] = "0-9A-Fa-f",
    };

    /// <summary>The pattern with its classes written out; itself where it has none. A name that is no class stays as it is.</summary>
    public static string Expand(string pattern)
    {
        if (!pattern.Contains("[:", StringComparison.Ordinal))
        {
            return pattern;
        }

        var text = new StringBuilder(pattern.Length);
        var isInside = false;
        for (var at = 0; at < pattern.Length; at++)
        {
            var sign = pattern[at];
            if (sign == '\\' && at + 1 < pattern.Length)
            {
                text.Append(sign).Append(pattern[++at]);
                continue;
            }

            if (isInside && sign == '[' && ClassAt(pattern, at) is var (ranges, length))
            {
                text.Append(ranges);
                at += length - 1;
                continue;
            }

            if (sign == '[' && !isInside)
            {
                isInside = true;

                // A bracket that closes, first in a set, is a member of it.
                var members = at + 1 < pattern.Length && pattern[at + 1] == '^' ? at + 2 : at + 1;
                members += members < pattern.Length && pattern[members] == ']' ? 1 : 0;
                text.Append(pattern, at, members - at);
                at = members - 1;
                continue;
            }

            isInside = isInside && sign != ']';
            text.Append(sign);
        }

        return text.ToString();
    }

    private static (string Ranges, int Length)? ClassAt(string pattern, int at)
    {
        var end = pattern.IndexOf(":]", at, StringComparison.Ordinal);
        return end > at + 1 && pattern[at + 1] == ':' && Ranges.TryGetValue(pattern[(at + 2)..end], out var ranges) ? (ranges, end + 2 - at) : null;
    }
}
