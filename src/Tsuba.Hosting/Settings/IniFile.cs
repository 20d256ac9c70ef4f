using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Tsuba.Hosting.Settings;

/// <summary>
/// An ini file as Shinken's daemons read it: sections, <c>key = value</c>, comments from <c>#</c> or <c>;</c> at the start of a line
/// or from <c> ;</c> behind a value, <c>%(key)s</c> for the value of another key. Only <c>[daemon]</c> counts.
/// </summary>
public sealed class IniFile
{
    private const int MaxNesting = 10;
    private const string Section = "daemon";

    private IniFile(ImmutableArray<IniEntry> entries, ImmutableArray<SettingFinding> findings)
    {
        Entries = entries;
        Findings = findings;
    }

    /// <summary>Entries of <c>[daemon]</c>, in order; of a repeated key the last one counts.</summary>
    public ImmutableArray<IniEntry> Entries { get; }

    /// <summary>Lines that are neither.</summary>
    public ImmutableArray<SettingFinding> Findings { get; }

    /// <summary>Reads a text. Never throws.</summary>
    /// <param name="path">Name for findings.</param>
    /// <param name="text">Text.</param>
    public static IniFile Parse(string path, string text)
    {
        var entries = ImmutableArray.CreateBuilder<IniEntry>();
        var findings = ImmutableArray.CreateBuilder<SettingFinding>();
        string? section = null;
        var number = 0;
        foreach (var raw in text.AsSpan().EnumerateLines())
        {
            number++;
            var line = raw.Trim();
            if (line.IsEmpty || line[0] is '#' or ';')
            {
                continue;
            }

            var place = string.Create(CultureInfo.InvariantCulture, $"{path}:{number}");
            if (line[0] == '[' && line[^1] == ']')
            {
                section = line[1..^1].Trim().ToString();
                continue;
            }

            var equals = line.IndexOfAny('=', ':');
            if (equals <= 0)
            {
                findings.Add(new SettingFinding(true, $"{place}: '{line}' is neither a section nor KEY = VALUE"));
            }
            else if (section is null)
            {
                // The first one says enough; from here on it is a section that does not count.
                findings.Add(new SettingFinding(true, $"{place}: '{line[..equals].Trim()}' stands before [{Section}]; is this the .ini file of a daemon?"));
                section = "";
            }
            else if (section.Equals(Section, StringComparison.OrdinalIgnoreCase))
            {
                entries.Add(new IniEntry(line[..equals].Trim().ToString().ToLowerInvariant(), Value(line[(equals + 1)..]), place));
            }
        }

        return new IniFile([.. entries.Select(entry => entry with { Value = Expand(entry.Value, entries, 0) })], findings.ToImmutable());
    }

    private static string Value(ReadOnlySpan<char> text)
    {
        var value = text.ToString();
        var comment = value.IndexOf(" ;", StringComparison.Ordinal);
        return (comment < 0 ? value : value[..comment]).Trim();
    }

    private static string Expand(string value, ImmutableArray<IniEntry>.Builder entries, int depth)
    {
        var start = value.IndexOf("%(", StringComparison.Ordinal);
        if (start < 0 || depth > MaxNesting)
        {
            return value;
        }

        var end = value.IndexOf(")s", start, StringComparison.Ordinal);
        if (end < 0)
        {
            return value;
        }

        var key = value[(start + 2)..end].ToLowerInvariant();
        var other = entries.LastOrDefault(entry => entry.Key == key)?.Value ?? "";
        var text = new StringBuilder(value, 0, start, value.Length).Append(other).Append(value, end + 2, value.Length - end - 2);
        return Expand(text.ToString(), entries, depth + 1);
    }
}
