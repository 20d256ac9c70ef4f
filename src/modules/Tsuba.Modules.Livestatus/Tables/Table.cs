using System.Collections.Frozen;
using System.Collections.Immutable;
using Tsuba.LiveState.Access;

namespace Tsuba.Modules.Livestatus.Tables;

/// <summary>A table as data: its columns, and its rows for a viewer.</summary>
public sealed class Table
{
    private readonly FrozenDictionary<string, Column> _byName;
    private readonly Func<LivestatusData, Viewer, IEnumerable<object>> _rows;

    internal Table(string name, ImmutableArray<Column> columns, Func<LivestatusData, Viewer, IEnumerable<object>> rows)
    {
        Name = name;
        Columns = columns;
        _rows = rows;
        _byName = columns.ToFrozenDictionary(column => column.Name, StringComparer.Ordinal);
    }

    /// <summary>Name as in <c>GET hosts</c>.</summary>
    public string Name { get; }

    /// <summary>Columns in the order of a query without a Columns header.</summary>
    public ImmutableArray<Column> Columns { get; }

    /// <summary>A column; its name may carry the table's own prefix (<c>service_state</c> in services). Null if there is none.</summary>
    public Column? Find(string name)
    {
        if (_byName.TryGetValue(name, out var column))
        {
            return column;
        }

        var prefix = Name.TrimEnd('s') + "_";
        return name.StartsWith(prefix, StringComparison.Ordinal) ? _byName.GetValueOrDefault(name[prefix.Length..]) : null;
    }

    /// <summary>The rows that the viewer sees, in their natural order.</summary>
    public IEnumerable<object> Rows(LivestatusData data, Viewer viewer) => _rows(data, viewer);
}
