namespace Tsuba.Arbiter.Core.Commands;

/// <summary>Up to where the commands of one drained daemon are answered, all of them, in the order in which they were read.</summary>
internal sealed class FreeCursor
{
    private readonly SortedDictionary<ulong, (ulong Next, bool IsClosed)> _records = [];

    /// <summary>Everything before this cursor is answered; 0: nothing.</summary>
    internal ulong Value { get; private set; }

    /// <summary>A record was taken; its last command stands before a cursor.</summary>
    internal void Open(ulong record, ulong next) => _records[record] = (next, IsClosed: false);

    /// <summary>Every command of a record is answered.</summary>
    internal void Close(ulong record)
    {
        _records[record] = (_records[record].Next, IsClosed: true);
        while (_records.Count > 0 && _records.First() is { Value.IsClosed: true } first)
        {
            Value = Math.Max(Value, first.Value.Next);
            _records.Remove(first.Key);
        }
    }
}
