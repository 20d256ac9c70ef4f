using Tsuba.Modules.Livestatus.Tables;

namespace Tsuba.Modules.Livestatus.Execution;

/// <summary>The running value of one entry of Stats. An empty set gives 0 for every function, since NaN is not JSON.</summary>
internal sealed class StatsSum
{
    private readonly StatsEntry _entry;
    private long _count;
    private double _sum;
    private double _squares;
    private double _inverse;
    private double _minimum = double.PositiveInfinity;
    private double _maximum = double.NegativeInfinity;

    public StatsSum(StatsEntry entry)
    {
        _entry = entry;
    }

    public void Add(object row)
    {
        if (_entry.Filter is { } filter)
        {
            _count += filter.Accepts(row) ? 1 : 0;
            return;
        }

        var value = _entry.Column!.Read(row).Number;
        _count++;
        _sum += value;
        _squares += value * value;
        _inverse += value == 0 ? 0 : 1 / value;
        _minimum = Math.Min(_minimum, value);
        _maximum = Math.Max(_maximum, value);
    }

    /// <summary>The value and its type: counts and sums of whole numbers are whole.</summary>
    public (Cell Cell, ColumnType Type) Result()
    {
        if (_entry.Filter is not null)
        {
            return (Cell.Of(_count), ColumnType.Int);
        }

        var isWhole = _entry.Column!.Type is ColumnType.Int or ColumnType.Time && _entry.Function is "sum" or "min" or "max";
        var value = _count == 0 ? 0 : _entry.Function switch
        {
            "sum" => _sum,
            "min" => _minimum,
            "max" => _maximum,
            "avg" => _sum / _count,
            "suminv" => _inverse,
            "avginv" => _inverse / _count,
            _ => _count < 2 ? 0 : Math.Sqrt(Math.Max(0, (_squares - (_sum * _sum / _count)) / (_count - 1))),
        };
        return (Cell.Of(double.IsFinite(value) ? value : 0), isWhole ? ColumnType.Int : ColumnType.Float);
    }
}
