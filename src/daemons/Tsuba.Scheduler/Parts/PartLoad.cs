namespace Tsuba.Scheduler.Parts;

/// <summary>What a part costs: inputs per second, and the time that its turns take, over the last whole minute.</summary>
internal sealed class PartLoad(TimeProvider time)
{
    private const int Seconds = 60;

    private readonly Lock _gate = new();
    private readonly (long Second, long Inputs, long Ticks)[] _buckets = new (long, long, long)[Seconds + 1];
    private readonly long _origin = time.GetTimestamp();

    /// <summary>A turn was taken.</summary>
    /// <param name="inputs">Inputs of it.</param>
    /// <param name="began">Time stamp of its beginning.</param>
    public void Add(int inputs, long began)
    {
        var now = time.GetTimestamp();
        var second = Second(now);
        var ticks = time.GetElapsedTime(began, now).Ticks;
        lock (_gate)
        {
            ref var bucket = ref _buckets[second % _buckets.Length];
            bucket = bucket.Second == second ? (second, bucket.Inputs + inputs, bucket.Ticks + ticks) : (second, inputs, ticks);
        }
    }

    /// <summary>Inputs per second, and seconds of turns per second.</summary>
    public (double InputsPerSecond, double TurnShare) Read()
    {
        var second = Second(time.GetTimestamp());
        var (inputs, ticks) = (0L, 0L);
        lock (_gate)
        {
            foreach (var bucket in _buckets)
            {
                if (bucket.Second < second && bucket.Second >= second - Seconds)
                {
                    inputs += bucket.Inputs;
                    ticks += bucket.Ticks;
                }
            }
        }

        var over = Math.Clamp(second, 1, Seconds);
        return ((double)inputs / over, (double)ticks / TimeSpan.TicksPerSecond / over);
    }

    private long Second(long timestamp) => (long)time.GetElapsedTime(_origin, timestamp).TotalSeconds;
}
