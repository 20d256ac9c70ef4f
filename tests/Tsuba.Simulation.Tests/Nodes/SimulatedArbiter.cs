using Tsuba.Arbiter.Core;
using Tsuba.Arbiter.Core.Commands;
using Tsuba.Arbiter.Draining;
using Tsuba.Arbiter.State;
using Tsuba.Dispatch.Daemons;
using Tsuba.Dispatch.Ownership;
using Tsuba.Dispatch.Terms;
using Tsuba.Journal.Spooling;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler.Core;
using Tsuba.Simulation.Tests.Worlds;

namespace Tsuba.Simulation.Tests.Nodes;

/// <summary>An arbiter: its whole core with terms, liveness, ownership, links and ledger; this node carries out what the core wants.</summary>
internal partial class SimulatedArbiter(SimulatedSite site, string name) : SimulatedNode(site, name)
{
    private const string Directory = "/a";
    private const int StepEvery = 300;
    private const int LeaseMs = 3_000;

    private TermStance _stance = TermStance.Nothing;
    private StateFile _stateFile = null!;
    private DurableSteps _steps = null!;
    private ArbiterCore _core = null!;
    private SpoolLog _routing = null!;
    private CommandSpool _spool = null!;
    private int _turn;
    private bool _isReplicating;

    /// <summary>Who owns and follows what, as far as the arbiter knows.</summary>
    public OwnershipState Ownership => _core.State.Ownership;

    /// <summary>Commands that are not answered yet.</summary>
    public long PendingCommands => _core.PendingCommands;

    /// <summary>Whether no host is on its way to another part.</summary>
    public bool IsMoveDone => _core.IsMoveDone;

    /// <summary>Whether it gives orders.</summary>
    public bool IsLeading => IsUp && _stance.IsLeading;

    /// <summary>The term under which it gives orders, or that it asks for.</summary>
    public uint Term => _stance.Term;

    protected ArbiterCore Core => _core;

    /// <summary>The generation that a part is to run.</summary>
    public long? Generation(PartId part) => _core.Running?.Parts.GetValueOrDefault(part)?.Manifest.Generation;

    private static DaemonKey Key(DaemonRole role, string name) => new(role, name);

    protected override void OnStart()
    {
        _stateFile = new StateFile(Disk, Directory + "/state");
        _core = new ArbiterCore(Key(DaemonRole.Arbiter, Name), _stateFile.Read(out var finding), new Dictionary<string, (string, int)>(StringComparer.Ordinal));
        _steps = new DurableSteps(_core, Keep);
        if (finding is not null)
        {
            Record.Violate($"{Name} has a damaged state: {finding}");
        }

        _stance = TermStance.Nothing;
        _turn++;
        _isReplicating = false;
        BeginEdition();
        _routing = SpoolLog.Open(Disk, Directory + "/routing", new SpoolOptions());
        _spool = new CommandSpool(_routing);
        _core.Acquaint(Site.Configuration.Running, Time);
        foreach (var node in _core.Watched)
        {
            if (Site.Find(node.Name) is { } peer)
            {
                Beat(node, peer);
            }
        }

        if (_core.IsAlone)
        {
            BeginToLead();
        }

        Tick();
    }

    protected override void OnCrash()
    {
    }

    /// <summary>Makes the state durable; why it is not, null: it is.</summary>
    protected virtual string? Keep(ArbiterState state) => _stateFile.TryWrite(state);

    /// <summary>Gives the commands that were kept to the core.</summary>
    protected virtual void TakeUp(CommandSpool spool)
    {
        foreach (var kept in spool.ReadAll())
        {
            var record = CommandSpool.Decode(kept.Content.Span)!.Value;
            if (!CommandSpool.IsTakenUp(record.IsKeptThere, _core.IsAlone))
            {
                continue;
            }

            _core.Take(kept.Sequence, record.Origin, record.Reply.Commands, Time, record.Reply.NextCursor);
        }
    }

    private void Tick()
    {
        VoteForItself();
        Step();
        After(StepEvery, Tick);
    }

    private void BeginToLead()
    {
        var turn = ++_turn;
        RunsCommit = AcceptedCommit;
        Configure(Accepted());
        TakeUp(_spool);
        foreach (var receiver in Site.Receivers)
        {
            Drain(receiver, new DrainCursor(), turn);
        }

        foreach (var scheduler in Site.Schedulers)
        {
            Drain(scheduler, new DrainCursor(), turn);
        }

        Ask(turn);
    }

    private void VoteForItself()
    {
        var reply = new HeartbeatReply();
        Vote(Question(), reply);
        _core.Heard(Key(DaemonRole.Arbiter, Name), reply, _stance, Time, Time);
    }

