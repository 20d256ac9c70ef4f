using System.Collections.Immutable;
using System.Numerics;
using Tsuba.Modules.Livestatus.Output;
using Tsuba.Modules.Livestatus.Requests;
using Tsuba.Modules.Livestatus.Tables;

namespace Tsuba.Modules.Livestatus.Execution;

/// <summary>
/// One run of a query: rows in batches, conditions as bits, cells straight into the answer. Nothing is allocated for a row; what is
/// allocated at all depends on the query and on the number of groups.
/// </summary>
internal sealed class QueryRun
{
    private const int TooMuch = 413;

    private readonly LivestatusRequest _request;
    private readonly QueryContext _context;
    private readonly QueryLimits _limits;
    private readonly RowBatch _batch;
    private readonly AnswerBuffer _answer = new();
    private readonly RowWriter _writer;
    private readonly long _start;
    private readonly ulong[] _selected;
    private readonly ulong[] _scratch;
    private readonly CellBlock _cells;

    public QueryRun(LivestatusRequest request, QueryContext context, QueryLimits limits, RowBatch batch)
    {
        (_request, _context, _limits, _batch) = (request, context, limits, batch);
        _writer = RowWriter.Create(request.Form, request.Separators, _answer);
        _start = limits.Time.GetTimestamp();
        _selected = batch.Rent();
        _scratch = batch.Rent();
        _cells = batch.Cells;
    }

    /// <summary>Runs over the rows. Returns what is wrong with the run, or 200.</summary>
    /// <param name="rows">Rows in their natural order.</param>
    /// <param name="keepsAlive">For the answer.</param>
    /// <param name="failure">Why there is no answer; null: there is one.</param>
    public LivestatusAnswer Run(object[] rows, bool keepsAlive, out (int Status, string Text)? failure)
    {
        failure = _request switch
        {
            { Stats.IsEmpty: false, Columns.IsEmpty: true } => Totals(rows),
            { Stats.IsEmpty: false } => Groups(rows),
            { Sort.IsEmpty: false } when !IsInOrder(rows) => SortedRows(rows),
            _ => Rows(rows),
        };
        _batch.Return(_selected);
        _batch.Return(_scratch);
        if (failure is not null)
        {
            _answer.Release();
            return default;
        }

        return _answer.Finish(200, _request.HasFixedHeader, keepsAlive);
    }

    private ImmutableArray<string> Header => _request.ShowsNames ? _request.Names : [];

    private (int, string)? Rows(object[] rows)
    {
        // Only wrapped_json tells how many there are beyond the limit.
        var countsAll = _request.Form == OutputForm.WrappedJson;
        long last = _request.Limit is { } limit ? (long)_request.Offset + limit : long.MaxValue;
        var found = 0;
        _writer.Begin(Header);
        _cells.Begin(_request.Columns, rows, _context);
        for (var from = 0; from < rows.Length && (countsAll || found < last); from += RowBatch.MostRows)
        {
            if (Next(rows, from) is { } failure)
            {
                return failure;
            }

            for (var word = 0; word < _batch.Words; word++)
            {
                for (var left = _selected[word]; left != 0; left &= left - 1)
                {
                    if (found >= _request.Offset && found < last)
                    {
                        _cells.Add(from + (word * 64) + BitOperations.TrailingZeroCount(left));
                    }

                    found++;
                }

                if (!WriteBlock())
                {
                    return TooLong;
                }
            }

            if (found < last)
            {
                _answer.Expect(from + _batch.Count, rows.Length, _limits.MostBytes);
            }
        }

        _writer.End(found);
        return null;
    }

    private (int, string)? SortedRows(object[] rows)
    {
        var found = new List<int>();
        for (var from = 0; from < rows.Length; from += RowBatch.MostRows)
        {
            if (Next(rows, from) is { } failure)
            {
                return failure;
            }

            for (var word = 0; word < _batch.Words; word++)
            {
                for (var left = _selected[word]; left != 0; left &= left - 1)
                {
                    found.Add(from + (word * 64) + BitOperations.TrailingZeroCount(left));
                }
            }
        }

        var order = RowOrder.Of(rows, found, _request.Sort, _context, _batch.List);
        _writer.Begin(Header);
        _cells.Begin(_request.Columns, rows, _context);
        var end = (int)Math.Min(found.Count, (long)_request.Offset + (_request.Limit ?? int.MaxValue));
        for (var index = _request.Offset; index < end;)
        {
            while (_cells.Count < CellBlock.MostRows && index < end)
            {
                _cells.Add(found[order[index++]]);
            }

            if (!WriteBlock())
            {
                return TooLong;
            }

            _answer.Expect(index - _request.Offset, end - _request.Offset, _limits.MostBytes);
        }

        _writer.End(found.Count);
        return null;
    }

    private (int, string)? Totals(object[] rows)
    {
        var group = new StatsGroup(_request.Stats);
        for (var from = 0; from < rows.Length; from += RowBatch.MostRows)
        {
            if (Next(rows, from) is { } failure)
            {
                return failure;
            }

            for (var entry = 0; entry < _request.Stats.Length; entry++)
            {
                var stats = _request.Stats[entry];
                var among = _selected.AsSpan(0, _batch.Words);
                if (stats.Filter is { } filter)
                {
                    var passed = _scratch.AsSpan(0, _batch.Words);
                    filter.Select(_batch, among, passed);
                    foreach (var word in passed)
                    {
                        group.Counts[entry] += BitOperations.PopCount(word);
                    }
                }
                else
                {
                    Aggregate(stats, entry, among, group, null);
                }
            }
        }

        _writer.Begin(StatsHeader);
        if (_request.Offset == 0 && _request.Limit != 0)
        {
            _writer.BeginRow();
            group.Write(_writer, _request.Stats);
            _writer.EndRow();
        }

        _writer.End(1);
        return null;
    }

