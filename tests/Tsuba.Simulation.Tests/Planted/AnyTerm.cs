using Tsuba.Simulation.Tests.Nodes;
using Tsuba.Simulation.Tests.Worlds;

namespace Tsuba.Simulation.Tests.Planted;

/// <summary>Schedulers that obey an arbiter whose term has passed.</summary>
internal sealed class AnyTerm(int seed) : SimulatedSite(seed)
{
    protected override SimulatedScheduler CreateScheduler(string name) => new Careless(this, name);

    private sealed class Careless(SimulatedSite site, string name) : SimulatedScheduler(site, name)
    {
        public override bool Obeys(string arbiter, uint term) => true;
    }
}
