using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler.Core;
using Tsuba.Simulation.Tests.Nodes;
using Tsuba.Simulation.Tests.Worlds;

namespace Tsuba.Simulation.Tests.Failover;

/// <summary>A receiver that is told who owns the part.</summary>
internal sealed class FailoverReceiver(SimulatedWorld world, FailoverScheduler[] schedulers)
    : SimulatedReceiver(world, schedulers[0], schedulers[0].Commands)
{
    private PartOwner? _owner;

    public void Links(PutLinksRequest request, Action<PutLinksReply> respond)
    {
        var owner = request.Parts.Single();
        if (_owner is null || owner.Stamp.Epoch >= _owner.Stamp.Epoch)
        {
            _owner = owner;
        }

        respond(new PutLinksReply { Ack = PartRules.Accept() });
    }

    protected override void Send(ApplyCommandsRequest request, Action<bool> done)
    {
        if (_owner is not { } owner)
        {
            done(false);
            return;
        }

        var to = schedulers.Single(scheduler => scheduler.Name == owner.Scheduler);
        request.Stamp = owner.Stamp;

        // What a former owner says after the part moved on does not count: the heir may lack it.
        World.Call(
            this, to, request, ApplyCommandsRequest.Parser, ApplyCommandsReply.Parser, to.Commands,
            reply => done(reply is { Ack.Accepted: true } && _owner?.Stamp.Epoch == request.Stamp.Epoch));
    }
}
