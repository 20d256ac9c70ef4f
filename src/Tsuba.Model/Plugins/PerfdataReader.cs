namespace Tsuba.Model.Plugins;

/// <summary>
/// Reads performance data item by item: <c>'label'=value[UOM];[warn];[crit];[min];[max]</c> between blanks. What is no item is stepped
/// over and counted, so one bad item does not cost the others. Use: <c>while (reader.Read(out var item))</c>.
/// Source: reference/conventions.md 1.
/// </summary>
public ref struct PerfdataReader(ReadOnlySpan<char> text)
{
    private const int LongestUnit = 32;

    private ReadOnlySpan<char> _rest = text;

    /// <summary>Number of entries that were stepped over.</summary>
    public int Rejected { get; private set; }

    /// <summary>Reads the next item.</summary>
    /// <returns>False at the end.</returns>
    public bool Read(out PerfdataItem item)
    {
        while (!(_rest = _rest.TrimStart()).IsEmpty)
        {
            var label = Label(out var length);
            if (label is not null)
            {
                _rest = _rest[length..];
                if (TryItem(label, Word(), out item))
                {
                    return true;
                }
            }
            else
            {
                _ = Word();
            }

            Rejected++;
        }

        item = default;
        return false;
    }

    // The label, and the length of it with its quotes and equals sign; null where no label and equals sign stand.
    private readonly string? Label(out int length)
    {
        if (_rest[0] == '\'')
        {
            return QuotedLabel(out length);
        }

        var end = _rest.IndexOfAny("= \t\n");
        length = end + 1;
        return end > 0 && _rest[end] == '=' ? _rest[..end].ToString() : null;
    }

    private readonly string? QuotedLabel(out int length)
    {
        var end = 1;
        while (end < _rest.Length)
        {
            if (_rest[end] != '\'')
            {
                end++;
            }
            else if (end + 1 < _rest.Length && _rest[end + 1] == '\'')
            {
                end += 2;
            }
            else
            {
                break;
            }
        }

        length = end + 2;
        return end > 1 && end + 1 < _rest.Length && _rest[end + 1] == '='
            ? _rest[1..end].ToString().Replace("''", "'", StringComparison.Ordinal)
            : null;
    }

    private ReadOnlySpan<char> Word()
    {
        var end = _rest.IndexOfAny(" \t\n");
        var word = end < 0 ? _rest : _rest[..end];
        _rest = _rest[word.Length..];
        return word;
    }

    private static bool TryItem(string label, ReadOnlySpan<char> word, out PerfdataItem item)
    {
        item = default;
        var value = Field(ref word);
        double? number = null;
        var unit = PerfdataUnit.None;
        if (value is not "U")
        {
            // "12..5" is no number, and no number with the unit ".5" either: it would be written as 12.5. So with "1e2e3".
            if (!PerfdataNumber.TryRead(value, out var read, out var length) || value.Length - length > LongestUnit || PerfdataNumber.Continues(value[length..]))
            {
                return false;
            }

            number = read;
            unit = PerfdataUnit.Of(value[length..]);
        }

        item = new PerfdataItem(
            label,
            number,
            unit,
            ThresholdRange.TryParse(Field(ref word), out var warning) ? warning : null,
            ThresholdRange.TryParse(Field(ref word), out var critical) ? critical : null,
            PerfdataNumber.TryRead(Field(ref word), out var minimum, out _) ? minimum : null,
            PerfdataNumber.TryRead(Field(ref word), out var maximum, out _) ? maximum : null);
        return true;
    }

    private static ReadOnlySpan<char> Field(ref ReadOnlySpan<char> word)
    {
        var end = word.IndexOf(';');
        var field = end < 0 ? word : word[..end];
        word = end < 0 ? [] : word[(end + 1)..];
        return field;
    }
}
