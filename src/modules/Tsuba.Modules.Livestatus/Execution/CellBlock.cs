using System.Collections.Immutable;
using Tsuba.LiveState;
using Tsuba.Modules.Livestatus.Tables;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Modules.Livestatus.Execution;

/// <summary>
/// The cells of up to 64 rows, read column by column before they are written row by row: reads of one column wait for memory together, where those of one
/// row would wait one after the other. The status of a row is taken once; what services show of their host is read once for neighbours of one host; texts
/// that few rows have for themselves are looked up by number in long answers. Used again. One thread.
/// </summary>
internal sealed class CellBlock
{
    /// <summary>Most rows of a block: those of one word of bits.</summary>
    public const int MostRows = 64;

    /// <summary>Most columns; wider answers are written cell by cell.</summary>
    public const int MostColumns = 128;

    // Numbering the texts of a column looks at a whole table, which short answers would not pay back.
    private const int RowsBeforeCodes = 1024;

    private const int LettersOfLine = 32;

    private readonly object[] _rows = new object[MostRows];
    private readonly int[] _places = new int[MostRows];
    private readonly StatusEvent[] _statuses = new StatusEvent[MostRows];
    private readonly long[]?[] _numbers = new long[MostColumns][];
    private readonly double[]?[] _reals = new double[MostColumns][];
    private readonly string[]?[] _texts = new string[MostColumns][];
    private readonly TextCodes?[] _codes = new TextCodes?[MostColumns];
    private ImmutableArray<Column> _columns = [];
    private object[] _table = [];
    private bool _needsStatus;
    private bool _isServices;
    private int _loaded;
    private int _touched;

    /// <summary>Rows in the block.</summary>
    public int Count { get; private set; }

    public object this[int row] => _rows[row];

    /// <summary>Begins an answer.</summary>
    /// <param name="columns">Its columns.</param>
    /// <param name="table">Rows that places count in.</param>
    /// <param name="context">The view.</param>
    public void Begin(ImmutableArray<Column> columns, object[] table, QueryContext context)
    {
        (_columns, _table, _loaded, Count) = (columns, table, 0, 0);
        _isServices = ReferenceEquals(table, context.Index.Services);
        _needsStatus = false;
        foreach (var column in columns)
        {
            _needsStatus |= column is NumberColumn { OfStatus: not null } or TextColumn { OfStatus: not null };
        }
    }

    /// <summary>Takes another row.</summary>
    /// <param name="place">Its place in the table.</param>
    public void Add(int place)
    {
        _places[Count] = place;
        _rows[Count++] = _table[place];
    }

    public void Clear() => Count = 0;

    /// <summary>Reads the cells; lists are left to the writer.</summary>
    public void Load(QueryContext context)
    {
        if (_loaded < RowsBeforeCodes && (_loaded += Count) >= RowsBeforeCodes)
        {
            FindCodes(context);
        }

        var rows = _rows.AsSpan(0, Count);
        if (_needsStatus)
        {
            for (var row = 0; row < rows.Length; row++)
            {
                _statuses[row] = ((LiveItem)rows[row]).Status;
            }
        }

        for (var index = 0; index < _columns.Length; index++)
        {
            switch (_columns[index])
            {
                case NumberColumn number:
                    Load(number, (_numbers[index] ??= new long[MostRows]).AsSpan(0, rows.Length), context);
                    break;
                case TextColumn text:
                    Load(text, _codes[index], (_texts[index] ??= new string[MostRows]).AsSpan(0, rows.Length), context);
                    break;
                case RealColumn real:
                    var reals = _reals[index] ??= new double[MostRows];
                    for (var row = 0; row < rows.Length; row++)
                    {
                        reals[row] = real.Read(rows[row], context);
                    }

                    break;
            }
        }
    }

    public long Number(int column, int row) => _numbers[column]![row];

    public double Real(int column, int row) => _reals[column]![row];

    public string Text(int column, int row) => _texts[column]![row];

    /// <summary>Lets go of the texts and of everything that belongs to a query.</summary>
    public void Release()
    {
        foreach (var texts in _texts)
        {
            texts?.AsSpan().Clear();
        }

        _rows.AsSpan().Clear();
        _statuses.AsSpan().Clear();
        _codes.AsSpan().Clear();
        (_columns, _table) = ([], []);
    }

    private void FindCodes(QueryContext context)
    {
        var isHosts = ReferenceEquals(_table, context.Index.Hosts);
        for (var index = 0; index < _columns.Length; index++)
        {
            if (_columns[index] is TextColumn { HostColumn: null } text)
            {
                _codes[index] = _isServices ? context.Index.ServiceCodes(text, context) : isHosts ? context.Index.HostCodes(text, context) : null;
            }
        }
    }

    private void Load(NumberColumn column, Span<long> numbers, QueryContext context)
    {
        if (column.OfStatus is { } ofStatus)
        {
            for (var row = 0; row < numbers.Length; row++)
            {
                numbers[row] = ofStatus(_statuses[row]);
            }
        }
        else if (_isServices && column.HostColumn is NumberColumn ofHost)
        {
            var hosts = context.Site.Words.HostOfService;
            var known = -1;
            var number = 0L;
            for (var row = 0; row < numbers.Length; row++)
            {
                if (hosts[_places[row]] is var host && host != known)
                {
                    (known, number) = (host, ofHost.Read(context.Index.Hosts[host], context));
                }

                numbers[row] = number;
            }
        }
        else
        {
            for (var row = 0; row < numbers.Length; row++)
            {
                numbers[row] = column.Read(_rows[row], context);
            }
        }
    }

    private void Load(TextColumn column, TextCodes? codes, Span<string> texts, QueryContext context)
    {
        if (column.OfStatus is { } ofStatus)
        {
            for (var row = 0; row < texts.Length; row++)
            {
                texts[row] = ofStatus(_statuses[row]);
            }
        }
        else if (codes is not null)
        {
            for (var row = 0; row < texts.Length; row++)
            {
                texts[row] = codes[codes.Codes[_places[row]]];
            }

            return;
        }
        else if (_isServices && column.HostColumn is TextColumn ofHost)
        {
            LoadOfHost(ofHost, texts, context);
            return;
        }
        else
        {
            for (var row = 0; row < texts.Length; row++)
            {
                texts[row] = column.Read(_rows[row], context);
            }
        }

        Touch(texts);
    }

    // A letter of each line of memory is looked at only so that the line is near when the text is written: lines of many texts are waited for together.
    private void Touch(ReadOnlySpan<string> texts)
    {
        var sum = 0;
        foreach (var text in texts)
        {
            for (var letter = 0; letter < text.Length; letter += LettersOfLine)
            {
                sum += text[letter];
            }

            sum += text.Length == 0 ? 0 : text[^1];
        }

        _touched = sum;
    }

    private void LoadOfHost(TextColumn ofHost, Span<string> texts, QueryContext context)
    {
        var hosts = context.Site.Words.HostOfService;
        var known = -1;
        var text = "";
        for (var row = 0; row < texts.Length; row++)
        {
            if (hosts[_places[row]] is var host && host != known)
            {
                (known, text) = (host, ofHost.Read(context.Index.Hosts[host], context));
            }

            texts[row] = text;
        }
    }
}
