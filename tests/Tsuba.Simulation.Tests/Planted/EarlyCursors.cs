using System.Collections.Immutable;
using Tsuba.Broker.Core;
using Tsuba.Simulation.Tests.Nodes;
using Tsuba.Simulation.Tests.Worlds;

namespace Tsuba.Simulation.Tests.Planted;

/// <summary>Brokers that write their cursors down when events were read, and not when the module has them.</summary>
internal sealed class EarlyCursors(int seed) : SimulatedSite(seed)
{
    protected override SimulatedBroker CreateBroker(string name) => new Hasty(this, name);

    private sealed class Hasty(SimulatedSite site, string name) : SimulatedBroker(site, name)
    {
        protected override ImmutableSortedDictionary<int, EventPosition> Keepable(CursorKeeper keeper, ImmutableSortedDictionary<int, EventPosition> offered) => offered;
    }
}
