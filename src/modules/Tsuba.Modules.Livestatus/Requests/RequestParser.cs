using System.Collections.Immutable;
using System.Globalization;
using Tsuba.Modules.Livestatus.Output;
using Tsuba.Modules.Livestatus.Tables;

namespace Tsuba.Modules.Livestatus.Requests;

/// <summary>Reads <c>GET table</c> and its headers, which may stand in any order. Source: reference/livestatus.md 2 to 4, 9.</summary>
public sealed partial class RequestParser
{
    private const int MostColumns = 2_000;
    private const int BadRequest = 400;
    private const int NoSuchTable = 404;
    private const int NoSuchColumn = 450;
    private const int NoRequest = 452;

    private readonly DateTimeOffset _now;
    private readonly List<string> _columns = [];
    private readonly List<SortKey> _sort = [];
    private Table? _table;
    private int _status = 200;
    private string _error = "";
    private int? _limit;
    private int _offset;
    private bool? _columnHeaders;
    private OutputForm _form = OutputForm.Csv;
    private CsvSeparators _separators = CsvSeparators.Default;
    private bool _fixedHeader;
    private bool _keepsAlive;
    private string? _authUser;
    private long _timeShift;
    private TimeSpan? _timeLimit;

    private RequestParser(DateTimeOffset now)
    {
        _now = now;
    }

    /// <summary>Reads a whole request.</summary>
    /// <param name="lines">Its lines, the first one included.</param>
    /// <param name="now">Our clock, for Localtime.</param>
    public static RequestReading Parse(IReadOnlyList<string> lines, DateTimeOffset now)
    {
        var parser = new RequestParser(now);
        parser.ReadFirst(lines.Count == 0 ? "" : lines[0]);

        // The client's clock is needed for filters, wherever its header stands.
        foreach (var line in lines.Skip(1))
        {
            if (line.StartsWith("localtime:", StringComparison.OrdinalIgnoreCase))
            {
                parser.ReadLocaltime(line[10..].Trim());
            }
        }

        foreach (var line in lines.Skip(1))
        {
            parser.ReadHeader(line);
        }

        return parser.Finish();
    }

