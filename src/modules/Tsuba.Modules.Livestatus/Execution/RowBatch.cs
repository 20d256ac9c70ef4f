using Tsuba.Modules.Livestatus.Tables;

namespace Tsuba.Modules.Livestatus.Execution;

/// <summary>
/// Up to 1,024 rows under work, with the columns of numbers that conditions asked for laid out as arrays: each is read once for a
/// batch however many conditions look at it. Used again for each batch and query. One thread.
/// </summary>
internal sealed class RowBatch
{
    /// <summary>Most rows of a batch; a multiple of 64.</summary>
    public const int MostRows = 1024;

    /// <summary>Words of 64 bits of a full batch.</summary>
    public const int MostWords = MostRows / 64;

    private readonly List<(Column? Column, long[] Values)> _numbers = [];
    private readonly List<(Column? Column, double[] Values)> _reals = [];
    private readonly Stack<ulong[]> _words = new();
    private int _usedNumbers;
    private int _usedReals;
    private object[] _rows = [];
    private int _from;

    /// <summary>A list that columns write into.</summary>
    public ListCell List { get; } = new();

    public QueryContext Context { get; private set; } = null!;

    /// <summary>Rows in the batch.</summary>
    public int Count { get; private set; }

    /// <summary>Words of 64 bits that hold one bit for each row.</summary>
    public int Words => (Count + 63) / 64;

    public object this[int index] => _rows[_from + index];

    /// <summary>Takes the next rows.</summary>
    public void Take(QueryContext context, object[] rows, int from, int count)
    {
        Context = context;
        (_rows, _from, Count) = (rows, from, count);
        (_usedNumbers, _usedReals) = (0, 0);
    }

    /// <summary>Lets go of what the last query used.</summary>
    public void Release()
    {
        Context = null!;
        _rows = [];
        Count = 0;
        List.Clear();
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
}
