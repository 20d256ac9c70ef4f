using System.Buffers;
using Tsuba.Model.Diagnostics;

namespace Tsuba.Configuration.Checks;

/// <summary>Names of objects may not hold the characters of illegal_object_name_chars, nor control characters.</summary>
internal sealed class NameChecks(FindingLog findings, string illegal)
{
    private readonly SearchValues<char> _bad = SearchValues.Create(
        illegal + string.Concat(Enumerable.Range(0, 0xa0).Where(code => char.IsControl((char)code)).Select(code => (char)code)));

    /// <summary>Checks one name.</summary>
    internal void Check(string name, string what, SourceLocation location)
    {
        var bad = name.AsSpan().IndexOfAny(_bad);
        if (bad >= 0)
        {
            var letter = name[bad];
            var shown = char.IsControl(letter) ? $"control character U+{(int)letter:X4}" : $"character {letter}";
            findings.Add(PropertyFindings.NameIllegal, location, $"{what} \"{Excerpt.Of(name)}\" has the illegal {shown}");
        }
    }
}