    private (int, string)? Groups(object[] rows)
    {
        var groups = new GroupTable(_request, _context);
        for (var from = 0; from < rows.Length; from += RowBatch.MostRows)
        {
            if (Next(rows, from) is { } failure)
            {
                groups.Release();
                return failure;
            }

            var among = _selected.AsSpan(0, _batch.Words);
            if (!groups.Assign(_batch, among))
            {
                groups.Release();
                return (TooMuch, "there are too many groups");
            }

            for (var entry = 0; entry < _request.Stats.Length; entry++)
            {
                var stats = _request.Stats[entry];
                if (stats.Filter is not { } filter)
                {
                    Aggregate(stats, entry, among, null, groups);
                    continue;
                }

                var passed = _scratch.AsSpan(0, _batch.Words);
                filter.Select(_batch, among, passed);
                for (var word = 0; word < passed.Length; word++)
                {
                    for (var left = passed[word]; left != 0; left &= left - 1)
                    {
                        groups.Of((word * 64) + BitOperations.TrailingZeroCount(left)).Counts[entry]++;
                    }
                }
            }
        }

        _writer.Begin(StatsHeader);
        var end = (int)Math.Min(groups.Count, (long)_request.Offset + (_request.Limit ?? int.MaxValue));
        for (var index = _request.Offset; index < end && _answer.Length <= _limits.MostBytes; index++)
        {
            _writer.BeginRow();
            groups.WriteKey(index, _writer);
            groups[index].Write(_writer, _request.Stats);
            _writer.EndRow();
        }

        _writer.End(groups.Count);
        groups.Release();
        return _answer.Length > _limits.MostBytes ? TooLong : null;
    }

    // What is not a number has no sum: its rows are counted, as the old servers do.
    private void Aggregate(StatsEntry stats, int entry, ReadOnlySpan<ulong> among, StatsGroup? only, GroupTable? groups)
    {
        var numbers = stats.Column is NumberColumn whole ? _batch.Numbers(whole) : default;
        var reals = stats.Column is RealColumn real ? _batch.Reals(real) : default;
        for (var word = 0; word < among.Length; word++)
        {
            for (var left = among[word]; left != 0; left &= left - 1)
            {
                var row = (word * 64) + BitOperations.TrailingZeroCount(left);
                var group = only ?? groups!.Of(row);
                switch (stats.Column)
                {
                    case NumberColumn:
                        group.Sums[entry].Add(numbers[row]);
                        break;
                    case RealColumn:
                        group.Sums[entry].Add(reals[row]);
                        break;
                    case TextColumn { IsPerfdata: true } perfdata:
                        group.PerfdataOf(entry).Add(perfdata.Read(_batch[row], _context));
                        break;
                    default:
                        group.Counts[entry]++;
                        break;
                }
            }
        }
    }

    private ImmutableArray<string> StatsHeader => _request.ShowsNames
        ? [.. _request.Names, .. Enumerable.Range(1, _request.Stats.Length).Select(number => $"stats_{number}")]
        : [];

    private static (int, string) TooLong => (TooMuch, "the answer is too long; set a Limit, or ask for fewer columns");

    // Takes the next batch and finds the rows that the viewer sees and the filter accepts.
    private (int, string)? Next(object[] rows, int from)
    {
        if (_limits.Time.GetElapsedTime(_start) > _limits.Longest)
        {
            return (TooMuch, "the query takes longer than its time limit");
        }

        _batch.Take(_context, rows, from, Math.Min(RowBatch.MostRows, rows.Length - from));
        var seen = _scratch.AsSpan(0, _batch.Words);
        _batch.FillAll(seen);
        if (_request.Table.Sees is { } sees && !_context.Viewer.SeesEverything)
        {
            for (var row = 0; row < _batch.Count; row++)
            {
                if (!sees(_batch[row], _context))
                {
                    seen[row >> 6] &= ~(1UL << (row & 63));
                }
            }
        }

        _request.Filter.Select(_batch, seen, _selected.AsSpan(0, _batch.Words));
        return null;
    }

    // Whole tables lie in the order of their names, which is what most pages ask for.
    private bool IsInOrder(object[] rows)
    {
        var sort = _request.Sort.AsSpan();
        return ReferenceEquals(rows, _context.Index.Services) ? sort.Length <= 2 && IsAscending(sort[0], "host_name") && (sort.Length == 1 || IsAscending(sort[1], "description"))
            : ReferenceEquals(rows, _context.Index.Hosts) && sort.Length == 1 && IsAscending(sort[0], "name");
    }

    private static bool IsAscending(SortKey key, string column) => !key.Descending && key.Column.Name == column;

    // Writes the rows of the block and empties it. False: the answer is too long.
    private bool WriteBlock()
    {
        var columns = _request.Columns;
        var isWide = columns.Length > CellBlock.MostColumns;
        if (_cells.Count > 0 && !isWide)
        {
            _cells.Load(_context);
        }

        for (var index = 0; index < _cells.Count && _answer.Length <= _limits.MostBytes; index++)
        {
            if (isWide)
            {
                _writer.BeginRow();
                _writer.Cells(columns, _cells[index], _context, _request.TimeShift);
                _writer.EndRow();
            }
            else
            {
                _writer.Row(columns, _cells, index, _context, _request.TimeShift);
            }
        }

        _cells.Clear();
        return _answer.Length <= _limits.MostBytes;
    }
}
