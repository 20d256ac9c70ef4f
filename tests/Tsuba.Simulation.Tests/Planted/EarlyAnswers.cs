using Tsuba.Scheduler.Parts;
using Tsuba.Simulation.Tests.Nodes;
using Tsuba.Simulation.Tests.Worlds;

namespace Tsuba.Simulation.Tests.Planted;

/// <summary>Schedulers that answer before the frame is durable.</summary>
internal sealed class EarlyAnswers(int seed) : SimulatedSite(seed)
{
    protected override SimulatedScheduler CreateScheduler(string name) => new Hasty(this, name);

    private sealed class Hasty(SimulatedSite site, string name) : SimulatedScheduler(site, name)
    {
        public override bool MayAnswer(InputMessage message) => true;
    }
}
