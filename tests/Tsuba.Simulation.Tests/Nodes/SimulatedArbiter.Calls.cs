using Google.Protobuf;
using Tsuba.Arbiter.Core;
using Tsuba.Arbiter.Core.Commands;
using Tsuba.Arbiter.Core.Configuration;
using Tsuba.Dispatch.Ownership;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;

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
                if (ContentOf(deploy) is var (part, leaving, awaited))
                {
                    var activation = new ActivatePartRequest { Stamp = stamp, Manifest = part.Manifest, Revision = deploy.Revision, NeedsState = deploy.NeedsState, Leaving = { leaving }, Awaited = { awaited }, Semantics = deploy.Semantics };
                    activation.Follower = deploy.Follower is null ? null : new DaemonAddress { Role = "scheduler", Name = deploy.Follower };
                    Deploy(deploy, to, part, activation);
                }
                else
                {
                    // Not from within the step that gave it out.
                    After(1, () => Done(deploy, ack: null));
                }

                break;
            case FollowOwner follow:
                var order = new FollowPartRequest { Stamp = stamp, Owner = follow.Owner ?? "", Revision = follow.Revision };
                Order(to, order, FollowPartReply.Parser, to.FollowPart, reply => Done(action, reply?.Ack));
                break;
            case ReleasePart:
                Order(to, new DropPartRequest { Stamp = stamp, Heir = _core.OwnerOf(action.Part) }, PartReply.Parser, to.Drop, reply => Done(action, reply?.Ack));
                break;
        }
    }

    /// <summary>What the new owner of a part is given.</summary>
    protected virtual OrderedPart? ContentOf(DeployPart deploy) => _core.ContentOf(deploy);

    // Offer, the chunks that are missing, activation: each only after the one before was accepted.
    private void Deploy(DeployPart deploy, SimulatedScheduler to, RunningPart part, ActivatePartRequest activation)
    {
        var offer = new OfferPartRequest { Stamp = Stamp(deploy.Part, deploy.Epoch), Manifest = part.Manifest };
        Order(to, offer, OfferPartReply.Parser, to.Offer, offered =>
        {
            if (offered is not { Ack.Accepted: true })
            {
                Done(deploy, offered?.Ack);
            }
            else if (offered.Missing.Count == 0)
            {
                Activate(deploy, to, activation);
            }
            else
            {
                var put = new PutChunksRequest();
                put.Chunks.AddRange(offered.Missing.Select(hash => new StoredChunk { Hash = hash, Content = part.Chunks[hash] }));
                Order(to, put, PutChunksReply.Parser, to.PutChunks, stored =>
                {
                    if (stored is { Ack.Accepted: true })
                    {
                        Activate(deploy, to, activation);
                    }
                    else
                    {
                        Done(deploy, stored?.Ack);
                    }
                });
            }
        });
    }

    private void Activate(DeployPart deploy, SimulatedScheduler to, ActivatePartRequest activation) =>
        Order(to, activation, PartReply.Parser, to.Activate, reply => Done(deploy, reply?.Ack));

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

        Order(to, push.Request, PutLinksReply.Parser, satellite.Links, reply =>
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
        Order(to, request, ApplyCommandsReply.Parser, to.Commands, reply =>
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

    /// <summary>Up to where a receiver may free what it was drained of.</summary>
    protected virtual ulong? FreeOf(CommandOrigin origin) => _core.FreeOf(origin);

    // A call that only who leads may make: the other side looks at its term first.
    private void Order<TRequest, TReply>(SimulatedNode to, TRequest request, MessageParser<TReply> replies, Action<TRequest, Action<TReply?>> handle, Action<TReply?> done)
        where TRequest : class, IMessage<TRequest>, IDeepCloneable<TRequest>
        where TReply : class, IMessage<TReply>
    {
        var term = _stance.IsLeading ? _stance.Term : 0;
        Site.Network.Call(this, to, request, replies, (received, respond) =>
        {
            if (to.Obeys(Name, term))
            {
                Record.Obey(to.Name, Name, term);
                handle(received, respond);
            }
            else
            {
                Record.RefusedOrders++;
                respond(null);
            }
        }, done);
    }

    private void Drain<T>(T receiver, DrainCursor cursor, int turn)
        where T : SimulatedNode, IDrained
    {
        if (turn != _turn)
        {
            return;
        }

        var origin = receiver.Origin;
        var free = FreeOf(origin);
        cursor.Add(_core.TakeAnswers(origin, cursor.Room));
        Order(receiver, cursor.Next(TimeSpan.Zero, free), DrainReply.Parser, receiver.Drain, reply =>
        {
            if (turn != _turn)
            {
                return;
            }

            if (reply is null || !cursor.Answered(reply))
            {
                After(DrainPause, () => Drain(receiver, cursor, turn));
                return;
            }

            TakeIn(_spool.Append(origin, reply, free is not null), origin, reply, turn, () =>
            {
                cursor.Kept(reply);
                Drain(receiver, cursor, turn);
            });
        });
    }

    // The core has commands when they are durable, however long that takes.
    private void TakeIn(ulong record, CommandOrigin origin, DrainReply reply, int turn, Action taken) => After(World.Random.Next(2, 200), () =>
    {
        if (turn != _turn)
        {
            return;
        }

        if (!_routing.Commit())
        {
            TakeIn(record, origin, reply, turn, taken);
            return;
        }

        _core.Take(record, origin, reply.Commands, Time, reply.NextCursor);
        _spool.Taken(record);
        Step();
        taken();
    });
}
