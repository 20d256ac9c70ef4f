using Tsuba.Dispatch.Daemons;
using Tsuba.Dispatch.Liveness;
using Tsuba.Model.Time;

namespace Tsuba.Dispatch.Terms;

/// <summary>
/// Decides whether this arbiter leads its site. Asks and answers travel with heartbeats. An arbiter that does not lead asks, each time,
/// whether it would be granted the next term; who would be stands for it; who has it asks for it again and again, and with that keeps it.
/// A voter grants nothing to others as long as it was asked by the holder within the lease. The only arbiter of a site leads at once.
/// No two arbiters ever use the same term, whoever grants what: terms of an arbiter have its place among the names of all as remainder.
/// That, and daemons that refuse lower terms, keep the site safe; the votes see to it that two do not lead by turns.
/// Source: design 2.4 and 3 ("two arbiters"), docs/decisions/0056. Single-threaded; time runs on <see cref="EngineTime.LogicalMilliseconds"/>.
/// </summary>
public sealed class TermBrain
{
    /// <summary>For how long nothing must be heard of a machine until its vote is not waited for, on sites of one or two machines.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    private const long StandingMs = 5_000;
    private const long SparePatienceMs = 3_000;
    private const long PausedMs = 2_000;

    private readonly DaemonKey _self;
    private readonly Dictionary<DaemonKey, Vote> _votes = [];
    private Electorate? _electorate;
    private bool _isSpare;
    private bool _isBeaten;
    private Role _role = Role.Standby;
    private uint _term;
    private uint _seen;
    private string _holder = "";
    private long _since;
    private long _electableSince = -1;
    private long _notBefore;
    private long _lastStep = -1;

    /// <summary>A brain that goes on from what was kept.</summary>
    /// <param name="self">Which arbiter this is.</param>
    /// <param name="term">The highest term that it knows of.</param>
    public TermBrain(DaemonKey self, uint term)
    {
        _self = self;
        _term = term;
        _seen = term;
    }

    private enum Role
    {
        Standby,
        Standing,
        Leading,
    }

    /// <summary>The highest term that this arbiter stood for or knew of when it started. Durable before <see cref="Stance"/> leaves.</summary>
    public uint Term => _term;

    /// <summary>Whether this arbiter may give orders.</summary>
    public bool IsLeading => _role == Role.Leading;

    /// <summary>Whether the site has no other arbiter.</summary>
    public bool IsAlone => _electorate is not { Arbiters.Length: > 1 };

    /// <summary>Whether nobody who was heard has seen any term before the one that this arbiter leads with.</summary>
    public bool IsFirst { get; private set; }

    /// <summary>
    /// Who leads, as far as is known: who has the highest term; empty: nobody. An arbiter that finds itself named by a ballot and does not lead, since it started anew or lost its votes, knows of nobody.
    /// </summary>
    public string Leader => _holder == _self.Name && !IsLeading ? "" : _holder;

    /// <summary>Why it led and does no more; null: it leads, or has not led yet.</summary>
    public LeadLoss? Loss { get; private set; }

    /// <summary>What heartbeats say now.</summary>
    public TermStance Stance => _electorate is null ? TermStance.Nothing : _role switch
    {
        Role.Standby => new TermStance(TermAsk.Trial, Next(), IsLeading: false),
        Role.Standing => new TermStance(TermAsk.Take, _term, IsLeading: false),
        _ => new TermStance(TermAsk.Take, _term, IsLeading: true),
    };

    /// <summary>For how long a voter keeps its vote: as long as it takes to find its death.</summary>
    public static TimeSpan LeaseOf(LivenessTimers timers) => timers.DeathAfter > LivenessTimers.Shipped.DeathAfter ? timers.DeathAfter : LivenessTimers.Shipped.DeathAfter;

    /// <summary>Takes the daemons of the site.</summary>
    public void SetSite(IReadOnlyCollection<DaemonNode> nodes, EngineTime now)
    {
        _electorate = Electorate.Of(nodes);
        _isSpare = nodes.Any(node => node.Key == _self && node.IsSpare);
        foreach (var node in nodes)
        {
            VoteOf(node.Key).Lease = (long)LeaseOf(node.Timers).TotalMilliseconds;
        }

        VoteOf(EtcdTarget.Voter).Lease = (long)LeaseOf(LivenessTimers.Shipped).TotalMilliseconds;

        if (IsAlone && !IsLeading)
        {
            IsFirst = _seen == 0;
            _term = Math.Max(_term, 1);
            Become(Role.Leading, now);
        }
    }

    /// <summary>Takes what a daemon answered.</summary>
    /// <param name="key">Who.</param>
    /// <param name="asked">What it was asked.</param>
    /// <param name="answer">What it said.</param>
    /// <param name="askedAt">When the question left: a vote lasts from then on.</param>
    public void Heard(DaemonKey key, TermStance asked, TermAnswer answer, EngineTime askedAt)
    {
        if (answer.Term > _seen || (answer.Term == _seen && _holder.Length == 0))
        {
            _seen = answer.Term;
            _holder = answer.Holder;
        }

        if (_role != Role.Standby && (answer.Term > _term || (answer.Term == _term && answer.Holder != _self.Name)))
        {
            _isBeaten = true;
        }

        if (_votes.TryGetValue(key, out var vote) && vote.AskedAt <= askedAt.LogicalMilliseconds)
        {
            vote.AskedAt = askedAt.LogicalMilliseconds;
            vote.Asked = asked;
            vote.IsGranted = answer.IsGranted;
        }
    }

