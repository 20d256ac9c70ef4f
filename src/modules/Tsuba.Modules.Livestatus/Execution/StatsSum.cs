namespace Tsuba.Modules.Livestatus.Execution;

/// <summary>The running values of one aggregate. An empty set gives 0 for every function, since NaN is not JSON. 1/0 counts as 0.</summary>
internal struct StatsSum
{
    private long _count;
    private double _sum;
    private double _mean;
    private double _squares;
    private double _inverse;
    private double _minimum;
    private double _maximum;

    public void Add(double value)
    {
        _minimum = _count == 0 ? value : Math.Min(_minimum, value);
        _maximum = _count == 0 ? value : Math.Max(_maximum, value);
        _count++;
        _sum += value;
        _inverse += value == 0 ? 0 : 1 / value;

        // Welford's way: the difference of two large sums of squares would lose everything for times.
        var difference = value - _mean;
        _mean += difference / _count;
        _squares += difference * (value - _mean);
    }

    public readonly double Result(StatsFunction function)
    {
        var value = _count == 0 ? 0 : function switch
        {
            StatsFunction.Sum => _sum,
            StatsFunction.Minimum => _minimum,
            StatsFunction.Maximum => _maximum,
            StatsFunction.Average => _sum / _count,
            StatsFunction.InverseSum => _inverse,
            StatsFunction.InverseAverage => _inverse / _count,
            _ => _count < 2 ? 0 : Math.Sqrt(_squares / (_count - 1)),
        };
        return double.IsFinite(value) ? value : 0;
    }
}
