using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Tsuba.Synchronizer.Core.Sources.Reading;

/// <summary>
/// Reads a table as RFC 4180 describes it: a header line, one row a line, values in double quotes where they hold the delimiter, a
/// line end or quotes (doubled). A byte order mark is passed over. What is malformed is refused as a whole, with its line: half a
/// table must not look like a whole one.
/// </summary>
public sealed class CsvTable
{
    private const int MostColumns = 500;

    private readonly string _text;
    private readonly char _delimiter;
    private int _position;
    private int _line = 1;

    private CsvTable(string text, char delimiter)
    {
        _text = text;
        _delimiter = delimiter;
    }

    /// <summary>Reads a table.</summary>
    /// <param name="content">UTF-8 bytes.</param>
    /// <param name="delimiter">What separates values.</param>
    /// <param name="most">Most rows.</param>
    /// <param name="fault">What is wrong; empty: nothing.</param>
    public static ImmutableArray<SourceRow> Parse(ReadOnlySpan<byte> content, char delimiter, int most, out string fault)
    {
        if (!TryDecode(content, out var text))
        {
            fault = "it is no UTF-8 text";
            return [];
        }

        return new CsvTable(text, delimiter).Parse(most, out fault);
    }

    private static bool TryDecode(ReadOnlySpan<byte> content, out string text)
    {
        if (content.StartsWith("\uFEFF"u8))
        {
            content = content[3..];
        }

        text = "";
        if (content.Contains((byte)0) || !System.Text.Unicode.Utf8.IsValid(content))
        {
            return false;
        }

        text = Encoding.UTF8.GetString(content);
        return true;
    }

    private ImmutableArray<SourceRow> Parse(int most, out string fault)
    {
        var rows = ImmutableArray.CreateBuilder<SourceRow>();
        if (ReadRecord(out fault) is not { } header || fault.Length > 0)
        {
            fault = fault.Length > 0 ? fault : "it has no header line";
            return [];
        }

        var names = header.ConvertAll(name => name.Trim());
        if (names.Count > MostColumns || names.Distinct(StringComparer.OrdinalIgnoreCase).Count() != names.Count)
        {
            fault = names.Count > MostColumns ? $"it has more than {MostColumns} columns" : "two columns have the same name";
            return [];
        }

        while (true)
        {
            var line = _line;
            if (ReadRecord(out fault) is not { } record)
            {
                return fault.Length == 0 ? rows.ToImmutable() : [];
            }

            if (record is [""])
            {
                continue;
            }

            if (record.Count != names.Count)
            {
                fault = string.Create(CultureInfo.InvariantCulture, $"line {line} has {record.Count} values, the header {names.Count}");
                return [];
            }

            if (rows.Count >= most)
            {
                fault = string.Create(CultureInfo.InvariantCulture, $"it has more than max_entries {most} rows");
                return [];
            }

            rows.Add(SourceRow.Of(
                string.Create(CultureInfo.InvariantCulture, $"line {line}"),
                names.Zip(record, (name, value) => KeyValuePair.Create(name, value.Trim()))));
        }
    }

    /// <summary>The values of the next line; null at the end, or with a fault.</summary>
    private List<string>? ReadRecord(out string fault)
    {
        fault = "";
        if (_position >= _text.Length)
        {
            return null;
        }

        var values = new List<string>();
        while (true)
        {
            var value = _position < _text.Length && _text[_position] == '"' ? ReadQuoted(out fault) : ReadPlain();
            if (value is null)
            {
                return null;
            }

            values.Add(value);
            if (_position < _text.Length && _text[_position] == _delimiter)
            {
                _position++;
                continue;
            }

            if (!SkipLineEnd())
            {
                fault = string.Create(CultureInfo.InvariantCulture, $"line {_line} has text behind a closing quote");
                return null;
            }

            return values;
        }
    }

    private string ReadPlain()
    {
        var rest = _text.AsSpan(_position);
        var end = rest.IndexOfAny(_delimiter, '\r', '\n');
        var value = end < 0 ? rest : rest[..end];
        _position += value.Length;
        return value.ToString();
    }

    private string? ReadQuoted(out string fault)
    {
        var started = _line;
        var value = new StringBuilder();
        fault = "";
        for (_position++; _position < _text.Length; _position++)
        {
            var letter = _text[_position];
            if (letter == '"')
            {
                if (_position + 1 >= _text.Length || _text[_position + 1] != '"')
                {
                    _position++;
                    return value.ToString();
                }

                _position++;
            }

            _line += letter == '\n' ? 1 : 0;
            value.Append(letter);
        }

        fault = string.Create(CultureInfo.InvariantCulture, $"the quote that line {started} opens is never closed");
        return null;
    }

    private bool SkipLineEnd()
    {
        if (_position >= _text.Length)
        {
            return true;
        }

        if (_text[_position] == '\r')
        {
            _position++;
        }

        if (_position < _text.Length && _text[_position] == '\n')
        {
            _position++;
            _line++;
            return true;
        }

        return _position >= _text.Length || _text[_position - 1] == '\r';
    }
}
