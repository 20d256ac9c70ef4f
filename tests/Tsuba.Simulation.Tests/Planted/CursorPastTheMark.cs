using Tsuba.Simulation.Tests.Nodes;
using Tsuba.Simulation.Tests.Worlds;

namespace Tsuba.Simulation.Tests.Planted;

/// <summary>Schedulers that tell events as soon as their own disk has them, without waiting for the follower.</summary>
internal sealed class CursorPastTheMark(int seed) : SimulatedSite(seed)
{
    protected override SimulatedScheduler CreateScheduler(string name) => new Talkative(this, name);

    private sealed class Talkative(SimulatedSite site, string name) : SimulatedScheduler(site, name)
    {
        protected override ulong Mark(SimulatedPart part) => part.Opened.Journal.DurableSequence;
    }
}
