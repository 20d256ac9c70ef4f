using System.Collections.Immutable;
using System.Globalization;
using Tsuba.Modules.Livestatus.Execution;
using Tsuba.Modules.Livestatus.Tables;

namespace Tsuba.Modules.Livestatus.Requests;

/// <summary>Reads <c>GET table</c> and its headers. Source: reference/livestatus.md 2 to 4.</summary>
public sealed class RequestParser
{
    private const int MostFilters = 10_000;

    private readonly List<IRowFilter> _filters = [];
    private readonly List<StatsEntry> _stats = [];
    private readonly List<string> _columns = [];
    private readonly List<(Column, bool)> _sort = [];
    private Table? _table;
    private int _status = 200;
    private string _error = "";
    private int? _limit;
    private int _offset;
    private bool? _columnHeaders;
    private string _format = "csv";
    private bool _fixedHeader;
    private bool _keepsAlive;
    private string? _authUser;
    private (char, char, char, char) _separators = ('\n', ';', ',', '|');

    private RequestParser()
    {
    }

    /// <summary>Reads a whole request.</summary>
    public static RequestReading Parse(IReadOnlyList<string> lines)
    {
        var parser = new RequestParser();
        parser.ReadFirst(lines.Count == 0 ? "" : lines[0]);
        foreach (var line in lines.Skip(1))
        {
            parser.ReadHeader(line);
        }

        return parser.Finish();
    }

    private void ReadFirst(string line)
    {
        if (!line.StartsWith("GET ", StringComparison.Ordinal))
        {
            Fail(452, line.Length == 0 ? "the request is empty" : "only GET is answered here");
            return;
        }

        var name = line[4..].Trim();
        _table = AllTables.Find(name);
        if (_table is null)
        {
            Fail(404, $"Invalid GET request, no such table '{name}'");
        }
    }

    private void ReadHeader(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
        {
            Fail(400, $"'{line}' is not a header");
            return;
        }

        var value = line[(colon + 1)..].TrimStart(' ');
        switch (line[..colon].ToLowerInvariant())
        {
            case "columns" or "statsgroupby":
                _columns.AddRange(value.Split(' ', StringSplitOptions.RemoveEmptyEntries));
                break;
            case "filter":
                Push(_filters, ReadFilter(value));
                break;
            case "and":
                Combine(_filters, value, all: true);
                break;
            case "or":
                Combine(_filters, value, all: false);
                break;
            case "negate":
                Negate(_filters);
                break;
            case "stats":
                ReadStats(value);
                break;
            case "statsand":
                CombineStats(value, all: true);
                break;
            case "statsor":
                CombineStats(value, all: false);
                break;
            case "sort" or "orderby":
                ReadSort(value);
                break;
            case "limit":
                _limit = Count(value);
                break;
            case "offset":
                _offset = Count(value) ?? 0;
                break;
            case "columnheaders":
                _columnHeaders = value == "on";
                break;
            case "outputformat":
                ReadFormat(value);
                break;
            case "responseheader":
                _fixedHeader = value == "fixed16";
                break;
            case "authuser":
                _authUser = value;
                break;
            case "separators":
                ReadSeparators(value);
                break;
            case "keepalive":
                _keepsAlive = value == "on";
                break;
            case "localtime" or "timelimit" or "backends":
                break;
            default:
                Fail(400, $"there is no header '{line[..colon]}'");
                break;
        }
    }

    private RequestReading Finish()
    {
        if (_error.Length > 0 || _table is null)
        {
            return new RequestReading(null, _status, _error, _fixedHeader, _keepsAlive);
        }

        var request = new LivestatusRequest
        {
            Table = _table,
            Columns = [.. _columns],
            Filters = [.. _filters],
            Stats = [.. _stats],
            Sort = [.. _sort],
            Limit = _limit,
            Offset = _offset,
            ColumnHeaders = _columnHeaders,
            OutputFormat = _format,
            HasFixedHeader = _fixedHeader,
            AuthUser = _authUser,
            Separators = _separators,
        };
        return new RequestReading(request, 200, "", _fixedHeader, _keepsAlive);
    }

