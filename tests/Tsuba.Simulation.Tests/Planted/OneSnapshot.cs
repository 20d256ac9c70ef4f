using Tsuba.Simulation.Tests.Nodes;
using Tsuba.Simulation.Tests.Worlds;

namespace Tsuba.Simulation.Tests.Planted;

/// <summary>Schedulers that let go of what the newest snapshot covers, and not only of what the one before covers too.</summary>
internal sealed class OneSnapshot(int seed) : SimulatedSite(seed)
{
    protected override SimulatedScheduler CreateScheduler(string name) => new Frugal(this, name);

    private sealed class Frugal(SimulatedSite site, string name) : SimulatedScheduler(site, name)
    {
        public override void Stored(SimulatedPart part) => part.Opened.Journal.DropBefore(part.Opened.Snapshots.NewestSequence() + 1, keepBytes: 0);
    }
}
