using System.Text;

namespace Tsuba.Model.Plugins;

public readonly partial record struct PluginOutput
{
    private const char Bar = '|';
    private const string Ellipsis = "…";

    /// <summary>
    /// Splits what a plugin wrote. On the first line a bar ends the short text and starts performance data; further lines are long text
    /// until one of them has a bar, and everything after that bar is performance data. <c>\|</c> is a literal bar. A bar that no
    /// <c>label=value</c> follows is text too: a table must not vanish into performance data.
    /// </summary>
    /// <param name="text">What the plugin wrote; line ends LF or CRLF.</param>
    /// <param name="maxLength">Characters that are kept (max_plugins_output_length); a surrogate pair is not torn.</param>
    /// <param name="hasEscapedLineEnds">Whether <c>\n</c> stands for a line end, as in the texts of passive results.</param>
    public static PluginOutput Parse(string text, int maxLength, bool hasEscapedLineEnds = false)
    {
        if (hasEscapedLineEnds && text.Contains('\\', StringComparison.Ordinal))
        {
            text = UnescapeLineEnds(text);
        }

        var kept = Cut(text, Math.Max(1, maxLength));
        var isCut = kept.Length < text.Length;
        kept = kept.TrimEnd();
        if (kept.IndexOfAny(Bar, '\n', '\\') < 0)
        {
            // The common case: one line of text.
            var line = kept.Trim();
            return new PluginOutput(isCut ? $"{line}{Ellipsis}" : line.Length == text.Length ? text : line.ToString(), "", "") { IsCut = isCut };
        }

        return !isCut && kept.IndexOfAny('\n', '\\') < 0 ? OneLine(kept) : Split(kept, isCut);
    }

    // One line with a bar and nothing to unescape: what most plugins write, without intermediate texts.
    private static PluginOutput OneLine(ReadOnlySpan<char> line)
    {
        var bar = FindBar(line);
        return bar < 0
            ? new PluginOutput(line.Trim().ToString(), "", "")
            : new PluginOutput(line[..bar].Trim().ToString(), "", line[(bar + 1)..].Trim().ToString());
    }

    private static PluginOutput Split(ReadOnlySpan<char> text, bool isCut)
    {
        var first = "";
        StringBuilder? further = null;
        StringBuilder perfdata = new();
        var isFirst = true;
        var isPerfdata = false;
        foreach (var range in text.Split('\n'))
        {
            var line = text[range].TrimEnd('\r');
            if (isPerfdata && !isFirst)
            {
                Append(perfdata, line);
                continue;
            }

            var bar = FindBar(line);
            var words = Unescape((bar < 0 ? line : line[..bar]).TrimEnd());
            if (bar >= 0)
            {
                Append(perfdata, line[(bar + 1)..]);
            }

            if (isFirst)
            {
                first = words.TrimStart();
                isFirst = false;
            }
            else
            {
                // Performance data of the first line does not end the text: the lines after it are long text.
                isPerfdata = bar >= 0;
                further = further is null ? new StringBuilder(words) : further.Append('\n').Append(words);
            }
        }

        return Finish(first, further?.ToString().TrimEnd() ?? "", perfdata, isCut);
    }

    private static PluginOutput Finish(string first, string further, StringBuilder perfdata, bool isCut)
    {
        var items = perfdata.ToString();
        if (isCut && items.Length > 0)
        {
            // The item that was cut through would be read as another value.
            items = items[..Math.Max(0, items.LastIndexOf(' '))];
        }
        else if (isCut && further.Length > 0)
        {
            further += Ellipsis;
        }
        else if (isCut)
        {
            first += Ellipsis;
        }

        return new PluginOutput(first, further, items) { IsCut = isCut };
    }

    private static void Append(StringBuilder perfdata, ReadOnlySpan<char> items)
    {
        items = items.Trim();
        if (!items.IsEmpty)
        {
            perfdata.Append(perfdata.Length == 0 ? "" : " ").Append(items);
        }
    }

    // The bar that starts performance data: what follows it, up to the next bar, holds an equals sign, or it is the only bar and the
    // last character of its line.
    private static int FindBar(ReadOnlySpan<char> line)
    {
        var bar = NextBar(line, 0);
        var isOnly = bar < 0 || NextBar(line, bar + 1) < 0;
        while (bar >= 0)
        {
            var next = NextBar(line, bar + 1);
            var segment = line[(bar + 1)..(next < 0 ? line.Length : next)];
            if (segment.Contains('=') || (isOnly && segment.IsWhiteSpace()))
            {
                return bar;
            }

            bar = next;
        }

        return -1;
    }

    private static int NextBar(ReadOnlySpan<char> line, int start)
    {
        for (var index = start; index < line.Length; index++)
        {
            if (line[index] == Bar && (index == 0 || line[index - 1] != '\\'))
            {
                return index;
            }
        }

        return -1;
    }

    private static string Unescape(ReadOnlySpan<char> text) => text.ToString().Replace("\\|", "|", StringComparison.Ordinal);

    private static string UnescapeLineEnds(string text)
    {
        StringBuilder result = new(text.Length);
        for (var index = 0; index < text.Length; index++)
        {
            var isPair = text[index] == '\\' && index + 1 < text.Length && text[index + 1] is 'n' or '\\';
            if (!isPair)
            {
                result.Append(text[index]);
                continue;
            }

            index++;
            result.Append(text[index] == 'n' ? "\n" : "\\");
        }

        return result.ToString();
    }

    private static ReadOnlySpan<char> Cut(string text, int maxLength)
    {
        if (text.Length <= maxLength)
        {
            return text;
        }

        var length = char.IsHighSurrogate(text[maxLength - 1]) ? maxLength - 1 : maxLength;
        return text.AsSpan(0, length);
    }
}
