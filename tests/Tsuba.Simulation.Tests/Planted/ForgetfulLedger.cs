using Tsuba.Arbiter.Core.Commands;
using Tsuba.Arbiter.Draining;
using Tsuba.Simulation.Tests.Nodes;
using Tsuba.Simulation.Tests.Worlds;

namespace Tsuba.Simulation.Tests.Planted;

/// <summary>
/// Arbiters that let receivers free what was read, not what was answered, and that do not take up the commands that they had kept when they
/// start again.
/// </summary>
internal sealed class ForgetfulLedger(int seed) : SimulatedSite(seed)
{
    protected override SimulatedArbiter CreateArbiter(string name) => new Forgetful(this, name);

    private sealed class Forgetful(SimulatedSite site, string name) : SimulatedArbiter(site, name)
    {
        protected override void TakeUp(CommandSpool spool)
        {
            // Whatever the spool holds stays there.
        }

        protected override ulong? FreeOf(CommandOrigin origin) => null;
    }
}
