using System.Collections.Immutable;
using System.Globalization;

namespace Tsuba.Synchronizer.Core.Sources.Reading;

/// <summary>Collects what was passed over while a source was read, up to a bound, so that a hostile source cannot fill memory with complaints.</summary>
public sealed class ReadingFindings
{
    private const int LongestText = 400;

    private readonly List<string> _texts = [];
    private int _more;

    /// <summary>Adds one sentence; control characters become blanks and long ones are cut.</summary>
    public void Add(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (_texts.Count >= SourceReading.MostFindings)
        {
            _more++;
            return;
        }

        var cut = text.Length > LongestText ? string.Concat(text.AsSpan(0, LongestText), "…") : text;
        _texts.Add(string.Concat(cut.Select(letter => char.IsControl(letter) ? ' ' : letter)));
    }

    /// <summary>All of them; the last says how many are left out.</summary>
    public ImmutableArray<string> ToArray() =>
        _more == 0 ? [.. _texts] : [.. _texts, string.Create(CultureInfo.InvariantCulture, $"and {_more} more of this kind")];
}
