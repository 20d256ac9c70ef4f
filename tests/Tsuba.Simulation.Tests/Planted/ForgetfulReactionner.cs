using Tsuba.Execution.Work;
using Tsuba.Poller.Core;
using Tsuba.Simulation.Tests.Nodes;
using Tsuba.Simulation.Tests.Worlds;

namespace Tsuba.Simulation.Tests.Planted;

/// <summary>Reactionners that forget an action as soon as its receipt was taken, as pollers forget checks.</summary>
internal sealed class ForgetfulReactionner(int seed) : SimulatedSite(seed)
{
    protected override SimulatedWorker CreateReactionner(string name) => new(this, name, runsActions: true, (epochs, _) =>
        new WorkCore(PollerCore.Options((ulong)World.Seed) with { Epochs = epochs }));
}
