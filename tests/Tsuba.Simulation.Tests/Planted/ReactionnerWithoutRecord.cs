using Tsuba.Execution.Work;
using Tsuba.Reactionner.Core;
using Tsuba.Simulation.Tests.Nodes;
using Tsuba.Simulation.Tests.Worlds;

namespace Tsuba.Simulation.Tests.Planted;

/// <summary>Reactionners that do not read after a death what they had recorded before.</summary>
internal sealed class ReactionnerWithoutRecord(int seed) : SimulatedSite(seed)
{
    protected override SimulatedWorker CreateReactionner(string name) => new(this, name, runsActions: true, (epochs, _) =>
        new WorkCore(ReactionnerCore.Options((ulong)World.Seed) with { Epochs = epochs }));
}
