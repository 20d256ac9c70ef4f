using System.Collections.Frozen;
using System.Collections.Immutable;
using Tsuba.Modules.Livestatus.Execution;

namespace Tsuba.Modules.Livestatus.Tables;

/// <summary>A table as data: its columns, its rows, and who may see which. Source: reference/livestatus.md 11.</summary>
public sealed class Table
{
    private readonly FrozenDictionary<string, Column> _byName;
    private readonly ImmutableArray<string> _prefixes;

    /// <summary>A table; a column that stands twice counts the first time.</summary>
    /// <param name="name">Name as in <c>GET hosts</c>.</param>
    /// <param name="prefixes">What may stand before a column's name: <c>service_</c> in services.</param>
    /// <param name="columns">Columns in the order of a query without a Columns header.</param>
    internal Table(string name, ImmutableArray<string> prefixes, IEnumerable<Column> columns)
    {
        Name = name;
        _prefixes = prefixes;
        Columns = [.. columns.DistinctBy(column => column.Name)];
        _byName = Columns.ToFrozenDictionary(column => column.Name, StringComparer.Ordinal);
    }

    /// <summary>Name as in <c>GET hosts</c>.</summary>
    public string Name { get; }

    /// <summary>Columns in the order of a query without a Columns header.</summary>
    public ImmutableArray<Column> Columns { get; }

    /// <summary>All rows in their natural order.</summary>
    internal Func<QueryContext, object[]> Rows { get; init; } = _ => [];

    /// <summary>Whether the viewer of the context may see a row; null: everybody sees all.</summary>
    internal Func<object, QueryContext, bool>? Sees { get; init; }

    /// <summary>Rows that an index finds for the conditions that must all hold, still to be filtered; null: it helps nothing.</summary>
    internal Func<ImmutableArray<RowFilter>, QueryContext, object[]?>? Narrow { get; init; }

    /// <summary>Whether rows come from the history, which is read before the query runs.</summary>
    internal bool IsHistory { get; init; }

    /// <summary>A prefix under which a name that is not found is looked up again: <c>current_</c> in log. Empty: none.</summary>
    internal string Fallback { get; init; } = "";

    /// <summary>A column by its name, which may carry the table's own prefix. Null if there is none.</summary>
    public Column? Find(string name)
    {
        if (_byName.TryGetValue(name, out var column))
        {
            return column;
        }

        foreach (var prefix in _prefixes)
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal) && Find(name[prefix.Length..]) is { } own)
            {
                return own;
            }
        }

        return Fallback.Length > 0 ? _byName.GetValueOrDefault(Fallback + name) : null;
    }
}
