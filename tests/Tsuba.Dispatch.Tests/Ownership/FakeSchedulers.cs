using System.Collections.Immutable;
using Tsuba.Dispatch.Cutting;
using Tsuba.Dispatch.Liveness;
using Tsuba.Dispatch.Ownership;
using Tsuba.Model.Items;
using Tsuba.Model.Time;

namespace Tsuba.Dispatch.Tests.Ownership;

/// <summary>Schedulers that do what they are told, keep the highest epoch of each part, and keep their parts over a crash.</summary>
internal sealed class FakeSchedulers
{
    private readonly Dictionary<string, Dictionary<PartId, ManagedReport>> _managed = new(StringComparer.Ordinal);
    private readonly Dictionary<(string, PartId), Epoch> _highest = [];
    private readonly Dictionary<PartId, uint> _semantics = [];
    private readonly HashSet<string> _down = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SemanticsRange> _heard = new(StringComparer.Ordinal);
    private readonly ConfigurationCut _cut;
    private long _ms;

    internal FakeSchedulers(ConfigurationCut cut, OwnershipState? state = null)
    {
        _cut = cut;
        Brain = new OwnershipBrain(state ?? OwnershipState.Empty, OwnershipOptions.Default);
        Liveness = new LivenessTable(TimeSpan.FromSeconds(15));
        Liveness.Watch(cut.Daemons.OfRole(DaemonRole.Scheduler), Now);
        SetGoals(part => 1);
    }

    internal OwnershipBrain Brain { get; private set; }

    internal LivenessTable Liveness { get; private set; }

    internal List<DispatchAction> Actions { get; } = [];

    internal EngineTime Now => new(_ms, _ms);

    /// <summary>Actions towards these get no answer.</summary>
    internal Func<DispatchAction, ActionOutcome> Interfere { get; set; } = _ => ActionOutcome.Accepted;

    internal void SetGoals(Func<PartId, long> generation, Func<PartId, string>? home = null) => Brain.SetGoals(
        _cut.Placement.Parts.Select(part => new PartGoal(part.Id, part.Realm, home?.Invoke(part.Id) ?? part.Scheduler, generation(part.Id))),
        _cut.Daemons.OfRole(DaemonRole.Scheduler),
        _cut.Realms);

    internal void RestartArbiter(OwnershipState state)
    {
        Brain = new OwnershipBrain(state, OwnershipOptions.Default);
        Liveness = new LivenessTable(TimeSpan.FromSeconds(15));
        Liveness.Watch(_cut.Daemons.OfRole(DaemonRole.Scheduler), Now);
        SetGoals(part => 1);
        Actions.Clear();
    }

    /// <summary>Another arbiter is elected and goes on from what it has.</summary>
    internal void ElectAnother(OwnershipState replica, uint term, bool isFirst)
    {
        RestartArbiter(replica);
        Brain = new OwnershipBrain(replica, OwnershipOptions.Default, term, isFirst);
        SetGoals(part => 1);
    }

    internal void Kill(string scheduler) => _down.Add(scheduler);

    internal void Start(string scheduler) => _down.Remove(scheduler);

    internal void LoseDisk(string scheduler)
    {
        _managed.Remove(scheduler);
        foreach (var key in _highest.Keys.Where(key => key.Item1 == scheduler).ToList())
        {
            _highest.Remove(key);
        }
    }

    /// <summary>Whether a copy has everything; a copy does at once unless a test says otherwise.</summary>
    internal Func<string, bool> Joins { get; set; } = _ => true;

    /// <summary>The scheduler loads its parts: alive, and without anything to say of them.</summary>
    internal HashSet<string> Restoring { get; } = new(StringComparer.Ordinal);

    /// <summary>Schedulers whose disk refuses everything.</summary>
    internal HashSet<string> FullDisks { get; } = new(StringComparer.Ordinal);

    /// <summary>How often a scheduler went on with damaged files.</summary>
    internal Dictionary<string, uint> Damages { get; } = new(StringComparer.Ordinal);

    /// <summary>What programs can run; who is not in it does not say.</summary>
    internal Dictionary<string, SemanticsRange> Programs { get; } = new(StringComparer.Ordinal);

