using System.Globalization;
using System.Text.RegularExpressions;
using Tsuba.Modules.Livestatus.Tables;

namespace Tsuba.Modules.Livestatus.Execution;

/// <summary>A condition on one column. Source: reference/livestatus.md 3.</summary>
internal sealed class ColumnFilter : IRowFilter
{
    private readonly Column _column;
    private readonly bool _negated;
    private readonly Func<Cell, bool> _test;

    private ColumnFilter(Column column, bool negated, Func<Cell, bool> test)
    {
        _column = column;
        _negated = negated;
        _test = test;
    }

    public bool Accepts(object row) => _test(_column.Read(row)) != _negated;

    /// <summary>Makes a filter, or says why it cannot be.</summary>
    public static ColumnFilter? Create(Column column, string operation, string value, out string error)
    {
        error = "";
        var negated = operation.StartsWith('!');
        var bare = negated ? operation[1..] : operation;
        if (bare is not ("=" or "=~" or "~" or "~~" or "<" or ">" or "<=" or ">="))
        {
            error = $"there is no operator '{operation}'";
            return null;
        }

        Regex? pattern = null;
        if (bare is "~" or "~~")
        {
            try
            {
                // Patterns come from users: no backtracking, so none of them can hang.
                pattern = new Regex(
                    value,
                    RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | (bare == "~~" ? RegexOptions.IgnoreCase : RegexOptions.None));
            }
            catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
            {
                error = $"'{value}' is not a regular expression: {exception.Message}";
                return null;
            }
        }

        Func<Cell, bool> test = column.Type switch
        {
            ColumnType.List or ColumnType.Dict => ListTest(column.Type, bare, value, pattern),
            ColumnType.Text => TextTest(bare, value, pattern),
            _ => NumberTest(column.Type, bare, value, pattern),
        };
        return new ColumnFilter(column, negated, test);
    }

    private static Func<Cell, bool> TextTest(string operation, string value, Regex? pattern) => operation switch
    {
        "=" => cell => string.Equals(cell.Text, value, StringComparison.Ordinal),
        "=~" => cell => string.Equals(cell.Text, value, StringComparison.OrdinalIgnoreCase),
        "~" or "~~" => cell => pattern!.IsMatch(cell.Text),
        "<" => cell => string.CompareOrdinal(cell.Text, value) < 0,
        ">" => cell => string.CompareOrdinal(cell.Text, value) > 0,
        "<=" => cell => string.CompareOrdinal(cell.Text, value) <= 0,
        _ => cell => string.CompareOrdinal(cell.Text, value) >= 0,
    };

    private static Func<Cell, bool> NumberTest(ColumnType type, string operation, string value, Regex? pattern)
    {
        var number = LeadingNumber(value);
        return operation switch
        {
            "=" or "=~" => cell => cell.Number == number,
            "~" or "~~" => cell => pattern!.IsMatch(cell.NumberText(type)),
            "<" => cell => cell.Number < number,
            ">" => cell => cell.Number > number,
            "<=" => cell => cell.Number <= number,
            _ => cell => cell.Number >= number,
        };
    }

    private static Func<Cell, bool> ListTest(ColumnType type, string operation, string value, Regex? pattern)
    {
        if (type == ColumnType.Dict)
        {
            var words = value.Split(' ', 2);
            var inner = TextTest(operation, words.Length == 2 ? words[1] : "", pattern is null || words.Length < 2 ? pattern : new Regex(words[1], pattern.Options));
            return cell => inner(Cell.Of(Lookup(cell.List, words[0])));
        }

        return operation switch
        {
            "=" or "=~" => cell => value.Length == 0 ? cell.List is null or { Count: 0 } : cell.List is { Count: 1 } && cell.List[0] == value,
            "~" or "~~" => cell => cell.List is { } list && list.Any(pattern!.IsMatch),
            ">=" => cell => Contains(cell.List, value, StringComparison.Ordinal),
            "<" => cell => !Contains(cell.List, value, StringComparison.Ordinal),
            "<=" => cell => Contains(cell.List, value, StringComparison.OrdinalIgnoreCase),
            _ => cell => !Contains(cell.List, value, StringComparison.OrdinalIgnoreCase),
        };
    }

    // A service as a member is written host|service or host;service.
    private static bool Contains(IReadOnlyList<string>? list, string value, StringComparison comparison) =>
        list is not null && list.Any(entry => entry.Equals(value, comparison) || entry.Equals(value.Replace(';', '|'), comparison));

    private static string Lookup(IReadOnlyList<string>? pairs, string name)
    {
        for (var index = 0; index + 1 < (pairs?.Count ?? 0); index += 2)
        {
            if (string.Equals(pairs![index], name, StringComparison.OrdinalIgnoreCase))
            {
                return pairs[index + 1];
            }
        }

        return "";
    }

    // Leading digits count and anything else is 0, as clients are used to.
    private static double LeadingNumber(string text)
    {
        var length = 0;
        while (length < text.Length && (char.IsAsciiDigit(text[length]) || text[length] == '.' || (length == 0 && text[length] is '-' or '+')))
        {
            length++;
        }

        return double.TryParse(text[..length], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }
}
