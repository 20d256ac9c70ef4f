using Tsuba.Protocol.Contracts;
using Tsuba.Simulation.Tests.Nodes;
using Tsuba.Simulation.Tests.Worlds;

namespace Tsuba.Simulation.Tests.Planted;

/// <summary>Schedulers that go on with a part whose files are damaged, although a follower may have more.</summary>
internal sealed class StubbornOwner(int seed) : SimulatedSite(seed)
{
    protected override SimulatedScheduler CreateScheduler(string name) => new Stubborn(this, name);

    private sealed class Stubborn(SimulatedSite site, string name) : SimulatedScheduler(site, name)
    {
        protected override PartRecord Damaged(PartRecord record, bool isRestart) => record;
    }
}
