using Tsuba.Simulation.Tests.Nodes;
using Tsuba.Simulation.Tests.Worlds;

namespace Tsuba.Simulation.Tests.Planted;

/// <summary>Receivers that acknowledge before the flush.</summary>
internal sealed class EarlyAcknowledgements(int seed) : SimulatedSite(seed)
{
    protected override SimulatedReceiver CreateReceiver(string name) => new Hasty(this, name);

    private sealed class Hasty(SimulatedSite site, string name) : SimulatedReceiver(site, name)
    {
        protected override void Taken(int number)
        {
            Acknowledge(number);
            After(World.Random.Next(2, 200), () => Flush());
        }
    }
}
