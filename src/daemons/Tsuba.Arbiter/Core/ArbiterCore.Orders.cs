using System.Collections.Immutable;
using Tsuba.Dispatch.Daemons;
using Tsuba.Dispatch.Liveness;
using Tsuba.Dispatch.Ownership;
using Tsuba.Dispatch.Rebalancing;
using Tsuba.Model.Items;
using Tsuba.Model.Time;

namespace Tsuba.Arbiter.Core;

/// <content>What an operator orders about the owners of parts; see <see cref="OwnershipBrain"/>.</content>
public sealed partial class ArbiterCore
{
    // Of the 60 to 70 µs that a result costs a scheduler, the turn has about 10 (docs/performance.md).
    private const double SecondsAroundAnInput = 50e-6;

    /// <summary>Whether the running configuration has a scheduler.</summary>
    public bool HasScheduler(string name) => _running?.Cut.Daemons.Find(new DaemonKey(DaemonRole.Scheduler, name)) is not null;

    /// <summary>Whether a scheduler is known to run a part.</summary>
    public bool IsServedBy(PartId part, string scheduler) => _brain.IsServed(part) && _brain.Find(part)?.Owner == scheduler;

    /// <summary>The owner of a part; empty: it has none.</summary>
    public string OwnerOf(PartId part) => _brain.Find(part)?.Owner ?? "";

    /// <summary>Orders a part to a scheduler; null: there is no such part, or scheduler.</summary>
    public PartMove? MovePart(PartId part, string scheduler)
    {
        var from = _brain.Find(part)?.Owner ?? "";
        return _brain.Move(part, scheduler) ? new PartMove(part, from, scheduler) : null;
    }

    /// <summary>Orders every part of a scheduler to others.</summary>
    public IReadOnlyList<PartMove> Drain(string scheduler, EngineTime now) => _brain.Drain(scheduler, _liveness, now);

    /// <summary>
    /// What each part costs that is where it should be and runs: the time of its turns, and what a result costs around them (the wire, the journal, the
    /// lease). Where nothing is measured yet, its number of items stands in.
    /// </summary>
    public ImmutableArray<PartCost> PartCosts()
    {
        var costs = ImmutableArray.CreateBuilder<PartCost>();
        var counts = ImmutableArray.CreateBuilder<PartCost>();
        foreach (var ownership in _brain.State.Parts.Where(part => part is { Owner: not null, MoveTo: null } && _brain.IsServed(part.Part)))
        {
            var owner = ownership.Owner!;
            if (_running?.Cut.Placement.Find(ownership.Part) is not { } plan
                || _daemons.GetValueOrDefault(new DaemonKey(DaemonRole.Scheduler, owner))?.Last?.Parts
                    .FirstOrDefault(part => part.Owner && part.Stamp?.Part == ownership.Part.Value) is not { } report)
            {
                continue;
            }

            var cost = report.TurnShare + (report.InputsPerSecond * SecondsAroundAnInput);
            costs.Add(new PartCost(ownership.Part, plan.Realm, owner, cost));
            counts.Add(new PartCost(ownership.Part, plan.Realm, owner, plan.Hosts.Length + plan.Services));
        }

        return costs.Any(part => part.Cost > 0) ? costs.ToImmutable() : counts.ToImmutable();
    }

    /// <summary>Which parts should move for living schedulers to carry their shares of what they can run (decision 0098).</summary>
    public RebalancePlan PlanRebalance(ImmutableArray<PartCost> costs, EngineTime now)
    {
        var schedulers = (_running?.Cut.Daemons.OfRole(DaemonRole.Scheduler) ?? [])
            .Where(node => _liveness.Of(node.Key, now) == LifeSign.Alive)
            .Select(node => new SchedulerShare(node.Name, node.Realm, node.IsSpare ? 0 : node.Weight));
        return Rebalancer.Plan(costs, [.. schedulers], (part, scheduler) => _brain.CanRun(scheduler, part));
    }

    /// <summary>Orders every part to its home.</summary>
    public IReadOnlyList<PartMove> FailBack(EngineTime now) => _brain.FailBack(_liveness, now);
}
