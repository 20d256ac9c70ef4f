namespace Tsuba.Modules.History.Sampling;

/// <summary>Values gathered over one span.</summary>
internal sealed class SampleSum
{
    public long Count { get; private set; }

    public double Minimum { get; private set; } = double.PositiveInfinity;

    public double Maximum { get; private set; } = double.NegativeInfinity;

    public double Sum { get; private set; }

    /// <summary>Adds one value.</summary>
    public void Add(double value) => Add(1, value, value, value);

    /// <summary>Adds the values of a finer span.</summary>
    public void Add(long count, double minimum, double maximum, double sum)
    {
        Count += count;
        Minimum = Math.Min(Minimum, minimum);
        Maximum = Math.Max(Maximum, maximum);
        Sum += sum;
    }
}
