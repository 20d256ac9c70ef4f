using Tsuba.Model.Diagnostics;

namespace Tsuba.Configuration.Checks;

/// <summary>Names of objects may not hold the characters of illegal_object_name_chars, nor control characters.</summary>
internal sealed class NameChecks(FindingLog findings, string illegal)
{
    /// <summary>Checks one name.</summary>
    internal void Check(string name, string what, SourceLocation location)
    {
        var span = name.AsSpan();
        var bad = span.IndexOfAny(illegal);
        if (bad < 0)
        {
            bad = span.IndexOfAnyInRange('\0', '\x1f');
        }

        if (bad < 0)
        {
            bad = span.IndexOfAnyInRange('\x7f', '\x9f');
        }

        if (bad >= 0)
        {
            var letter = name[bad];
            var shown = char.IsControl(letter) ? $"control character U+{(int)letter:X4}" : $"character {letter}";
            findings.Add(PropertyFindings.NameIllegal, location, $"{what} \"{Excerpt.Of(name)}\" has the illegal {shown}");
        }
    }
}
