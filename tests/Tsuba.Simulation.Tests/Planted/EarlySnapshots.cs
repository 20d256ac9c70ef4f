using Tsuba.Protocol.Contracts;
using Tsuba.Simulation.Tests.Nodes;
using Tsuba.Simulation.Tests.Worlds;

namespace Tsuba.Simulation.Tests.Planted;

/// <summary>Schedulers that store a state before its last frame is on the disk.</summary>
internal sealed class EarlySnapshots(int seed) : SimulatedSite(seed)
{
    protected override SimulatedScheduler CreateScheduler(string name) => new Hasty(this, name);

    private sealed class Hasty(SimulatedSite site, string name) : SimulatedScheduler(site, name)
    {
        public override bool MayStore(SimulatedPart part, PartSnapshot snapshot) => true;
    }
}
