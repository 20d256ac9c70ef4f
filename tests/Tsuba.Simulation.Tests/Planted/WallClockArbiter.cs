using Tsuba.Model.Time;
using Tsuba.Simulation.Tests.Nodes;
using Tsuba.Simulation.Tests.Worlds;

namespace Tsuba.Simulation.Tests.Planted;

/// <summary>Arbiters that measure spans with the wall clock.</summary>
internal sealed class WallClockArbiter(int seed) : SimulatedSite(seed)
{
    protected override SimulatedArbiter CreateArbiter(string name) => new Naive(this, name);

    private sealed class Naive(SimulatedSite site, string name) : SimulatedArbiter(site, name)
    {
        protected override EngineTime Time => base.Time with { LogicalMilliseconds = base.Time.UtcMilliseconds };
    }
}
