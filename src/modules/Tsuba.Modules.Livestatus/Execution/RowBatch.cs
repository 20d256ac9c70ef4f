using Tsuba.LiveState.Columns;
using Tsuba.Modules.Livestatus.Tables;

namespace Tsuba.Modules.Livestatus.Execution;

/// <summary>
/// Up to 1,024 rows under work. Rows of a whole table are read from its columns of words; of others, columns of numbers that conditions asked for are laid
/// out as arrays. Each comparison is made once for a batch, however many conditions ask it. Used again for each batch and query. One thread.
/// </summary>
internal sealed class RowBatch
{
    /// <summary>Most rows of a batch; a multiple of 64.</summary>
    public const int MostRows = 1024;

    /// <summary>Words of 64 bits of a full batch.</summary>
    public const int MostWords = MostRows / 64;

    // Comparisons beyond it are made each time: looking for one among many is not free either.
    private const int MostKept = 64;

    private readonly List<(Column? Column, long[] Values)> _numbers = [];
    private readonly List<(Column? Column, double[] Values)> _reals = [];
    private readonly List<(Column? Column, NumberOperator Operation, long Value, ulong[] Bits)> _compared = [];
    private readonly Stack<ulong[]> _words = new();
    private readonly ulong[] _unkept = new ulong[MostWords];
    private readonly long[] _hostWords = new long[MostRows];
    private int _usedNumbers;
    private int _usedReals;
    private int _usedCompared;
    private bool _hasHostWords;

    /// <summary>A list that columns write into.</summary>
    public ListCell List { get; } = new();

    /// <summary>Rows that are about to be written, and their cells.</summary>
    public CellBlock Cells { get; } = new();

    public QueryContext Context { get; private set; } = null!;

    /// <summary>Rows in the batch.</summary>
    public int Count { get; private set; }

    /// <summary>Place of the first one among <see cref="Rows"/>.</summary>
    public int From { get; private set; }

    /// <summary>All rows that the query looks at.</summary>
    public object[] Rows { get; private set; } = [];

    /// <summary>Whether the rows are all hosts of the site.</summary>
    public bool IsHosts { get; private set; }

    /// <summary>Whether the rows are all services of the site.</summary>
    public bool IsServices { get; private set; }

    /// <summary>Words of 64 bits that hold one bit for each row.</summary>
    public int Words => (Count + 63) / 64;

    public object this[int index] => Rows[From + index];

    /// <summary>Takes the next rows.</summary>
    public void Take(QueryContext context, object[] rows, int from, int count)
    {
        Context = context;
        (Rows, From, Count) = (rows, from, count);
        IsHosts = ReferenceEquals(rows, context.Index.Hosts);
        IsServices = ReferenceEquals(rows, context.Index.Services);
        (_usedNumbers, _usedReals, _usedCompared, _hasHostWords) = (0, 0, 0, false);
    }

    /// <summary>Lets go of what the last query used.</summary>
    public void Release()
    {
        Context = null!;
        Rows = [];
        Count = 0;
        List.Clear();
        Cells.Release();
    }

    /// <summary>All rows of the batch as bits.</summary>
    public void FillAll(Span<ulong> words)
    {
        words.Fill(ulong.MaxValue);
        if (Count % 64 != 0)
        {
            words[Words - 1] = (1UL << (Count % 64)) - 1;
        }
    }

    /// <summary>Bits to work with, of the length of a full batch; give them back.</summary>
    public ulong[] Rent() => _words.TryPop(out var words) ? words : new ulong[MostWords];

    public void Return(ulong[] words) => _words.Push(words);

    /// <summary>Which rows compare so with a value. Holds until the next call.</summary>
    public ReadOnlySpan<ulong> Compare(NumberColumn column, NumberOperator operation, long value)
    {
        for (var index = 0; index < _usedCompared; index++)
        {
            var known = _compared[index];
            if (known.Value == value && known.Operation == operation && ReferenceEquals(known.Column, column))
            {
                return known.Bits.AsSpan(0, Words);
            }
        }

        var bits = _unkept;
        if (_usedCompared < MostKept)
        {
            bits = _usedCompared < _compared.Count ? _compared[_usedCompared].Bits : new ulong[MostWords];
            if (_usedCompared == _compared.Count)
            {
                _compared.Add((column, operation, value, bits));
            }
            else
            {
                _compared[_usedCompared] = (column, operation, value, bits);
            }

            _usedCompared++;
        }

        var target = bits.AsSpan(0, Words);
        if (StatusWords(column, out var field) is { IsEmpty: false } words && field.Compares(value))
        {
            BitComparison.Compare(words, field.Mask, value << field.Shift, operation, target);
        }
        else
        {
            BitComparison.Compare(Numbers(column), -1, value, operation, target);
        }

        return target;
    }

    /// <summary>The values of a column, row by row.</summary>
    public ReadOnlySpan<long> Numbers(NumberColumn column)
    {
        for (var index = 0; index < _usedNumbers; index++)
        {
            if (ReferenceEquals(_numbers[index].Column, column))
            {
                return _numbers[index].Values.AsSpan(0, Count);
            }
        }

        if (_usedNumbers == _numbers.Count)
        {
            _numbers.Add((null, new long[MostRows]));
        }

        var values = _numbers[_usedNumbers].Values;
        _numbers[_usedNumbers++] = (column, values);
        for (var index = 0; index < Count; index++)
        {
            values[index] = column.Read(this[index], Context);
        }

        return values.AsSpan(0, Count);
    }

    /// <summary>The values of a column, row by row.</summary>
    public ReadOnlySpan<double> Reals(RealColumn column)
    {
        for (var index = 0; index < _usedReals; index++)
        {
            if (ReferenceEquals(_reals[index].Column, column))
            {
                return _reals[index].Values.AsSpan(0, Count);
            }
        }

        if (_usedReals == _reals.Count)
        {
            _reals.Add((null, new double[MostRows]));
        }

        var values = _reals[_usedReals].Values;
        _reals[_usedReals++] = (column, values);
        for (var index = 0; index < Count; index++)
        {
            values[index] = column.Read(this[index], Context);
        }

        return values.AsSpan(0, Count);
    }

    // The words that hold a column; empty: the rows are no table of the site, or the column is not in words.
    private ReadOnlySpan<long> StatusWords(NumberColumn column, out StatusField field)
    {
        var site = Context.Site.Words;
        field = column.Field ?? (column.HostColumn as NumberColumn)?.Field ?? StatusField.State;
        if (column.Field is not null)
        {
            return IsServices ? site.Services.Slice(From, Count) : IsHosts ? site.Hosts.Slice(From, Count) : [];
        }

        return IsServices && column.HostColumn is NumberColumn { Field: not null } ? HostWords(site) : [];
    }

    private ReadOnlySpan<long> HostWords(SiteWords site)
    {
        if (!_hasHostWords)
        {
            var words = site.Hosts;
            var hosts = site.HostOfService.Slice(From, Count);
            for (var row = 0; row < hosts.Length; row++)
            {
                _hostWords[row] = words[hosts[row]];
            }

            _hasHostWords = true;
        }

        return _hostWords.AsSpan(0, Count);
    }
}
