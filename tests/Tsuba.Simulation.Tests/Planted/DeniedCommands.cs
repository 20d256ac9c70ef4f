using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;
using Tsuba.Simulation.Tests.Nodes;
using Tsuba.Simulation.Tests.Worlds;

namespace Tsuba.Simulation.Tests.Planted;

/// <summary>Schedulers that do not know a command that a former owner hands over, although their part had it.</summary>
internal sealed class DeniedCommands(int seed) : SimulatedSite(seed, hasReloads: true)
{
    protected override SimulatedScheduler CreateScheduler(string name) => new Denying(this, name);

    private sealed class Denying(SimulatedSite site, string name) : SimulatedScheduler(site, name)
    {
        protected override CommandAnswer Answered(CommandAnswer answer) =>
            answer.State == CommandState.Duplicate && CommandSources.TryReadLeft(answer.Source, out _, out _) ? new(answer) { State = CommandState.Unknown } : answer;
    }
}
