using System.Collections.Immutable;
using Tsuba.Arbiter.Core.Commands;
using Tsuba.Arbiter.Core.Configuration;
using Tsuba.Dispatch.Daemons;
using Tsuba.Dispatch.Liveness;
using Tsuba.Dispatch.Moves;
using Tsuba.Dispatch.Ownership;
using Tsuba.Dispatch.Terms;
using Tsuba.Model.Items;
using Tsuba.Model.Time;

namespace Tsuba.Arbiter.Core;

/// <content>
/// Who leads. An arbiter that does not lead watches everyone, keeps what the leader sends of its state, and gives no order. Source:
/// docs/decisions/0056 and 0057.
/// </content>
public sealed partial class ArbiterCore
{
    private readonly TermBrain _terms;
    private readonly Replicas _replicas = new();
    private readonly List<(long Version, long Since, DispatchAction Action)> _held = [];
    private uint _led;
    private int _turn;

    /// <summary>Whether this arbiter may give orders.</summary>
    public bool IsLeading => _terms.IsLeading;

    /// <summary>Whether it leads and has the configuration that it dispatches.</summary>
    public bool IsDispatching { get; private set; }

    /// <summary>Whether the site has no other arbiter.</summary>
    public bool IsAlone => _terms.IsAlone;

    /// <summary>The arbiter that leads, as far as this one knows; empty: nobody.</summary>
    public string Leader => _terms.Leader;

    /// <summary>What heartbeats say now. May leave only when the state of the step before is durable.</summary>
    public TermStance Stance => _terms.Stance;

    /// <summary>Number of the present state, for <see cref="Replicated"/>.</summary>
    public long StateVersion => _replicas.Version;

    /// <summary>The etcd whose vote breaks ties; null: the site has none, or only one arbiter.</summary>
    public EtcdTarget? Etcd => IsAlone || _running is null ? null : EtcdTarget.Of(_running.Cut.Daemons.Nodes, _self);

    /// <summary>etcd said what it has to say of terms.</summary>
    /// <param name="stance">What it was asked.</param>
    /// <param name="answer">What it said.</param>
    /// <param name="asked">When the question left.</param>
    public void HeardEtcd(TermStance stance, TermAnswer answer, EngineTime asked) => _terms.Heard(EtcdTarget.Voter, stance, answer, asked);

    /// <summary>Names of the other arbiters.</summary>
    public IEnumerable<DaemonNode> OtherArbiters => _daemons.Values.Select(view => view.Node).Where(node => node.Role == DaemonRole.Arbiter);

    /// <summary>Takes a configuration only to know who is to be watched and who votes. Nothing is ordered on the strength of it.</summary>
    public void Acquaint(RunningConfiguration running, EngineTime now)
    {
        if (IsDispatching)
        {
            return;
        }

        var before = _running;
        _running = running;
        Watch(before, now);
        _terms.SetSite(running.Cut.Daemons.Nodes, now);
    }

    /// <summary>Takes the state of the arbiter that leads. False: this one leads itself, or the state is of an earlier term than it knows.</summary>
    public bool TakeReplica(ArbiterState state)
    {
        if (_terms.IsLeading || state.ReplicaTerm < _state.ReplicaTerm
            || (state.ReplicaTerm == _state.ReplicaTerm && state.ReplicaVersion < _state.ReplicaVersion))
        {
            return false;
        }

        _state = state with { Term = Math.Max(_state.Term, state.Term) };
        return true;
    }

    /// <summary>Whether another arbiter lives that has not got the present state.</summary>
    public bool IsReplicaWanted(string arbiter) => IsDispatching && IsAlive(arbiter) && !_replicas.Has(arbiter);

    /// <summary>Another arbiter has this one's state up to a number, durably.</summary>
    public void Replicated(string arbiter, long version) => _replicas.Taken(arbiter, version);

    private void FollowRole(ArbiterOutputs outputs, EngineTime now)
    {
        if (_terms.Term > _state.Term)
        {
            _state = _state with { Term = _terms.Term };
            _isStateDirty = true;
        }

        if (_brain.SurpassedBy is > 0 and var surpassedBy)
        {
            _terms.Surpassed(surpassedBy, now);
        }

        var led = _terms.IsLeading ? _terms.Term : 0;
        if (led == _led)
        {
            return;
        }

        _led = led;
        if (_terms.IsAlone && _brain.SurpassedBy == 0)
        {
            // There is nobody whose orders it does not know.
            return;
        }

        Forget();
        outputs.Change = led > 0 ? RoleChange.Elected : RoleChange.Deposed;
        outputs.Loss = _terms.Loss;
        if (led > 0)
        {
            Begin();
        }
    }

