using Tsuba.Arbiter.Core.Configuration;
using Tsuba.Simulation.Tests.Nodes;
using Tsuba.Simulation.Tests.Worlds;

namespace Tsuba.Simulation.Tests.Planted;

/// <summary>The second arbiter does not ask the synchronizer when it leads: it has its own files.</summary>
internal sealed class DeafHeir(int seed) : SimulatedSite(seed, hasReloads: true)
{
    protected override SimulatedArbiter CreateArbiter(string name) => name == "arbiter-1" ? base.CreateArbiter(name) : new Deaf(this, name);

    private sealed class Deaf(SimulatedSite site, string name) : SimulatedArbiter(site, name)
    {
        protected override bool Asks(EditionReader edition) => false;
    }
}
