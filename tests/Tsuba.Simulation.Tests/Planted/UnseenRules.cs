using Tsuba.Model.Items;
using Tsuba.Scheduler.Parts;
using Tsuba.Simulation.Tests.Nodes;
using Tsuba.Simulation.Tests.Worlds;

namespace Tsuba.Simulation.Tests.Planted;

/// <summary>Schedulers that do not look under which version of the rules the files of a part were written before they run it.</summary>
internal sealed class UnseenRules(int seed) : SimulatedSite(seed)
{
    protected override SimulatedScheduler CreateScheduler(string name) => new Blind(this, name);

    private sealed class Blind(SimulatedSite site, string name) : SimulatedScheduler(site, name)
    {
        protected override uint SemanticsOf(PartFiles files) => SemanticsRange.First;
    }
}