    // Another arbiter goes on with everything. Commands that were taken in and are not answered are still with those they came from.
    private void Forget()
    {
        IsDispatching = false;
        _turn++;
        _ledger = new CommandLedger();
        _moves = new MoveBrain();
        _former = _former.Clear();
        _brain = new OwnershipBrain(OwnershipState.Empty, OwnershipOptions.Default);
        _savedBrainVersion = _brain.Version;
        _satellites.Clear();
        _lastConfirmed.Clear();
        _kept.Clear();
        _held.Clear();
        _configuredAtMs = -1;
    }

    // The state is the last that was replicated here, or this arbiter's own: daemons may have been told other things since.
    private void Begin()
    {
        var reported = _daemons.Values
            .Where(view => view.Node.Role == DaemonRole.Scheduler && view.Last is not null)
            .SelectMany(view => view.Last!.Parts.Where(part => part.Owner))
            .GroupBy(part => part.Stamp?.Part ?? 0)
            .ToDictionary(part => part.Key, part => part.Max(owned => owned.Generation));
        _state = _state with
        {
            // A daemon never goes back to an older generation: what it runs and this arbiter does not know is surpassed.
            Generation = Math.Max(_state.Generation, reported.Values.DefaultIfEmpty().Max()),
            Contents = [.. _state.Contents.Where(content => reported.GetValueOrDefault(content.Part) <= content.Generation)],
            LinksGeneration = Math.Max(_state.LinksGeneration, (long)_terms.Term << 32),
            Links = [],
            Moves = _state.Moves with { Record = 0 },
            ReplicaTerm = _terms.Term,
        };
        _isStateDirty = true;
        _areLinksDirty = true;
        var ownership = _state.Ownership with { Parts = [.. _state.Ownership.Parts.Select(Doubt)] };
        _brain = new OwnershipBrain(ownership, OwnershipOptions.Default, _terms.Term, _terms.IsFirst);
        _savedBrainVersion = _brain.Version;
    }

    // What the owner said last, even to an arbiter that only watched, is younger than what was replicated. An owner that was not known to have taken the part over may have gone on without
    // the one before, which counted as a complete copy until then.
    private PartOwnership Doubt(PartOwnership ownership)
    {
        var last = ownership.Owner is { } owner ? _daemons.GetValueOrDefault(new DaemonKey(DaemonRole.Scheduler, owner))?.Last : null;
        var said = last?.Parts.FirstOrDefault(part => part.Owner && part.Stamp?.Part == ownership.Part.Value && part.Stamp.Epoch == ownership.Epoch.Packed);
        var isKnown = said is null ? ownership.WasConfirmed : said.FollowerDurable > 0 && said.Peer == ownership.InSync;
        return isKnown ? ownership : ownership with { InSync = null };
    }

    // An order waits until the other arbiters have the state that it follows from.
    private void Release(IEnumerable<DispatchAction> actions, bool isNewState, ArbiterOutputs outputs, EngineTime now)
    {
        if (isNewState)
        {
            _replicas.Changed();
            _state = _state with { ReplicaVersion = _replicas.Version };
        }

        var version = isNewState || _held.Count > 0 ? _replicas.Version : 0;
        _held.AddRange(actions.Select(action => (version, now.LogicalMilliseconds, action)));
        if (_held.Count == 0)
        {
            return;
        }

        if (now.LogicalMilliseconds - _held[0].Since >= Replicas.PatienceMs)
        {
            _replicas.GiveUp(_held[0].Version);
        }

        var ready = _held.TakeWhile(held => _replicas.Have(held.Version, IsAlive)).Count();
        outputs.Actions.AddRange(_held.Take(ready).Select(held => held.Action));
        _held.RemoveRange(0, ready);
    }

    /// <summary>Whether a daemon is not known to be dead.</summary>
    public bool IsWatchedAlive(DaemonKey key) => _lifeSigns.GetValueOrDefault(key) is LifeSign.Alive or LifeSign.Suspect;

    private bool IsAlive(string arbiter) => IsWatchedAlive(new DaemonKey(DaemonRole.Arbiter, arbiter));
}
