using Tsuba.LiveState;

namespace Tsuba.Modules.Livestatus.Tables;

/// <summary>
/// One column of a table. What kind of value it reads is its class, so that no cell is boxed. A column of a joined object is the
/// object's own column behind a step from row to object; where the step leads nowhere, the cell is empty or 0.
/// </summary>
public abstract class Column
{
    private protected Column(string name, ColumnType type, string description)
    {
        Name = name;
        Type = type;
        Description = description;
    }

    /// <summary>Name as clients write it.</summary>
    public string Name { get; }

    /// <summary>Type, as the table <c>columns</c> tells it.</summary>
    public ColumnType Type { get; }

    /// <summary>What it holds, for the table <c>columns</c>.</summary>
    public string Description { get; }

    /// <summary>The column of hosts that this column of services shows; null: it shows none.</summary>
    public Column? HostColumn { get; private set; }

    /// <summary>The same column for rows from which <paramref name="step"/> leads to a row of its own; null leads nowhere.</summary>
    internal abstract Column Behind(string name, Func<object, QueryContext, object?> step);

    /// <summary>This column of hosts for rows that are services.</summary>
    internal Column OfHost(string name)
    {
        var joined = Behind(name, static (row, _) => ((LiveService)row).Host);
        joined.HostColumn = this;
        return joined;
    }
}
