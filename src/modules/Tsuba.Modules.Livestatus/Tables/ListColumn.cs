namespace Tsuba.Modules.Livestatus.Tables;

/// <summary>A column of lists, or of names with values (a dict: name, value, name, value…). It writes into a list that is used again.</summary>
internal sealed class ListColumn : Column
{
    private readonly Action<object, QueryContext, ListCell> _write;

    public ListColumn(string name, ColumnType type, string description, Action<object, QueryContext, ListCell> write)
        : base(name, type, description)
    {
        _write = write;
    }

    /// <summary>The set of attributes behind a list of their names; null: it is an ordinary list. See <see cref="NumberColumn.IsMask"/>.</summary>
    public Func<object, QueryContext, long>? Mask { get; init; }

    public void Read(object row, QueryContext context, ListCell cell)
    {
        cell.Clear();
        _write(row, context, cell);
    }

    internal override Column Behind(string name, Func<object, QueryContext, object?> step) =>
        new ListColumn(name, Type, Description, (row, context, cell) =>
        {
            if (step(row, context) is { } target)
            {
                _write(target, context, cell);
            }
        })
        {
            Mask = Mask is { } mask ? (row, context) => step(row, context) is { } target ? mask(target, context) : 0 : null,
        };
}
