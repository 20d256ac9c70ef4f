using Tsuba.Modules.Livestatus.Execution;

namespace Tsuba.Modules.Livestatus.Requests;

/// <content>Conditions on rows, and what is counted.</content>
public sealed partial class RequestParser
{
    // Each takes about 130 kB while the query runs.
    private const int MostPatterns = 500;

    private readonly FilterStack _filters = new();
    private readonly List<StatsEntry> _stats = [];
    private int _patterns;

    private bool ReadCondition(string name, string value)
    {
        switch (name)
        {
            case "filter":
                if (ReadFilter(value) is { } filter)
                {
                    FailIf(_filters.Push(filter));
                }

                return true;
            case "and" or "or":
                if (Count(value) is { } count)
                {
                    FailIf(_filters.Combine(count, all: name == "and"));
                }

                return true;
            case "negate":
                FailIf(_filters.Negate());
                return true;
            case "stats":
                ReadStats(value);
                return true;
            case "statsand" or "statsor":
                CombineStats(value, all: name == "statsand");
                return true;
            case "statsnegate":
                NegateStats();
                return true;
            default:
                return false;
        }
    }

    private RowFilter? ReadFilter(string text)
    {
        // What is refused already needs no conditions, however many follow.
        if (_error.Length > 0)
        {
            return null;
        }

        var (name, rest) = Word(text);
        var (operation, value) = Word(rest.TrimStart(' ', '\t'));
        if (operation.Length == 0)
        {
            Fail(BadRequest, $"'{Quote(text)}' is not a filter: column, operator and value are wanted");
            return null;
        }

        if (FindColumn(name) is not { } column)
        {
            return null;
        }

        var filter = FilterReader.Read(column, operation, value, _timeShift, out var error);
        FailIf(error);
        if (filter is { HasPattern: true } && ++_patterns > MostPatterns)
        {
            Fail(BadRequest, $"more than {MostPatterns} regular expressions; one can hold several, with | between them");
        }

        return filter;
    }

    // The first word, and what stands behind the one blank that ends it: a value may begin with blanks, an operator may not.
    private static (string Word, string Behind) Word(string text)
    {
        var end = text.AsSpan().IndexOfAny(' ', '\t');
        return end < 0 ? (text, "") : (text[..end], text[(end + 1)..]);
    }

    private void ReadStats(string value)
    {
        if (_stats.Count >= MostColumns)
        {
            Fail(BadRequest, $"more than {MostColumns} entries of Stats");
            return;
        }

        // "sum latency =" with a stray operator was sent by old clients.
        var words = value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length >= 2 && StatsEntry.FunctionOf(words[0]) is { } function && _table?.Find(words[0]) is null)
        {
            if (FindColumn(words[1]) is { } column)
            {
                _stats.Add(new StatsEntry(null, function, column));
            }
        }
        else if (ReadFilter(value) is { } filter)
        {
            _stats.Add(new StatsEntry(filter, default, null));
        }
    }

    private void CombineStats(string value, bool all)
    {
        if (Count(value) is not { } count)
        {
            return;
        }

        if (count > _stats.Count || _stats.Skip(_stats.Count - count).Any(entry => entry.Filter is null))
        {
            Fail(BadRequest, $"the last {count} entries of Stats cannot be combined");
            return;
        }

        // A stack of its own only to have one rule of combining.
        var stack = new FilterStack();
        foreach (var entry in _stats.Skip(_stats.Count - count))
        {
            FailIf(entry.Filter is { } filter ? stack.Push(filter) : "");
        }

        FailIf(stack.Combine(count, all));
        _stats.RemoveRange(_stats.Count - count, count);
        _stats.Add(new StatsEntry(stack.All, default, null));
    }

    private void NegateStats()
    {
        if (_stats.Count == 0 || _stats[^1].Filter is not { } filter)
        {
            Fail(BadRequest, "there is no count to negate");
            return;
        }

        _stats[^1] = new StatsEntry(new NegatedFilter(filter), default, null);
    }
}
