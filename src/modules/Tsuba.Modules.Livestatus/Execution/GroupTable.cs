using System.Numerics;
using System.Text;
using Tsuba.Modules.Livestatus.Output;
using Tsuba.Modules.Livestatus.Requests;
using Tsuba.Modules.Livestatus.Tables;

namespace Tsuba.Modules.Livestatus.Execution;

/// <summary>
/// Groups of rows, known by their cells as the answer shows them: two rows whose cells look the same are one group. The cells of the
/// first row are kept as written, so a state that changes during the query cannot make two groups of one name.
/// </summary>
internal sealed class GroupTable
{
    private const int MostGroups = 1_000_000;

    private readonly LivestatusRequest _request;
    private readonly QueryContext _context;
    private readonly Dictionary<string, int> _byKey = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly List<(StatsGroup Group, int From, int Length)> _groups = [];
    private readonly AnswerBuffer _keys = new();
    private readonly RowWriter _keyWriter;
    private readonly int[] _groupOfRow = new int[RowBatch.MostRows];
    private char[] _characters = new char[256];

    public GroupTable(LivestatusRequest request, QueryContext context)
    {
        (_request, _context) = (request, context);
        _lookup = _byKey.GetAlternateLookup<ReadOnlySpan<char>>();
        _keyWriter = RowWriter.Create(request.Form, request.Separators, _keys);
    }

    public int Count => _groups.Count;

    public StatsGroup this[int index] => _groups[index].Group;

    /// <summary>The group of a row of the batch that was assigned last.</summary>
    public StatsGroup Of(int row) => _groups[_groupOfRow[row]].Group;

    /// <summary>Finds the groups of rows. False if there are too many.</summary>
    public bool Assign(RowBatch batch, ReadOnlySpan<ulong> among)
    {
        for (var word = 0; word < among.Length; word++)
        {
            for (var left = among[word]; left != 0; left &= left - 1)
            {
                var row = (word * 64) + BitOperations.TrailingZeroCount(left);
                _groupOfRow[row] = Find(batch[row]);
            }
        }

        return _groups.Count <= MostGroups;
    }

    public void WriteKey(int index, RowWriter writer)
    {
        var (_, from, length) = _groups[index];
        writer.Written(_keys.Slice(from, length));
    }

    public void Release() => _keys.Release();

    private int Find(object row)
    {
        var from = _keys.Length;
        _keyWriter.BeginRow();
        var begin = _keys.Length;
        _keyWriter.Cells(_request.Columns, row, _context, _request.TimeShift);
        var length = _keys.Length - begin;
        if (_characters.Length < length)
        {
            _characters = new char[length * 2];
        }

        // One character for a byte is enough to compare with.
        var count = Encoding.Latin1.GetChars(_keys.Slice(begin, length), _characters);
        var key = _characters.AsSpan(0, count);
        if (_lookup.TryGetValue(key, out var index))
        {
            _keys.Truncate(from);
            return index;
        }

        index = _groups.Count;
        _byKey[key.ToString()] = index;
        _groups.Add((new StatsGroup(_request.Stats), begin, length));
        return index;
    }
}