    private void ReadFirst(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length == 0 || words[0] != "GET")
        {
            Fail(NoRequest, words.Length == 0 ? "the request is empty" : $"Invalid request method '{Quote(words[0])}'");
        }
        else if (words.Length == 1)
        {
            Fail(NoRequest, "Invalid GET request, missing table name");
        }
        else
        {
            _table = AllTables.Find(words[1]);
            if (_table is null)
            {
                Fail(NoSuchTable, $"Invalid GET request, no such table '{Quote(words[1])}'");
            }
        }
    }

    private void ReadHeader(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
        {
            Fail(BadRequest, $"'{Quote(line)}' is not a header");
            return;
        }

        var value = line[(colon + 1)..].TrimStart(' ', '\t');
        var name = line[..colon].ToLowerInvariant();
        if (!ReadShape(name, value) && !ReadCondition(name, value) && !ReadWait(name, value))
        {
            Fail(BadRequest, $"there is no header '{Quote(line[..colon])}'");
        }
    }

    private bool ReadShape(string name, string value)
    {
        switch (name)
        {
            case "columns" or "statsgroupby":
                _columns.AddRange(value.Split(' ', StringSplitOptions.RemoveEmptyEntries));
                if (_columns.Count > MostColumns)
                {
                    _columns.Clear();
                    Fail(BadRequest, $"more than {MostColumns} columns");
                }

                return true;
            case "sort" or "orderby":
                ReadSort(value);
                return true;
            case "limit":
                _limit = Count(value);
                return true;
            case "offset":
                _offset = Count(value) ?? 0;
                return true;
            case "columnheaders":
                _columnHeaders = Switch(name, value);
                return true;
            case "outputformat":
                _form = OutputForms.Find(value) ?? Wrong(OutputForm.Csv, $"there is no output format '{Quote(value)}'");
                return true;
            case "responseheader":
                _fixedHeader = value == "fixed16" || (value != "off" && Wrong(false, "ResponseHeader is off or fixed16"));
                return true;
            case "keepalive":
                _keepsAlive = Switch(name, value);
                return true;
            case "separators":
                _separators = CsvSeparators.Read(value) ?? Wrong(_separators, "Separators wants four numbers of at most 255");
                return true;
            case "timelimit":
                _timeLimit = Count(value) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
                return true;
            case "authuser":
                _authUser = value;
                return true;
            default:
                return name is "localtime" or "backends";
        }
    }

    private RequestReading Finish()
    {
        var wait = FinishWait();
        if (_error.Length > 0 || _table is not { } table)
        {
            return new RequestReading(null, _status, _error, _fixedHeader, _keepsAlive);
        }

        ImmutableArray<Column> columns = _columns.Count == 0 && _stats.Count == 0
            ? table.Columns
            : [.. _columns.Select(name => table.Find(name) ?? Missing(name))];
        var request = new LivestatusRequest
        {
            Table = table,
            Columns = columns,
            Names = _columns.Count == 0 ? [.. columns.Select(column => column.Name)] : [.. _columns],
            Filter = _filters.All,
            Stats = [.. _stats],
            Sort = [.. _sort],
            Limit = _limit,
            Offset = _offset,
            ShowsNames = _columnHeaders ?? (_columns.Count == 0 && _stats.Count == 0),
            Form = _form,
            Separators = _separators,
            HasFixedHeader = _fixedHeader,
            AuthUser = _authUser,
            TimeShift = _timeShift,
            TimeLimit = _timeLimit,
            Wait = wait,
        };
        return new RequestReading(request, 200, "", _fixedHeader, _keepsAlive);
    }

    // Naemon's form: column, for a dict the name of a value, and a direction.
    private void ReadSort(string value)
    {
        var words = value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
        {
            Fail(BadRequest, "Sort wants a column");
        }
        else if (FindColumn(words[0]) is { } column)
        {
            var direction = words[^1].ToLowerInvariant();
            var hasDirection = words.Length > 1 && direction is "asc" or "desc";
            var name = column.Type == ColumnType.Dict && words.Length > (hasDirection ? 2 : 1) ? words[1] : "";
            if (words.Length > 1 + (hasDirection ? 1 : 0) + (name.Length > 0 ? 1 : 0))
            {
                Fail(BadRequest, $"cannot sort by '{Quote(value)}': column, and asc or desc are wanted");
            }

            _sort.Add(new SortKey(column, name, hasDirection && direction == "desc"));
        }
    }

    private void ReadLocaltime(string value)
    {
        const long HalfHour = 1800;
        var difference = LenientNumber.Whole(value) - _now.ToUnixTimeSeconds();
        if (difference is <= -86_400 or >= 86_400)
        {
            Fail(BadRequest, "Localtime is more than 24 hours away from the clock of the server");
            return;
        }

        _timeShift = (long)Math.Round((double)difference / HalfHour, MidpointRounding.AwayFromZero) * HalfHour;
    }

    private Column? FindColumn(string name)
    {
        if (_table is not { } table)
        {
            return null;
        }

        if (table.Find(name) is { } column)
        {
            return column;
        }

        Fail(NoSuchColumn, $"Invalid GET request, no such column '{Quote(name)}'");
        return null;
    }

    private bool Switch(string name, string value) => value switch
    {
        "on" => true,
        "off" => false,
        _ => Wrong(false, $"{name} is on or off"),
    };

    private int? Count(string value)
    {
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return count;
        }

        Fail(BadRequest, $"'{Quote(value)}' is not a count");
        return null;
    }

    private TValue Wrong<TValue>(TValue instead, string error)
    {
        Fail(BadRequest, error);
        return instead;
    }

    private void FailIf(string error)
    {
        if (error.Length > 0)
        {
            Fail(BadRequest, error);
        }
    }

    private void Fail(int status, string error)
    {
        if (_error.Length == 0)
        {
            (_status, _error) = (status, error);
        }
    }

    // A column that does not exist is empty, never an error: clients ask every server for the columns of all.
    private static TextColumn Missing(string name) => new(name, "", (_, _) => "");

    private static string Quote(string text) => text.Length <= 200 ? text : text[..200] + "…";
}
