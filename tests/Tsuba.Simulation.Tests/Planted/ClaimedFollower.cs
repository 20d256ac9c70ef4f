using Tsuba.Simulation.Tests.Nodes;
using Tsuba.Simulation.Tests.Worlds;

namespace Tsuba.Simulation.Tests.Planted;

/// <summary>Schedulers that report their follower in sync whether or not it is.</summary>
internal sealed class ClaimedFollower(int seed) : SimulatedSite(seed)
{
    protected override SimulatedScheduler CreateScheduler(string name) => new Boastful(this, name);

    private sealed class Boastful(SimulatedSite site, string name) : SimulatedScheduler(site, name)
    {
        protected override bool IsProtected(SimulatedPart part) => true;
    }
}