    private void Fail(int status, string error)
    {
        if (_error.Length == 0)
        {
            (_status, _error) = (status, error);
        }
    }

    private void Push(List<IRowFilter> filters, IRowFilter? filter)
    {
        if (filter is null)
        {
            return;
        }

        if (filters.Count >= MostFilters)
        {
            Fail(400, $"more than {MostFilters} filters");
            return;
        }

        filters.Add(filter);
    }

    private ColumnFilter? ReadFilter(string text)
    {
        var words = text.Split(' ', 3);
        if (words.Length < 2 || _table is null)
        {
            Fail(400, $"'{text}' is not a filter: column, operator and value are wanted");
            return null;
        }

        // A column that does not exist is as if it were empty, as the common servers have it.
        var column = _table.Find(words[0]) ?? new Column(words[0], ColumnType.Text, "", _ => Cell.Empty);
        var filter = ColumnFilter.Create(column, words[1], words.Length == 3 ? words[2] : "", out var error);
        if (filter is null)
        {
            Fail(400, error);
        }

        return filter;
    }

    private void Combine(List<IRowFilter> filters, string value, bool all)
    {
        if (Count(value) is not { } count)
        {
            return;
        }

        if (count > filters.Count)
        {
            Fail(400, $"{count} filters are to be combined, and there are {filters.Count}");
            return;
        }

        var taken = filters.GetRange(filters.Count - count, count).ToImmutableArray();
        filters.RemoveRange(filters.Count - count, count);
        filters.Add(new CombinedFilter(taken, all));
    }

    private void Negate(List<IRowFilter> filters)
    {
        if (filters.Count == 0)
        {
            Fail(400, "there is no filter to negate");
            return;
        }

        filters[^1] = new NegatedFilter(filters[^1]);
    }

    private void ReadStats(string value)
    {
        var words = value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length >= 2 && StatsEntry.IsFunction(words[0]) && _table is not null)
        {
            var column = _table.Find(words[1]) ?? new Column(words[1], ColumnType.Text, "", _ => Cell.Empty);
            _stats.Add(StatsEntry.Aggregate(words[0], column));
        }
        else if (ReadFilter(value) is { } filter)
        {
            _stats.Add(StatsEntry.Counting(filter));
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
            Fail(400, $"the last {count} entries of Stats cannot be combined");
            return;
        }

        var taken = _stats.GetRange(_stats.Count - count, count).Select(entry => entry.Filter!).ToImmutableArray();
        _stats.RemoveRange(_stats.Count - count, count);
        _stats.Add(StatsEntry.Counting(new CombinedFilter(taken, all)));
    }

    private void ReadSort(string value)
    {
        var words = value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0 || _table?.Find(words[0]) is not { } column)
        {
            Fail(400, $"cannot sort by '{value}'");
            return;
        }

        _sort.Add((column, words.Length > 1 && words[1].Equals("desc", StringComparison.OrdinalIgnoreCase)));
    }

    private void ReadFormat(string value)
    {
        if (value is "csv" or "json" or "wrapped_json")
        {
            _format = value;
        }
        else
        {
            Fail(400, $"there is no output format '{value}': csv, json and wrapped_json are known");
        }
    }

    private void ReadSeparators(string value)
    {
        var codes = value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (codes.Length == 4 && codes.All(code => byte.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
        {
            var letters = codes.Select(code => (char)byte.Parse(code, NumberStyles.None, CultureInfo.InvariantCulture)).ToArray();
            _separators = (letters[0], letters[1], letters[2], letters[3]);
        }
        else
        {
            Fail(400, "Separators wants four numbers of at most 255");
        }
    }

    private int? Count(string value)
    {
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return count;
        }

        Fail(400, $"'{value}' is not a count");
        return null;
    }
}
