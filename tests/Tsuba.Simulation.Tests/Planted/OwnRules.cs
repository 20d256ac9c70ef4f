using Tsuba.Engine.Inputs;
using Tsuba.Engine.Outputs;
using Tsuba.Scheduler.Parts;
using Tsuba.Simulation.Tests.Nodes;
using Tsuba.Simulation.Tests.Worlds;

namespace Tsuba.Simulation.Tests.Planted;

/// <summary>Schedulers that go on with a part under the newest rules of their own program, whatever its journal says.</summary>
internal sealed class OwnRules(int seed) : SimulatedSite(seed)
{
    protected override SimulatedScheduler CreateScheduler(string name) => new Headstrong(this, name);

    private sealed class Headstrong(SimulatedSite site, string name) : SimulatedScheduler(site, name)
    {
        protected override void Opened(OpenedPart opened) =>
            opened.Core.Engine.Apply(new SemanticsRaised(Program.Newest), opened.Core.Time, new EngineOutputs());
    }
}
