using Tsuba.Protocol.Contracts;
using Tsuba.Simulation.Tests.Nodes;
using Tsuba.Simulation.Tests.Worlds;

namespace Tsuba.Simulation.Tests.Planted;

/// <summary>A synchronizer that moves production when the arbiter has read what is offered, not when it has accepted it.</summary>
internal sealed class HastyPublisher(int seed) : SimulatedSite(seed, hasReloads: true)
{
    protected override SimulatedSynchronizer CreateSynchronizer(string name) => new Hasty(this, name);

    private sealed class Hasty(SimulatedSite site, string name) : SimulatedSynchronizer(site, name)
    {
        public override void Serve(ProductionRequest request, Action<ProductionReply?> respond) => base.Serve(request, reply =>
        {
            if (request.Refresh && reply is { Author.Length: > 0 })
            {
                Publish(reply.Commit);
            }

            respond(reply);
        });
    }
}