    private HeartbeatRequest Question() =>
        new() { Arbiter = Name, Term = _stance.Term, Ask = (VoteAsk)_stance.Ask, LeaseMs = LeaseMs, UtcMs = Time.UtcMilliseconds };

    private void Beat(DaemonNode node, SimulatedNode peer)
    {
        var asked = Time;
        var stance = _stance;
        Site.Network.Call<HeartbeatRequest, HeartbeatReply>(this, peer, Question(), HeartbeatReply.Parser, (request, respond) => Answer(peer, request, respond), reply =>
        {
            if (reply is not null)
            {
                _core.Heard(node.Key, reply, stance, asked, Time);
            }
        });
        After(1000, () => Beat(node, peer));
    }

    private static void Answer(SimulatedNode peer, HeartbeatRequest request, Action<HeartbeatReply?> respond)
    {
        var vote = new HeartbeatReply();
        peer.Vote(request, vote);
        switch (peer)
        {
            case SimulatedScheduler scheduler:
                scheduler.Heartbeat(request, reply =>
                {
                    reply?.MergeFrom(vote);
                    respond(reply);
                });
                break;
            case ISatellite satellite:
                vote.Run = satellite.Run;
                vote.Generation = satellite.Generation;
                respond(vote);
                break;
            case SimulatedArbiter:
                respond(vote);
                break;
            default:
                throw new InvalidOperationException($"{peer.Name} has no heartbeat");
        }
    }

    private void Step()
    {
        var outputs = _steps.Step(Time);
        _stance = _steps.Stance;
        if (outputs is null)
        {
            return;
        }

        if (outputs.Change != RoleChange.None)
        {
            World.Tell($"{Name} is {outputs.Change} in term {_stance.Term}");
            Record.BothLead += Site.Arbiters.All(arbiter => arbiter.IsUp && arbiter.IsLeading) && Site.Arbiters.Length > 1 ? 1 : 0;
            Change(outputs.Change);
        }

        foreach (var notice in outputs.Notices)
        {
            Record.Note(notice);
        }

        foreach (var action in outputs.Actions)
        {
            Carry(action, Site.Schedulers.Single(scheduler => scheduler.Name == action.Scheduler));
        }

        foreach (var move in outputs.Moves)
        {
            Carry(move);
        }

        foreach (var push in outputs.Links)
        {
            Push(push);
        }

        foreach (var send in outputs.Commands)
        {
            Send(send);
        }

        if (outputs.AcknowledgeUpTo > 0)
        {
            _spool.Acknowledge(outputs.AcknowledgeUpTo);
        }

        Replicate();
    }

    private void Change(RoleChange change)
    {
        if (change == RoleChange.Deposed)
        {
            _turn++;
            _spool.Clear();
            return;
        }

        // Reading the configuration that was accepted takes a while.
        var turn = ++_turn;
        After(World.Random.Next(5, 500), () =>
        {
            if (turn == _turn && _core.IsLeading)
            {
                BeginToLead();
            }
        });
    }

    // One call at a time with the newest state, to each of the others.
    private void Replicate()
    {
        if (!_stance.IsLeading || _isReplicating)
        {
            return;
        }

        foreach (var node in _core.OtherArbiters)
        {
            if (Site.Find(node.Name) is SimulatedArbiter other && _core.IsReplicaWanted(node.Name))
            {
                _isReplicating = true;
                var version = _core.StateVersion;
                var request = new ReplicateRequest { State = Google.Protobuf.ByteString.CopyFrom(StateFile.Encode(_core.State)), Accepted = AcceptedText ?? "" };
                Order<ReplicateRequest, ReplicateReply>(other, request, ReplicateReply.Parser, other.TakeReplica, reply =>
                {
                    _isReplicating = false;
                    if (reply is { Ack.Accepted: true })
                    {
                        _core.Replicated(node.Name, version);
                        Step();
                    }
                });
            }
        }
    }

    private void TakeReplica(ReplicateRequest request, Action<ReplicateReply?> respond)
    {
        var hasAccepted = request.Accepted.Length == 0 || TryAccept(request.Accepted);
        if (hasAccepted && CommitOf(request.Accepted) is { } commit)
        {
            Follow(commit);
        }

        if (request.State.IsEmpty)
        {
            respond(hasAccepted ? new ReplicateReply { Ack = PartRules.Accept() } : null);
            return;
        }

        var isTaken = StateFile.Decode(request.State.Span) is { } state && _core.TakeReplica(state);
        var fault = !isTaken ? "an older state" : Keep(_core.State) ?? (hasAccepted ? null : "the accepted configuration is not here");
        respond(new ReplicateReply { Ack = fault is null ? PartRules.Accept() : PartRules.Refuse(RefusalReason.Superseded, fault) });
    }
}
