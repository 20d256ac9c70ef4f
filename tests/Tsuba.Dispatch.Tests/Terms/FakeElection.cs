using System.Globalization;
using Tsuba.Dispatch.Daemons;
using Tsuba.Dispatch.Liveness;
using Tsuba.Dispatch.Terms;
using Tsuba.Model.Definitions;
using Tsuba.Model.Items;
using Tsuba.Model.Time;

namespace Tsuba.Dispatch.Tests.Terms;

/// <summary>Arbiters and schedulers on machines, with ballots that keep leases, and cuts between machines; a second at a time.</summary>
internal sealed class FakeElection
{
    private readonly Dictionary<string, (TermBrain Brain, LivenessTable Liveness)> _arbiters = new(StringComparer.Ordinal);
    private readonly Dictionary<DaemonKey, (uint Term, string Holder, long LeaseEnd)> _ballots = [];
    private readonly HashSet<DaemonKey> _down = [];
    private readonly HashSet<string> _alone = [];
    private readonly HashSet<(string, string)> _cuts = [];
    private readonly List<DaemonNode> _nodes = [];
    private long _ms;

    internal EngineTime Now => new(_ms, _ms);

    internal IEnumerable<string> Leaders => _arbiters.Where(arbiter => !_down.Contains(Key(arbiter.Key)) && arbiter.Value.Brain.IsLeading).Select(arbiter => arbiter.Key);

    internal TermBrain this[string arbiter] => _arbiters[arbiter].Brain;

    internal FakeElection Arbiter(string name, string machine, bool isSpare = false, string? tieBreaker = null)
    {
        Add(DaemonRole.Arbiter, name, machine, isSpare, tieBreaker);
        return this;
    }

    internal FakeElection Scheduler(string machine)
    {
        Add(DaemonRole.Scheduler, string.Create(CultureInfo.InvariantCulture, $"s{_nodes.Count}"), machine, isSpare: false, tieBreaker: null);
        return this;
    }

    internal FakeElection Poller(string machine)
    {
        Add(DaemonRole.Poller, "p", machine, isSpare: false, tieBreaker: null);
        return this;
    }

    internal void Start(string arbiter, uint term = 0)
    {
        _down.Remove(Key(arbiter));
        var liveness = new LivenessTable(TimeSpan.FromSeconds(15));
        liveness.Watch(_nodes.Where(node => node.Key != Key(arbiter)), Now);
        var brain = new TermBrain(Key(arbiter), term);
        brain.SetSite(_nodes, Now);
        _arbiters[arbiter] = (brain, liveness);
    }

    internal void Kill(string arbiter) => _down.Add(Key(arbiter));

    internal void KillMachine(string machine) => _down.UnionWith(_nodes.Where(node => node.Host == machine).Select(node => node.Key));

    internal void KillEtcd() => _down.Add(EtcdTarget.Voter);

    internal void Cut(string one, string other) => _cuts.UnionWith([(one, other), (other, one)]);

    internal void Heal() => _cuts.Clear();

    /// <summary>Whether nothing passes yet between an arbiter that has just started and the others.</summary>
    internal void SetAlone(string arbiter, bool isAlone)
    {
        if (isAlone)
        {
            _alone.Add(arbiter);
        }
        else
        {
            _alone.Remove(arbiter);
        }
    }

    internal void Run(int seconds)
    {
        for (var second = 0; second < seconds; second++)
        {
            _ms += 1000;
            foreach (var (name, (brain, liveness)) in _arbiters.Where(arbiter => !_down.Contains(Key(arbiter.Key))))
            {
                liveness.Tick(Now);
                var machine = _nodes.Single(node => node.Key == Key(name)).Host;
                foreach (var node in _nodes.Where(node => !_down.Contains(node.Key) && !_cuts.Contains((machine, node.Host)) && (node.Key == Key(name) || !(_alone.Contains(name) || _alone.Contains(node.Name)))))
                {
                    liveness.Heard(node.Key, Now);
                    brain.Heard(node.Key, brain.Stance, Answer(node.Key, name, brain.Stance), Now);
                }

                if (!_down.Contains(EtcdTarget.Voter) && !_cuts.Contains((machine, EtcdTarget.Word)) && _nodes.Exists(node => node.Definition.Find("tie_breaker") == EtcdTarget.Word))
                {
                    brain.Heard(EtcdTarget.Voter, brain.Stance, Answer(EtcdTarget.Voter, name, brain.Stance), Now);
                }

                brain.Step(liveness, Now);
            }
        }
    }

    private static DaemonKey Key(string arbiter) => new(DaemonRole.Arbiter, arbiter);

    private TermAnswer Answer(DaemonKey voter, string arbiter, TermStance stance)
    {
        var (term, holder, leaseEnd) = _ballots.GetValueOrDefault(voter, (0u, "", 0L));
        var isGranted = stance.Term >= term && (holder == arbiter || (stance.Term > term && _ms >= leaseEnd));
        if (isGranted && stance.Ask == TermAsk.Take)
        {
            _ballots[voter] = (term, holder, _) = (stance.Term, arbiter, _ms + 3000);
        }

        return new TermAnswer(isGranted, term, holder);
    }

    private void Add(DaemonRole role, string name, string machine, bool isSpare, string? tieBreaker)
    {
        var properties = tieBreaker is null ? [] : new[] { new ResolvedProperty("tie_breaker", tieBreaker, default) };
        var definition = new ResolvedObject(ObjectType.Arbiter, name, [.. properties], [], default);
        _nodes.Add(new DaemonNode(new DaemonKey(role, name), machine, 1, "", 1, isSpare, false, false, [], LivenessTimers.Shipped, TimeSpan.FromSeconds(1), definition));
    }
}
