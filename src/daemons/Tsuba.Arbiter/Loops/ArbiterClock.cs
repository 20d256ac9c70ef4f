using Tsuba.Model.Time;

namespace Tsuba.Arbiter.Loops;

/// <summary>The arbiter's time: the wall clock, and monotonic milliseconds since its start.</summary>
internal sealed class ArbiterClock(TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();

    internal EngineTime Now => new(time.GetUtcNow().ToUnixTimeMilliseconds(), (long)time.GetElapsedTime(_start).TotalMilliseconds);
}
