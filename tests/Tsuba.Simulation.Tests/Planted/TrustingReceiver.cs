using Tsuba.Protocol.Contracts;
using Tsuba.Simulation.Tests.Nodes;
using Tsuba.Simulation.Tests.Worlds;

namespace Tsuba.Simulation.Tests.Planted;

/// <summary>Receivers that free what an owner took although its follower, which may take over, lacks it.</summary>
internal sealed class TrustingReceiver(int seed) : SimulatedSite(seed)
{
    protected override SimulatedReceiver CreateReceiver(string name) => new Trusting(this, name);

    private sealed class Trusting(SimulatedSite site, string name) : SimulatedReceiver(site, name)
    {
        protected override ApplyCommandsReply? Heard(ApplyCommandsReply? reply) => reply is null ? null : new ApplyCommandsReply(reply) { FollowerBehind = false };
    }
}
