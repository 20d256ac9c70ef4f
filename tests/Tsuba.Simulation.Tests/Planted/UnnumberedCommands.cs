using Tsuba.Engine.Inputs;
using Tsuba.Simulation.Tests.Nodes;
using Tsuba.Simulation.Tests.Worlds;

namespace Tsuba.Simulation.Tests.Planted;

/// <summary>Schedulers that forget the numbers of commands.</summary>
internal sealed class UnnumberedCommands(int seed) : SimulatedSite(seed)
{
    protected override SimulatedScheduler CreateScheduler(string name) => new Forgetful(this, name);

    private sealed class Forgetful(SimulatedSite site, string name) : SimulatedScheduler(site, name)
    {
        protected override CommandReceived Received(CommandReceived command) => base.Received(command) with { Sequence = 0 };
    }
}