    internal List<OwnershipNotice> Notices { get; } = [];

    /// <summary>What a late order does to a scheduler that does not look at revisions.</summary>
    internal void ForgetFollower(string owner, PartId part) => _managed[owner][part] = _managed[owner][part] with { Peer = null };

    internal void Run(int seconds)
    {
        for (var second = 0; second < seconds; second++)
        {
            _ms += 1000;
            Liveness.Tick(Now);
            foreach (var node in _cut.Daemons.OfRole(DaemonRole.Scheduler).Where(node => !_down.Contains(node.Name)))
            {
                Liveness.Heard(node.Key, Now);
                _heard[node.Name] = ProgramOf(node.Name);
                if (!Restoring.Contains(node.Name))
                {
                    Brain.Report(node.Name, Of(node.Name), Now);
                }
            }

            Brain.Knows = _heard;
            var actions = Brain.Step(Liveness, Now);
            Notices.AddRange(Brain.TakeNotices());
            foreach (var action in actions)
            {
                Actions.Add(action);
                var outcome = _down.Contains(action.Scheduler) ? ActionOutcome.Failed : Interfere(action);
                Brain.Completed(action, outcome == ActionOutcome.Accepted ? Do(action) : outcome, Now);
            }
        }
    }

    internal ImmutableArray<ManagedReport> Of(string scheduler) => _managed.TryGetValue(scheduler, out var parts)
        ? [.. parts.Values.Select(part => part with { IsActive = part.IsActive && ProgramOf(scheduler).Includes(SemanticsOf(part)), Semantics = SemanticsOf(part), HasFollowerInSync = part.IsOwner && HasFollower(part), IsFailing = part.IsOwner && FullDisks.Contains(scheduler), Losses = part.IsOwner ? Damages.GetValueOrDefault(scheduler) : 0 })]
        : [];

    internal IEnumerable<string> OwnersOf(PartId part) => _managed.Where(entry => entry.Value.TryGetValue(part, out var report) && report.IsOwner).Select(entry => entry.Key);

    private SemanticsRange ProgramOf(string scheduler) => Programs.GetValueOrDefault(scheduler, SemanticsRange.Unsaid);

    private uint SemanticsOf(ManagedReport part) => _semantics.GetValueOrDefault(part.Part, SemanticsRange.First);

    private bool HasFollower(ManagedReport owned) =>
        _managed.Any(other => other.Key == owned.Peer && !_down.Contains(other.Key) && Joins(other.Key) && other.Value.TryGetValue(owned.Part, out var copy) && !copy.IsOwner && copy.Epoch == owned.Epoch);

    private ActionOutcome Do(DispatchAction action)
    {
        if (action.Epoch < _highest.GetValueOrDefault((action.Scheduler, action.Part)))
        {
            return ActionOutcome.StaleEpoch;
        }

        _highest[(action.Scheduler, action.Part)] = action.Epoch;
        if (!_managed.TryGetValue(action.Scheduler, out var parts))
        {
            _managed.Add(action.Scheduler, parts = []);
        }

        switch (action)
        {
            case DeployPart deploy when !ProgramOf(action.Scheduler).Includes(Math.Max(deploy.Semantics, _semantics.GetValueOrDefault(action.Part))):
                return ActionOutcome.Failed;
            case DeployPart { NeedsState: true } when !parts.ContainsKey(action.Part):
                return ActionOutcome.NoState;
            case DeployPart deploy:
                _semantics[action.Part] = Math.Max(deploy.Semantics, _semantics.GetValueOrDefault(action.Part));
                parts[action.Part] = new ManagedReport(action.Part, action.Epoch, deploy.Generation, IsOwner: true, IsActive: true, HasFollowerInSync: false, Durable: 10, deploy.Follower, deploy.Revision);
                break;
            case FollowOwner { Owner: { } owner } follow:
                parts[action.Part] = new ManagedReport(action.Part, action.Epoch, 0, IsOwner: false, IsActive: false, HasFollowerInSync: false, Joins(action.Scheduler) ? 10ul : 3ul, owner, follow.Revision);
                break;
            default:
                parts.Remove(action.Part);
                break;
        }

        return ActionOutcome.Accepted;
    }
}
