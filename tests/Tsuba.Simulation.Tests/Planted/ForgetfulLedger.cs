using Tsuba.Arbiter.Draining;
using Tsuba.Simulation.Tests.Nodes;
using Tsuba.Simulation.Tests.Worlds;

namespace Tsuba.Simulation.Tests.Planted;

/// <summary>An arbiter that does not take up the commands that it had kept when it starts again.</summary>
internal sealed class ForgetfulLedger(int seed) : SimulatedSite(seed)
{
    protected override SimulatedArbiter CreateArbiter(string name) => new Forgetful(this, name);

    private sealed class Forgetful(SimulatedSite site, string name) : SimulatedArbiter(site, name)
    {
        protected override void TakeUp(CommandSpool spool)
        {
            // Whatever the spool holds stays there.
        }
    }
}
