using System.Collections.Immutable;
using Tsuba.Arbiter.Core.Commands;
using Tsuba.Arbiter.Core.Configuration;
using Tsuba.Dispatch.Daemons;
using Tsuba.Dispatch.Liveness;
using Tsuba.Dispatch.Ownership;
using Tsuba.Dispatch.Terms;
using Tsuba.Model.ExternalCommands;
using Tsuba.Model.Items;
using Tsuba.Model.Time;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Arbiter.Core;

/// <summary>
/// The arbiter without clock, network and disk: what it was told goes in, what it wants done comes out of <see cref="Step"/>.
/// Single-threaded: one loop owns it.
/// </summary>
public sealed partial class ArbiterCore
{
    /// <summary>How long a daemon that was never heard of may take until it counts as dead.</summary>
    public static readonly TimeSpan FirstContact = TimeSpan.FromSeconds(15);

    private readonly Dictionary<DaemonKey, DaemonView> _daemons = [];
    private readonly Dictionary<DaemonKey, SatelliteBook> _satellites = [];
    private readonly IReadOnlyDictionary<string, (string Host, int Port)> _addresses;
    private readonly DaemonKey _self;
    private readonly LivenessTable _liveness = new(FirstContact);
    private readonly Dictionary<DaemonKey, LifeSign> _lifeSigns = [];
    private readonly Dictionary<string, SemanticsRange> _semantics = new(StringComparer.Ordinal);
    private CommandLedger _ledger = new();
    private OwnershipBrain _brain;
    private ArbiterState _state;
    private RunningConfiguration? _running;
    private long _savedBrainVersion;
    private bool _isStateDirty;
    private bool _areLinksDirty;

    /// <summary>A core that goes on from what was kept.</summary>
    /// <param name="self">Which arbiter this is.</param>
    /// <param name="state">What was kept.</param>
    /// <param name="addresses">Where daemons really are, by <c>role-name</c>, where that differs from their objects (port 0, translation).</param>
    public ArbiterCore(DaemonKey self, ArbiterState state, IReadOnlyDictionary<string, (string Host, int Port)> addresses)
    {
        _self = self;
        _state = state;
        _addresses = addresses;
        _terms = new TermBrain(self, Math.Max(state.Term, state.Ownership.Term));
        _brain = new OwnershipBrain(state.Ownership, OwnershipOptions.Default);
        foreach (var link in state.Links)
        {
            _kept[link.Satellite] = link;
        }
    }

    /// <summary>The configuration that runs; null before the first.</summary>
    public RunningConfiguration? Running => _running;

    /// <summary>What would have to be durable now.</summary>
    public ArbiterState State => _state;

    /// <summary>The term under which this arbiter leads, or stood for or knew of last.</summary>
    public uint Term => _terms.Term;

