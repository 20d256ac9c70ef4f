using Tsuba.LiveState.Columns;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Modules.Livestatus.Tables;

/// <summary>A column of whole numbers: counts, states, truth values as 0 and 1, and times in seconds since 1970.</summary>
internal sealed class NumberColumn : Column
{
    private readonly Func<object, QueryContext, long> _read;

    public NumberColumn(string name, ColumnType type, string description, Func<object, QueryContext, long> read)
        : base(name, type, description)
    {
        _read = read;
    }

    /// <summary>Whether filters compare it as a set of attributes: <c>=</c> all of them, <c>~</c> these among others, <c>~~</c> one of them.</summary>
    public bool IsMask { get; init; }

    /// <summary>Where the words of statuses hold it, for tables of hosts and services; null: nowhere.</summary>
    public StatusField? Field { get; init; }

    /// <summary>How it is read from the status alone; null: it needs more.</summary>
    public Func<StatusEvent, long>? OfStatus { get; init; }

    public long Read(object row, QueryContext context) => _read(row, context);

    internal override Column Behind(string name, Func<object, QueryContext, object?> step) =>
        new NumberColumn(name, Type, Description, (row, context) => step(row, context) is { } target ? _read(target, context) : 0) { IsMask = IsMask };
}
