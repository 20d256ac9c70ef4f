using Tsuba.Arbiter.Core;
using Tsuba.Arbiter.Core.Commands;
using Tsuba.Arbiter.Draining;
using Tsuba.Dispatch.Daemons;
using Tsuba.Dispatch.Ownership;
using Tsuba.Journal.Spooling;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;
using Tsuba.Simulation.Tests.Worlds;
using Tsuba.Testing.Disks;

namespace Tsuba.Simulation.Tests.Nodes;

/// <summary>The arbiter: its whole core with liveness, ownership, links and ledger; this node carries out what the core wants.</summary>
internal partial class SimulatedArbiter(SimulatedSite site, string name) : SimulatedNode(site, name)
{
    private const string Directory = "/a";
    private const int StepEvery = 300;

    private FakeDisk _disk = new();
    private ArbiterState _state = ArbiterState.Empty;
    private ArbiterCore _core = null!;
    private SpoolLog _routing = null!;
    private CommandSpool _spool = null!;

    /// <summary>Who owns and follows what, as far as the arbiter knows.</summary>
    public OwnershipState Ownership => _state.Ownership;

    /// <summary>Commands that are not answered yet.</summary>
    public long PendingCommands => _core.PendingCommands;

    private static DaemonKey Key(DaemonRole role, string name) => new(role, name);

    protected override void OnStart()
    {
        _core = new ArbiterCore(Key(DaemonRole.Arbiter, Name), _state, new Dictionary<string, (string, int)>(StringComparer.Ordinal));
        _routing = SpoolLog.Open(_disk, Directory, new SpoolOptions());
        _spool = new CommandSpool(_routing);
        _core.Configure(SimulatedConfiguration.Instance.Running, Time);
        TakeUp(_spool);
        foreach (var node in _core.Watched)
        {
            if (Site.Find(node.Name) is { } peer)
            {
                Beat(node, peer);
            }
        }

        foreach (var receiver in Site.Receivers)
        {
            Drain(receiver, new DrainCursor());
        }

        Tick();
    }

    protected override void OnCrash() => _disk = _disk.Crash(World.Random);

    /// <summary>Gives the commands that were kept to the core.</summary>
    protected virtual void TakeUp(CommandSpool spool)
    {
        foreach (var kept in spool.ReadAll())
        {
            var record = CommandSpool.Decode(kept.Content.Span)!.Value;
            _core.Take(kept.Sequence, record.Origin, record.Reply.Commands);
        }
    }

    private void Tick()
    {
        Step();
        After(StepEvery, Tick);
    }

    private void Beat(DaemonNode node, SimulatedNode peer)
    {
        var asked = Time;
        var request = new HeartbeatRequest { Arbiter = Name, Term = _core.Term, UtcMs = asked.UtcMilliseconds };
        Site.Network.Call(this, peer, request, HeartbeatReply.Parser, HeartbeatOf(peer), reply =>
        {
            if (reply is not null)
            {
                _core.Heard(node.Key, reply, asked, Time);
            }
        });
        After(1000, () => Beat(node, peer));
    }

    private static Action<HeartbeatRequest, Action<HeartbeatReply?>> HeartbeatOf(SimulatedNode peer) => peer switch
    {
        SimulatedScheduler scheduler => scheduler.Heartbeat,
        ISatellite satellite => (_, respond) => respond(new HeartbeatReply { Run = satellite.Run, Generation = satellite.Generation }),
        _ => throw new InvalidOperationException($"{peer.Name} has no heartbeat"),
    };

    private void Step()
    {
        var outputs = _core.Step(Time);

        // Durable before anything that follows from it leaves.
        _state = outputs.State ?? _state;
        foreach (var notice in outputs.Notices)
        {
            Record.Note(notice);
        }

        foreach (var action in outputs.Actions)
        {
            Carry(action, Site.Schedulers.Single(scheduler => scheduler.Name == action.Scheduler));
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
    }
}
