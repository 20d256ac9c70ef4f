using Tsuba.Arbiter.Core;
using Tsuba.Arbiter.Core.Commands;
using Tsuba.Arbiter.Core.Configuration;
using Tsuba.Dispatch.Ownership;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;
using Tsuba.Simulation.Tests.Worlds;

namespace Tsuba.Simulation.Tests.Nodes;

/// <content>What the core wants done.</content>
internal partial class SimulatedArbiter
{
    private const int DrainPause = 300;

    private static PartStamp Stamp(PartId part, Epoch epoch) => new() { Part = part.Value, Epoch = epoch.Packed };

    private void Carry(DispatchAction action, SimulatedScheduler to)
    {
        World.Tell($"{Name}: {action.GetType().Name} part {action.Part} {action.Epoch} to {to.Name}");
        var stamp = Stamp(action.Part, action.Epoch);
        switch (action)
        {
            case DeployPart deploy:
                Deploy(deploy, to, SimulatedConfiguration.Instance.Running.Parts[deploy.Part]);
                break;
            case FollowOwner follow:
                var order = new FollowPartRequest { Stamp = stamp, Owner = follow.Owner ?? "", Revision = follow.Revision };
                Site.Network.Call(this, to, order, FollowPartReply.Parser, to.FollowPart, reply => Done(action, reply?.Ack));
                break;
            case ReleasePart:
                Site.Network.Call(this, to, new DropPartRequest { Stamp = stamp }, PartReply.Parser, to.Drop, reply => Done(action, reply?.Ack));
                break;
        }
    }

    // Offer, the chunks that are missing, activation: each only after the one before was accepted.
    private void Deploy(DeployPart deploy, SimulatedScheduler to, RunningPart part)
    {
        var offer = new OfferPartRequest { Stamp = Stamp(deploy.Part, deploy.Epoch), Manifest = part.Manifest };
        Site.Network.Call(this, to, offer, OfferPartReply.Parser, to.Offer, offered =>
        {
            if (offered is not { Ack.Accepted: true })
            {
                Done(deploy, offered?.Ack);
            }
            else if (offered.Missing.Count == 0)
            {
                Activate(deploy, to, part);
            }
            else
            {
                var put = new PutChunksRequest();
                put.Chunks.AddRange(offered.Missing.Select(hash => new StoredChunk { Hash = hash, Content = part.Chunks[hash] }));
                Site.Network.Call(this, to, put, PutChunksReply.Parser, to.PutChunks, stored =>
                {
                    if (stored is { Ack.Accepted: true })
                    {
                        Activate(deploy, to, part);
                    }
                    else
                    {
                        Done(deploy, stored?.Ack);
                    }
                });
            }
        });
    }

    private void Activate(DeployPart deploy, SimulatedScheduler to, RunningPart part)
    {
        var request = new ActivatePartRequest { Stamp = Stamp(deploy.Part, deploy.Epoch), Manifest = part.Manifest, Revision = deploy.Revision, NeedsState = deploy.NeedsState };
        request.Follower = deploy.Follower is null ? null : new DaemonAddress { Role = "scheduler", Name = deploy.Follower };
        Site.Network.Call(this, to, request, PartReply.Parser, to.Activate, reply => Done(deploy, reply?.Ack));
    }

    private void Done(DispatchAction action, Ack? ack)
    {
        _core.Completed(action, ack is null ? ActionOutcome.Failed : ArbiterCore.OutcomeOf(action, ack), Time);
        Step();
    }

    private void Push(PushLinks push)
    {
        var to = Site.Find(push.Satellite.Name);
        if (to is not ISatellite satellite)
        {
            return;
        }

        Site.Network.Call(this, to, push.Request, PutLinksReply.Parser, satellite.Links, reply =>
        {
            _core.LinksPushed(push, reply is { Ack.Accepted: true }, Time);
            Step();
        });
    }

    private void Send(SendCommands send)
    {
        var to = Site.Schedulers.Single(scheduler => scheduler.Name == send.Scheduler);
        var request = new ApplyCommandsRequest { Stamp = Stamp(send.Part, send.Epoch) };
        request.Commands.AddRange(send.Commands);
        Site.Network.Call(this, to, request, ApplyCommandsReply.Parser, to.Commands, reply =>
        {
            if (reply is null)
            {
                _core.CommandsFailed(send, Time);
            }
            else
            {
                _core.CommandsAnswered(send, reply, Time);
            }

            Step();
        });
    }

    private void Drain(SimulatedReceiver receiver, DrainCursor cursor)
    {
        var origin = new CommandOrigin(DaemonRole.Receiver, receiver.Name);
        cursor.Add(_core.TakeAnswers(origin, cursor.Room));
        Site.Network.Call(this, receiver, cursor.Next(TimeSpan.Zero), DrainReply.Parser, receiver.Drain, reply =>
        {
            if (reply is null || !cursor.Answered(reply))
            {
                After(DrainPause, () => Drain(receiver, cursor));
                return;
            }

            var record = _spool.Append(origin, reply);
            After(World.Random.Next(2, 200), () =>
            {
                if (_routing.Commit())
                {
                    _core.Take(record, origin, reply.Commands);
                    _spool.Taken(record);
                    cursor.Kept(reply);
                    Step();
                }

                Drain(receiver, cursor);
            });
        });
    }
}
