using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler.Following;
using Tsuba.Simulation.Tests.Nodes;
using Tsuba.Simulation.Tests.Worlds;

namespace Tsuba.Simulation.Tests.Planted;

/// <summary>Followers that acknowledge frames and store them later.</summary>
internal sealed class HastyFollower(int seed) : SimulatedSite(seed)
{
    protected override SimulatedScheduler CreateScheduler(string name) => new Hasty(this, name);

    private sealed class Hasty(SimulatedSite site, string name) : SimulatedScheduler(site, name)
    {
        public override FollowRequest Ask(PartCopy copy)
        {
            var request = copy.NextRequest(TimeSpan.FromMilliseconds(SimulatedCopy.Wait));
            request.Cursor = copy.Taken + 1;
            After(5_000, () => copy.Journal.Commit());
            return request;
        }
    }
}
