namespace Tsuba.Modules.Livestatus.Tables;

/// <summary>A column of numbers with fractions. What is not a finite number reads as 0, since NaN is not JSON.</summary>
internal sealed class RealColumn : Column
{
    private readonly Func<object, QueryContext, double> _read;

    public RealColumn(string name, string description, Func<object, QueryContext, double> read)
        : base(name, ColumnType.Float, description)
    {
        _read = read;
    }

    public double Read(object row, QueryContext context)
    {
        var value = _read(row, context);
        return double.IsFinite(value) ? value : 0;
    }

    internal override Column Behind(string name, Func<object, QueryContext, object?> step) =>
        new RealColumn(name, Description, (row, context) => step(row, context) is { } target ? _read(target, context) : 0);
}
