using Tsuba.Arbiter.Draining;
using Tsuba.Simulation.Tests.Nodes;
using Tsuba.Simulation.Tests.Worlds;

namespace Tsuba.Simulation.Tests.Planted;

/// <summary>Arbiters that take up whatever their spool holds, though those who were drained are asked again from the first command that is not answered.</summary>
internal sealed class EagerLedger(int seed) : SimulatedSite(seed)
{
    protected override SimulatedArbiter CreateArbiter(string name) => new Eager(this, name);

    private sealed class Eager(SimulatedSite site, string name) : SimulatedArbiter(site, name)
    {
        protected override void TakeUp(CommandSpool spool)
        {
            foreach (var kept in spool.ReadAll())
            {
                var (origin, reply, _) = CommandSpool.Decode(kept.Content.Span)!.Value;
                Core.Take(kept.Sequence, origin, reply.Commands, Time, reply.NextCursor);
            }
        }
    }
}
