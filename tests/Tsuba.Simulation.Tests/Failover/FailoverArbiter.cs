using System.Collections.Immutable;
using Tsuba.Dispatch.Daemons;
using Tsuba.Dispatch.Liveness;
using Tsuba.Dispatch.Ownership;
using Tsuba.Dispatch.Realms;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;
using Tsuba.Model.Items;
using Tsuba.Model.Time;
using Tsuba.Protocol.Contracts;
using Tsuba.Simulation.Tests.Nodes;
using Tsuba.Simulation.Tests.Worlds;
using Tsuba.Testing;

namespace Tsuba.Simulation.Tests.Failover;

/// <summary>Heartbeats, liveness and the real ownership brain; tells schedulers what to do and the receiver whom to ask.</summary>
internal sealed class FailoverArbiter : SimulatedNode
{
    private readonly ImmutableArray<DaemonNode> _nodes;
    private readonly FailoverScheduler[] _schedulers;
    private readonly FailoverReceiver _receiver;
    private readonly FailoverRecord _told;
    private OwnershipState _state = OwnershipState.Empty;
    private OwnershipBrain _brain = null!;
    private LivenessTable _liveness = null!;

    public FailoverArbiter(SimulatedWorld world, FailoverScheduler[] schedulers, FailoverReceiver receiver, FailoverRecord told)
        : base(world, "arbiter")
    {
        _schedulers = schedulers;
        _receiver = receiver;
        _told = told;
        _nodes =
        [
            .. schedulers.Select(scheduler => new DaemonNode(
                new DaemonKey(DaemonRole.Scheduler, scheduler.Name), scheduler.Name, 1, RealmTree.ImplicitName, 1, scheduler != schedulers[0], true, false, [],
                LivenessTimers.Shipped, TimeSpan.FromSeconds(3),
                new ResolvedObject(ObjectType.Main, scheduler.Name, [], [], new SourceLocation("simulation", 1, 1)))),
        ];
    }

    /// <summary>Who owns the part as far as the arbiter knows.</summary>
    public PartOwnership? Ownership => _brain.Find(SimulatedScheduler.Part);

    private EngineTime Time => new(World.GetUtcNow().ToUnixTimeMilliseconds(), World.Now);

    protected override void OnStart()
    {
        _brain = new OwnershipBrain(_state, OwnershipOptions.Default);
        _liveness = new LivenessTable(TimeSpan.FromSeconds(15));
        _liveness.Watch(_nodes, Time);
        _brain.SetGoals(
            [new PartGoal(SimulatedScheduler.Part, RealmTree.ImplicitName, _schedulers[0].Name, SimulatedConfiguration.Instance.Manifest.Generation)],
            _nodes,
            RealmTree.Build(new ResolvedConfigurationBuilder().Build()));
        Tick();
    }

    // What the brain decides is durable before anyone is told.
    protected override void OnCrash()
    {
    }

    private void Tick()
    {
        _liveness.Tick(Time);
        foreach (var scheduler in _schedulers)
        {
            Beat(scheduler);
        }

        Step();
        if (Ownership is { Owner: { } owner } ownership)
        {
            var links = new PutLinksRequest { Generation = 1 };
            links.Parts.Add(new PartOwner { Stamp = Stamp(ownership.Epoch), Scheduler = owner });
            World.Call(this, _receiver, links, PutLinksRequest.Parser, PutLinksReply.Parser, _receiver.Links, _ => { });
        }

        After(1000, Tick);
    }

    private void Beat(FailoverScheduler scheduler)
    {
        var asked = Time;
        World.Call(this, scheduler, new HeartbeatRequest { Arbiter = Name }, HeartbeatRequest.Parser, HeartbeatReply.Parser, scheduler.Heartbeat, reply =>
        {
            if (reply is null)
            {
                return;
            }

            _liveness.Heard(new DaemonKey(DaemonRole.Scheduler, scheduler.Name), Time);
            _brain.Report(scheduler.Name, [.. reply.Parts.Select(Read)], asked);
            Step();
        });
    }

    private static ManagedReport Read(ManagedPart part) => new(
        new PartId(part.Stamp.Part), Epoch.FromPacked(part.Stamp.Epoch), part.Generation, part.Owner, part.Active, part.FollowerDurable > 0,
        part.Durable, part.Peer.Length == 0 ? null : part.Peer, part.Revision);

    private void Step()
    {
        var actions = _brain.Step(_liveness, Time);
        _state = _brain.State;
        foreach (var action in actions)
        {
            Carry(action, _schedulers.Single(scheduler => scheduler.Name == action.Scheduler));
        }
    }

    private void Carry(DispatchAction action, FailoverScheduler to)
    {
        _told.Tell($"arbiter gives out {action.GetType().Name} {action.Epoch} to {to.Name}");
        switch (action)
        {
            case DeployPart deploy:
                var activate = new ActivatePartRequest { Stamp = Stamp(action.Epoch), Manifest = SimulatedConfiguration.Instance.Manifest, Revision = deploy.Revision };
                activate.Follower = deploy.Follower is null ? null : new DaemonAddress { Name = deploy.Follower };
                World.Call(this, to, activate, ActivatePartRequest.Parser, PartReply.Parser, to.Activate, reply => Done(action, reply?.Ack));
                break;
            case FollowOwner follow:
                var order = new FollowPartRequest { Stamp = Stamp(action.Epoch), Owner = follow.Owner ?? "", Revision = follow.Revision };
                World.Call(this, to, order, FollowPartRequest.Parser, FollowPartReply.Parser, to.FollowPart, reply => Done(action, reply?.Ack));
                break;
            case ReleasePart:
                var drop = new DropPartRequest { Stamp = Stamp(action.Epoch) };
                World.Call(this, to, drop, DropPartRequest.Parser, PartReply.Parser, to.Drop, reply => Done(action, reply?.Ack));
                break;
        }
    }

    private void Done(DispatchAction action, Ack? ack)
    {
        var outcome = ack switch
        {
            { Accepted: true } => ActionOutcome.Accepted,
            { Reason: RefusalReason.StaleEpoch } => ActionOutcome.StaleEpoch,
            _ => ActionOutcome.Failed,
        };
        _brain.Completed(action, outcome, Time);
        Step();
    }

    private static PartStamp Stamp(Epoch epoch) => new() { Part = SimulatedScheduler.Part.Value, Epoch = epoch.Packed };
}