    /// <summary>An epoch of a term was seen that this arbiter has not got: its next term lies above it.</summary>
    public void Surpassed(uint term, EngineTime now)
    {
        _seen = Math.Max(_seen, term);
        if (IsLeading && !IsAlone)
        {
            Loss = new LeadLoss(term, "", []);
            Become(Role.Standby, now);
        }
    }

    /// <summary>Decides. Whether <see cref="IsLeading"/> or <see cref="Term"/> has changed is to be looked at afterwards.</summary>
    public void Step(LivenessTable liveness, EngineTime now)
    {
        if (_electorate is not { } electorate)
        {
            return;
        }

        var ms = now.LogicalMilliseconds;
        var hasPaused = _lastStep >= 0 && ms - _lastStep > PausedMs;
        _lastStep = ms;
        if (IsAlone)
        {
            StepAlone();
        }
        else if (_isBeaten)
        {
            _isBeaten = false;
            Loss = IsLeading ? new LeadLoss(_seen, Leader, []) : Loss;
            _notBefore = ms + (1000 * (electorate.Arbiters.IndexOf(_self.Name) + 1));
            Become(Role.Standby, now);
        }
        else
        {
            StepAmongOthers(electorate, liveness, hasPaused, now);
        }
    }

    private Vote VoteOf(DaemonKey key)
    {
        if (!_votes.TryGetValue(key, out var vote))
        {
            _votes.Add(key, vote = new Vote());
        }

        return vote;
    }

    private void StepAlone()
    {
        if (_isBeaten || _seen > _term)
        {
            _isBeaten = false;
            _term = Next();
            _seen = _term;
            _holder = _self.Name;
        }
    }

    private void StepAmongOthers(Electorate electorate, LivenessTable liveness, bool hasPaused, EngineTime now)
    {
        var ms = now.LogicalMilliseconds;
        switch (_role)
        {
            case Role.Standby:
                // After a pause nothing is known until somebody was asked again.
                var isElectable = !hasPaused && ms >= _notBefore && IsElected(electorate, vote => vote.Asked.Ask == TermAsk.Trial, liveness, now);
                _electableSince = !isElectable ? -1 : _electableSince < 0 ? ms : _electableSince;
                if (isElectable && ms - _electableSince >= Patience(electorate))
                {
                    IsFirst = _seen == 0;
                    _term = Next();
                    _seen = _term;
                    _holder = "";
                    Become(Role.Standing, now);
                }

                break;
            case Role.Standing when IsElected(electorate, HasTaken, liveness, now):
                Become(Role.Leading, now);
                _holder = _self.Name;
                break;
            case Role.Standing when ms - _since > StandingMs:
                Become(Role.Standby, now);
                break;
            case Role.Leading when !electorate.IsSmall && !IsElected(electorate, HasTaken, liveness, now):
                Loss = new LeadLoss(0, "", [.. electorate.Machines.Where(machine => !Grants(machine, electorate.IsSmall, HasTaken, liveness, now)).SelectMany(machine => machine)]);
                Become(Role.Standby, now);
                break;
        }
    }

    private bool HasTaken(Vote vote) => vote.Asked.Ask == TermAsk.Take && vote.Asked.Term == _term;

    // The active one first, in the order of their names; spares wait, so that the active one of a site that starts gets its turn.
    private long Patience(Electorate electorate) =>
        (500L * electorate.Arbiters.IndexOf(_self.Name)) + (!_isSpare ? 0 : _seen == 0 ? (long)Silence.TotalMilliseconds : SparePatienceMs);

    private bool IsElected(Electorate electorate, Func<Vote, bool> isAbout, LivenessTable liveness, EngineTime now) =>
        electorate.Machines.Count(machine => Grants(machine, electorate.IsSmall, isAbout, liveness, now)) >= electorate.Needed;

    private bool Grants(IReadOnlyCollection<DaemonKey> machine, bool isSmall, Func<Vote, bool> isAbout, LivenessTable liveness, EngineTime now)
    {
        var answered = machine.Where(key => isAbout(_votes[key]) && now.LogicalMilliseconds - _votes[key].AskedAt < _votes[key].Lease).ToList();
        var isSilent = machine.All(key => key == _self || liveness.SilenceOf(key, now) >= Silence);

        // Where all machines must agree, the own vote alone is none: an arbiter that starts has it before the others could tell whom they follow.
        if (answered.Count == 0 || (isSmall && !isSilent && answered is [var only] && only == _self))
        {
            return isSmall && isSilent && !machine.Contains(_self);
        }

        return answered.TrueForAll(key => _votes[key].IsGranted);
    }

    private void Become(Role role, EngineTime now)
    {
        _role = role;
        Loss = role == Role.Leading ? null : Loss;
        _since = now.LogicalMilliseconds;
        _electableSince = -1;
    }

    // The lowest term above all that were seen which is this arbiter's own.
    private uint Next()
    {
        var count = (uint)Math.Max(1, _electorate?.Arbiters.Length ?? 1);
        var place = (uint)Math.Max(0, _electorate?.Arbiters.IndexOf(_self.Name) ?? 0);
        var least = Math.Max(_seen, _term) + 1;
        return least + ((place + count - (least % count)) % count);
    }

    private sealed class Vote
    {
        internal long Lease { get; set; }

        internal long AskedAt { get; set; } = -1;

        internal TermStance Asked { get; set; } = TermStance.Nothing;

        internal bool IsGranted { get; set; }
    }
}
