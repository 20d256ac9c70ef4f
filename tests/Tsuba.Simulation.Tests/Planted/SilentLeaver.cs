using Tsuba.Scheduler.Parts;
using Tsuba.Simulation.Tests.Nodes;
using Tsuba.Simulation.Tests.Worlds;

namespace Tsuba.Simulation.Tests.Planted;

/// <summary>Schedulers that drop a part without handing over what its heir may not have.</summary>
internal sealed class SilentLeaver(int seed) : SimulatedSite(seed)
{
    protected override SimulatedScheduler CreateScheduler(string name) => new Silent(this, name);

    private sealed class Silent(SimulatedSite site, string name) : SimulatedScheduler(site, name)
    {
        protected override void Leave(PartFiles files, string heir)
        {
        }
    }
}
