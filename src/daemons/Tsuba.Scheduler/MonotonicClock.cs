namespace Tsuba.Scheduler;

/// <summary>Milliseconds since the daemon's start on a clock that only grows: leases, silence of followers.</summary>
internal sealed class MonotonicClock
{
    private readonly TimeProvider _time;
    private readonly long _origin;

    public MonotonicClock(TimeProvider time)
    {
        _time = time;
        _origin = time.GetTimestamp();
    }

    public long Milliseconds => (long)_time.GetElapsedTime(_origin).TotalMilliseconds;
}
