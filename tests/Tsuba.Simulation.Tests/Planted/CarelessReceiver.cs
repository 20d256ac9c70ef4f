using Tsuba.Simulation.Tests.Nodes;
using Tsuba.Simulation.Tests.Worlds;

namespace Tsuba.Simulation.Tests.Planted;

/// <summary>Receivers that acknowledge after the flush, whether or not the disk took it.</summary>
internal sealed class CarelessReceiver(int seed) : SimulatedSite(seed)
{
    protected override SimulatedReceiver CreateReceiver(string name) => new Careless(this, name);

    private sealed class Careless(SimulatedSite site, string name) : SimulatedReceiver(site, name)
    {
        protected override void Taken(int number) => After(World.Random.Next(2, 200), () =>
        {
            Flush();
            Acknowledge(number);
        });
    }
}
