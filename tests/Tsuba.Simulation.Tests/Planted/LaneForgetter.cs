using Tsuba.Receiver.Delivery;
using Tsuba.Simulation.Tests.Nodes;
using Tsuba.Simulation.Tests.Worlds;

namespace Tsuba.Simulation.Tests.Planted;

/// <summary>Receivers that do not remember after a death which parts' commands they had given to the arbiter, and overtake them.</summary>
internal sealed class LaneForgetter(int seed) : SimulatedSite(seed)
{
    protected override SimulatedReceiver CreateReceiver(string name) => new Forgetful(this, name);

    private sealed class Forgetful(SimulatedSite site, string name) : SimulatedReceiver(site, name)
    {
        protected override LaneFile OpenLanes() => new(Disk, $"/r-lanes/lanes-{Deaths}");
    }
}