    /// <summary>How long a command is held for an owner that is away; then it is answered as expired.</summary>
    public TimeSpan CommandExpiry { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Whether the running configuration has a host. May be asked by any thread: the table is replaced as a whole.</summary>
    public bool HasHost(string hostName) => _ledger.Table.TryFind(hostName, ulong.MaxValue, out _);

    /// <summary>Commands that are not answered yet.</summary>
    public long PendingCommands => _ledger.Pending;

    /// <summary>Parts that nobody is known to run.</summary>
    public int UnservedParts => !IsDispatching ? 0 : _running?.Parts.Keys.Count(part => !_brain.IsServed(part)) ?? 0;

    /// <summary>Whether every part is known to run what the configuration says.</summary>
    public bool IsSettled => IsDispatching && _running is not null && _running.Parts.Keys.All(_brain.IsCurrent);

    /// <summary>Everyone to send heartbeats to.</summary>
    public ImmutableArray<DaemonNode> Watched => [.. _daemons.Values.Select(view => view.Node)];

    /// <summary>Takes an accepted configuration. An arbiter that does not lead only gets to know the site from it.</summary>
    public void Configure(RunningConfiguration running, EngineTime now)
    {
        var known = _running;
        _running = running;
        Watch(known, now);
        _terms.SetSite(running.Cut.Daemons.Nodes, now);
        if (!_terms.IsLeading)
        {
            return;
        }

        var before = IsDispatching ? known : null;
        IsDispatching = true;
        _led = _led == 0 ? _terms.Term : _led;
        SetGoals(running);
        var moves = BeginMoves(before, running.Cut.Placement, now);
        _ledger.Reroute(new RoutingTable(running.Cut.Placement, moves));
        _state = _state with
        {
            Moves = moves,
            Generation = running.Generation,
            Placement = running.Cut.Placement,
            Contents = ContentsOf(running),
        };
        _isStateDirty = true;
        _areLinksDirty = true;
    }

    /// <summary>Where the arbiter itself finds a daemon.</summary>
    public DaemonAddress AddressOf(DaemonNode node) => AddressOf(node, _running?.Cut.Daemons.Find(_self));

    /// <summary>Where one daemon finds another: through its <c>satellitemap</c>, if that names it.</summary>
    /// <param name="node">Who is looked for.</param>
    /// <param name="by">Who opens the connection; null: nobody that is known.</param>
    public DaemonAddress AddressOf(DaemonNode node, DaemonNode? by)
    {
        var (host, port) = _addresses.TryGetValue(node.Key.ToString(), out var real) ? real : (node.Host, node.Port);
        (host, port) = by?.Satellites.Translate(node.Name, host, port) ?? (host, port);
        return new DaemonAddress
        {
            Role = node.Role.ToString().ToLowerInvariant(),
            Name = node.Name,
            Host = host,
            Port = port,
            Realm = node.Realm,
        };
    }

    /// <summary>The node of a watched daemon, or null.</summary>
    public DaemonNode? Find(DaemonKey key) => _daemons.GetValueOrDefault(key)?.Node;

    /// <summary>A daemon answered a heartbeat.</summary>
    /// <param name="key">Who.</param>
    /// <param name="reply">What it said.</param>
    /// <param name="stance">What the heartbeat said of terms.</param>
    /// <param name="asked">When the heartbeat left.</param>
    /// <param name="now">When the answer came.</param>
    public void Heard(DaemonKey key, HeartbeatReply reply, TermStance stance, EngineTime asked, EngineTime now)
    {
        _terms.Heard(key, stance, new TermAnswer(reply.Granted, reply.Term, reply.TermHolder), asked);
        if (!_daemons.TryGetValue(key, out var view))
        {
            return;
        }

        _liveness.Heard(key, now);
        if (view.AskedAtMs > asked.LogicalMilliseconds)
        {
            return;
        }

        view.AskedAtMs = asked.LogicalMilliseconds;
        view.Last = reply;
        view.Silence = "";
        view.LastSeenUtcMs = now.UtcMilliseconds;
        view.SkewSeconds = reply.UtcMs == 0 ? 0 : (reply.UtcMs - ((asked.UtcMilliseconds + now.UtcMilliseconds) / 2)) / 1000.0;
        NoteLinks(key, reply);
        if (key.Role == DaemonRole.Scheduler)
        {
            _semantics[key.Name] = reply.NewestSemantics == 0 ? SemanticsRange.Unsaid : new SemanticsRange(reply.OldestSemantics, reply.NewestSemantics);
        }

        // Among several arbiters only what was said after the term was granted counts: orders of those before can change nothing any more.
        var isOurs = _terms.IsAlone || (_terms.IsLeading && reply.Granted && stance is { Ask: TermAsk.Take } && stance.Term == _terms.Term);
        if (key.Role == DaemonRole.Scheduler && !reply.Restoring && isOurs)
        {
            _brain.Report(key.Name, [.. reply.Parts.Select(Read)], asked);
            NoteGenerations(reply);
        }
    }

    /// <summary>A heartbeat brought no answer.</summary>
    /// <param name="key">Whose.</param>
    /// <param name="reason">Why, in words; shown while the daemon does not count as alive.</param>
    public void Missed(DaemonKey key, string reason)
    {
        if (_daemons.TryGetValue(key, out var view))
        {
            view.Silence = reason;
        }
    }

    /// <summary>What a scheduler's answer means for an action.</summary>
    public static ActionOutcome OutcomeOf(DispatchAction action, Ack ack) => ack switch
    {
        { Accepted: true } => ActionOutcome.Accepted,
        { Reason: RefusalReason.StaleEpoch } => ActionOutcome.StaleEpoch,
        { Reason: RefusalReason.NoState } => ActionOutcome.NoState,

        // Who never had the part has released it.
        { Reason: RefusalReason.UnknownPart } when action is not DeployPart => ActionOutcome.Accepted,
        _ => ActionOutcome.Failed,
    };

    /// <summary>An action of <see cref="ArbiterOutputs.Actions"/> ended.</summary>
    public void Completed(DispatchAction action, ActionOutcome outcome, EngineTime now) => _brain.Completed(action, outcome, now);

    /// <summary>Takes the commands of a durable record. Returns those for the arbiter itself, each to be answered by <see cref="AnswerOwn"/>.</summary>
    internal List<(PendingCommand Pending, ExternalCommand Command)> Take(ulong record, CommandOrigin origin, IReadOnlyList<Command> commands, EngineTime now, ulong next = 0) =>
        IsDispatching ? _ledger.Take(record, origin, commands, now.LogicalMilliseconds, next) : [];

    /// <summary>
    /// Up to where a drained daemon may free its commands, where it keeps them until they are answered, so that another arbiter can go on
    /// with them; null: it frees what was read, since there is no other arbiter.
    /// </summary>
    internal ulong? FreeOf(CommandOrigin origin) => _terms.IsAlone ? null : _ledger.FreeOf(origin);

    /// <summary>Answers a command for the arbiter itself.</summary>
    internal void AnswerOwn(PendingCommand pending, bool applied, string text) => _ledger.AnswerOwn(pending, applied, text);

    /// <summary>Takes answers for a drained daemon.</summary>
    internal List<CommandAnswer> TakeAnswers(CommandOrigin origin, int max) => _ledger.TakeAnswers(origin, max);

    /// <summary>Who has answers to be taken.</summary>
    internal IEnumerable<CommandOrigin> WithAnswers => _ledger.WithAnswers;

    /// <summary>The owner replied to commands.</summary>
    public void CommandsAnswered(SendCommands sent, ApplyCommandsReply reply, EngineTime now)
    {
        if (sent.Turn != _turn)
        {
            return;
        }

        if (_brain.Find(sent.Part)?.Epoch != sent.Epoch)
        {
            // The part has another owner by now, which may never have seen what the old one took: the commands go out again, and
            // an engine that knows them already answers "duplicate".
            _ledger.Failed(sent.Part, now.LogicalMilliseconds);
        }
        else if (reply.Ack is null or { Accepted: true })
        {
            if (reply.Unprotected)
            {
                _brain.Unprotected(sent.Part, sent.Epoch, now);
            }

            _ledger.Answered(sent.Part, sent.Scheduler, reply.Answers, now.LogicalMilliseconds);
        }
        else if (reply.Ack.Reason == RefusalReason.Invalid)
        {
            _ledger.RefusedByOwner(sent.Part, sent.Scheduler, reply.Ack.Refusal);
        }
        else
        {
            _ledger.Failed(sent.Part, now.LogicalMilliseconds);
        }
    }

    /// <summary>The owner did not reply.</summary>
    public void CommandsFailed(SendCommands sent, EngineTime now)
    {
        if (sent.Turn == _turn)
        {
            _ledger.Failed(sent.Part, now.LogicalMilliseconds);
        }
    }

    /// <summary>Works out what is to be done now.</summary>
    public ArbiterOutputs Step(EngineTime now)
    {
        var outputs = new ArbiterOutputs();
        _liveness.Tick(now);
        _terms.Step(_liveness, now);
        FollowRole(outputs, now);
        NoteLifeSigns(now);
        if (IsDispatching)
        {
            Plan(outputs, now);
        }

        if (_isStateDirty)
        {
            outputs.State = _state;
            _isStateDirty = false;
        }

        return outputs;
    }

    private void Plan(ArbiterOutputs outputs, EngineTime now)
    {
        _brain.HeldBack = _moves.HeldBack(View(), now);
        _brain.Knows = _semantics;
        var actions = _brain.Step(_liveness, now);
        ReleaseHeld(actions);
        outputs.Notices.AddRange(_brain.TakeNotices());
        outputs.Moves.AddRange(PlanMoves(now));
        if (_brain.Version != _savedBrainVersion)
        {
            NoteOwners(_brain.State);
            _savedBrainVersion = _brain.Version;
            _isStateDirty = true;
            _areLinksDirty = true;
        }

        PlanLinks(outputs, now);
        Release(actions, _isStateDirty, outputs, now);
        GiveCommands(outputs, now);
        _ledger.Expire(now.LogicalMilliseconds - (long)CommandExpiry.TotalMilliseconds);
        if (_ledger.TakeFreed())
        {
            outputs.AcknowledgeUpTo = _ledger.Acknowledgeable;
        }
    }

    private static ManagedReport Read(ManagedPart part) => new(
        new PartId(part.Stamp?.Part ?? 0),
        Epoch.FromPacked(part.Stamp?.Epoch ?? 0),
        part.Generation,
        part.Owner,
        part.Active,
        part.FollowerDurable > 0,
        part.Durable,
        part.Peer.Length == 0 ? null : part.Peer,
        part.Revision)
    {
        IsFailing = part.Failing,
        Losses = part.Losses,
        Semantics = part.Semantics,
    };

    // Schedulers that left the configuration are watched until they hold no part any more: their parts move without a gap.
    private void Watch(RunningConfiguration? before, EngineTime now)
    {
        var nodes = _running!.Cut.Daemons.Nodes.Where(node => node.Key != _self).ToList();
        var leaving = before?.Cut.Daemons.OfRole(DaemonRole.Scheduler) ?? [];
        nodes.AddRange(leaving.Where(node => _running.Cut.Daemons.Find(node.Key) is null && _daemons.GetValueOrDefault(node.Key)?.Last?.Parts.Count > 0));
        _liveness.Watch(nodes, now);
        _replicas.SetArbiters([.. nodes.Where(node => node.Role == DaemonRole.Arbiter).Select(node => node.Name)]);
        var keys = nodes.Select(node => node.Key).ToHashSet();
        foreach (var gone in _daemons.Keys.Where(key => !keys.Contains(key)).ToList())
        {
            _daemons.Remove(gone);
            _lifeSigns.Remove(gone);
            _satellites.Remove(gone);
            if (gone.Role == DaemonRole.Scheduler)
            {
                _semantics.Remove(gone.Name);
            }
        }

        foreach (var node in nodes)
        {
            if (_daemons.TryGetValue(node.Key, out var view))
            {
                view.Node = node;
            }
            else
            {
                _daemons.Add(node.Key, new DaemonView(node));
            }
        }
    }

    private void NoteLifeSigns(EngineTime now)
    {
        foreach (var key in _daemons.Keys)
        {
            var sign = _liveness.Of(key, now);
            if (!_lifeSigns.TryGetValue(key, out var known) || known != sign)
            {
                _lifeSigns[key] = sign;
                _areLinksDirty = true;
            }
        }
    }

    private void NoteOwners(OwnershipState ownership)
    {
        var before = _state.Ownership.Parts.ToDictionary(part => part.Part, part => part.Epoch);
        foreach (var part in ownership.Parts)
        {
            if (before.GetValueOrDefault(part.Part) != part.Epoch)
            {
                _ledger.OwnerChanged(part.Part);
            }
        }

        _state = _state with { Ownership = ownership };
    }

    // Commands for a part that nobody serves wait here: it is moving, or its owner is dead.
    private void GiveCommands(ArbiterOutputs outputs, EngineTime now)
    {
        foreach (var (part, queue) in _ledger.Queues)
        {
            if (queue.Count > 0
                && _brain.IsServed(part)
                && _brain.Find(part) is { Owner: { } owner } ownership
                && queue.TryNext(now.LogicalMilliseconds, pending => IsHeld(part, pending)) is { } commands)
            {
                outputs.Commands.Add(new SendCommands(part, owner, ownership.Epoch, commands) { Turn = _turn });
            }
        }
    }
}
