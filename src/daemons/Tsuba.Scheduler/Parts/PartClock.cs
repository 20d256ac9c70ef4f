using Tsuba.Model.Time;

namespace Tsuba.Scheduler.Parts;

/// <summary>
/// The two clocks of a part (design 2.3). The logical one goes on from the last frame: plus what the wall clock says has passed
/// since then, never less than nothing, and from there on by the monotonic clock.
/// </summary>
internal sealed class PartClock
{
    private readonly TimeProvider _time;
    private readonly long _origin;
    private readonly long _base;

    public PartClock(TimeProvider time, EngineTime last)
    {
        _time = time;
        _origin = time.GetTimestamp();
        var utc = time.GetUtcNow().ToUnixTimeMilliseconds();
        _base = last == default ? 0 : last.LogicalMilliseconds + Math.Max(0, utc - last.UtcMilliseconds);
    }

    public EngineTime Now => new(
        _time.GetUtcNow().ToUnixTimeMilliseconds(),
        _base + (long)_time.GetElapsedTime(_origin).TotalMilliseconds);
}
