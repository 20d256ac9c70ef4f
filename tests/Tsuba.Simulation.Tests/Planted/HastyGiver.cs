using Tsuba.Arbiter.Core;
using Tsuba.Dispatch.Ownership;
using Tsuba.Protocol.Contracts;
using Tsuba.Simulation.Tests.Nodes;
using Tsuba.Simulation.Tests.Worlds;

namespace Tsuba.Simulation.Tests.Planted;

/// <summary>
/// Arbiters that give a new owner the new configuration at once, although commands for a host that leaves with it are still on their way, and schedulers that
/// refuse such commands for good.
/// </summary>
internal sealed class HastyGiver(int seed) : SimulatedSite(seed, hasReloads: true)
{
    protected override SimulatedArbiter CreateArbiter(string name) => new Hasty(this, name);

    protected override SimulatedScheduler CreateScheduler(string name) => new Refusing(this, name);

    private sealed class Refusing(SimulatedSite site, string name) : SimulatedScheduler(site, name)
    {
        protected override CommandAnswer Answered(CommandAnswer answer) => new(answer) { Elsewhere = false };
    }

    private sealed class Hasty(SimulatedSite site, string name) : SimulatedArbiter(site, name)
    {
        protected override OrderedPart? ContentOf(DeployPart deploy) =>
            Core.Running?.Parts.GetValueOrDefault(deploy.Part) is { } wanted ? base.ContentOf(deploy with { Generation = wanted.Manifest.Generation }) : null;
    }
}
