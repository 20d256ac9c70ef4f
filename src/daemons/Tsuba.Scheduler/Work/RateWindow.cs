namespace Tsuba.Scheduler.Work;

/// <summary>How often something happens, over the last ten whole seconds, and the mean of a value that comes with it.</summary>
internal sealed class RateWindow
{
    private const int Seconds = 10;

    private readonly Lock _gate = new();
    private readonly (long Second, long Count, double Sum)[] _buckets = new (long, long, double)[Seconds + 1];

    public void Add(long nowMilliseconds, double value)
    {
        var second = nowMilliseconds / 1000;
        lock (_gate)
        {
            ref var bucket = ref _buckets[second % _buckets.Length];
            bucket = bucket.Second == second ? (second, bucket.Count + 1, bucket.Sum + value) : (second, 1, value);
        }
    }

    public (double PerSecond, double Mean) Read(long nowMilliseconds)
    {
        var second = nowMilliseconds / 1000;
        var (count, sum) = (0L, 0.0);
        lock (_gate)
        {
            foreach (var bucket in _buckets)
            {
                if (bucket.Second < second && bucket.Second >= second - Seconds)
                {
                    count += bucket.Count;
                    sum += bucket.Sum;
                }
            }
        }

        return ((double)count / Seconds, count == 0 ? 0 : sum / count);
    }
}
