using Tsuba.Arbiter.Core;
using Tsuba.Dispatch.Daemons;
using Tsuba.Dispatch.Moves;
using Tsuba.Model.Items;
using Tsuba.Model.Time;

namespace Tsuba.Daemons.Tests.Arbiter;

public sealed class ArbiterCoreMovesTests
{
    [Fact]
    public void MoveCompleted_ArbiterThatLeadsNoMore_ForgetsNoMove()
    {
        var moves = new PendingMoves(3, [new HostMove("web", new PartId(1), new PartId(2))]);
        var core = new ArbiterCore(new DaemonKey(DaemonRole.Arbiter, "arbiter-master"), ArbiterState.Empty with { Moves = moves }, new Dictionary<string, (string, int)>(StringComparer.Ordinal));

        core.MoveCompleted(new ReleaseHosts(new PartId(1)), accepted: true, new EngineTime(0, 0));

        Assert.Equal(moves, core.State.Moves);
    }
}
