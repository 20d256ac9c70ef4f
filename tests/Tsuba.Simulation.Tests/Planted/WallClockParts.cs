using Tsuba.Simulation.Tests.Nodes;
using Tsuba.Simulation.Tests.Worlds;

namespace Tsuba.Simulation.Tests.Planted;

/// <summary>Schedulers whose parts measure intervals with the wall clock.</summary>
internal sealed class WallClockParts(int seed) : SimulatedSite(seed)
{
    protected override SimulatedScheduler CreateScheduler(string name) => new Naive(this, name);

    private sealed class Naive(SimulatedSite site, string name) : SimulatedScheduler(site, name)
    {
        protected override TimeProvider PartTime => new WallClock(Clock);
    }

    private sealed class WallClock(SimulatedClock clock) : TimeProvider
    {
        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => clock.Time.UtcMilliseconds;

        public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();
    }
}
