using Tsuba.Protocol.Contracts;
using Tsuba.Simulation.Tests.Nodes;
using Tsuba.Simulation.Tests.Worlds;

namespace Tsuba.Simulation.Tests.Planted;

/// <summary>Schedulers that do not check the epoch of an order.</summary>
internal sealed class AnyEpoch(int seed) : SimulatedSite(seed)
{
    protected override SimulatedScheduler CreateScheduler(string name) => new Careless(this, name);

    private sealed class Careless(SimulatedSite site, string name) : SimulatedScheduler(site, name)
    {
        protected override PartRecord? Known(int part) => base.Known(part) is { } known ? new PartRecord(known) { Epoch = 0 } : null;
    }
}
