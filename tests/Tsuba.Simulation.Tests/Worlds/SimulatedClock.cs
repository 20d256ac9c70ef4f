using Tsuba.Model.Time;

namespace Tsuba.Simulation.Tests.Worlds;

/// <summary>The clocks of one machine: a wall clock that may be wrong and may step, and a monotonic one that knows neither.</summary>
internal sealed class SimulatedClock(SimulatedWorld world, long uptime) : TimeProvider
{
    private long _skew;

    public override long TimestampFrequency => 1000;

    /// <summary>Both clocks of the machine.</summary>
    public EngineTime Time => new(GetUtcNow().ToUnixTimeMilliseconds(), GetTimestamp());

    public override long GetTimestamp() => uptime + world.Now;

    public override DateTimeOffset GetUtcNow() => world.GetUtcNow().AddMilliseconds(_skew);

    /// <summary>Sets the wall clock on, or back.</summary>
    public void Step(long milliseconds) => _skew += milliseconds;
}
