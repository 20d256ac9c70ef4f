using System.Collections.Immutable;
using Tsuba.Dispatch.Relations;
using Tsuba.Dispatch.Shards;
using Tsuba.Model.Items;

namespace Tsuba.Dispatch.Placement;

/// <summary>
/// Packs shards into parts and gives each part a home (design 3, "placement").
/// A shard stays in the part that held most of it, a part stays at its home. What is new goes to the scheduler that is furthest
/// below its target, <c>target = cost of the realm × weight / sum of weights</c>. Then no scheduler is off its target by more than
/// the largest shard of the realm. Only when a scheduler is off by more than that and the tolerated share, parts move, and
/// where no part fits, shards.
/// </summary>
public static class ShardPacker
{
    /// <summary>Packs. Realms without a scheduler are left out: they are reported by <see cref="Cutting.ConfigurationCut"/>.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="shards">Its shards.</param>
    /// <param name="schedulers">Active schedulers of all realms.</param>
    /// <param name="previous">The placement before.</param>
    /// <param name="options">Options.</param>
    public static PlacementPlan Pack(
        RelationGraph graph,
        ImmutableArray<Shard> shards,
        ImmutableArray<SchedulerSlot> schedulers,
        PlacementPlan previous,
        PlacementOptions options)
    {
        var nextPart = previous.NextPart;
        var partOfHost = new Dictionary<string, PartPlan>(StringComparer.Ordinal);
        foreach (var part in previous.Parts)
        {
            nextPart = Math.Max(nextPart, part.Id.Value + 1);
            foreach (var host in part.Hosts)
            {
                partOfHost[host] = part;
            }
        }

        var parts = new List<PartPlan>();
        foreach (var realm in schedulers.Select(scheduler => scheduler.Realm).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var packing = new RealmPacking(
                graph,
                realm,
                [.. schedulers.Where(scheduler => scheduler.Realm == realm).OrderBy(scheduler => scheduler.Name, StringComparer.Ordinal)],
                options,
                nextPart);
            packing.TakeOver(previous);
            packing.Place([.. shards.Where(shard => shard.Realm == realm)], partOfHost);
            packing.Balance();
            parts.AddRange(packing.Finish());
            nextPart = packing.NextPart;
        }

        parts.AddRange(Emptied(parts, previous, schedulers));

        // A site without hosts still has contacts, commands and users; one empty part carries them to the broker.
        if (parts.Count == 0 && schedulers.Length > 0)
        {
            var home = schedulers.OrderBy(scheduler => scheduler.Name, StringComparer.Ordinal).First();
            var old = previous.Parts.FirstOrDefault(part => part.Hosts.IsEmpty);
            var id = old?.Id ?? new PartId(nextPart++);
            var keeper = schedulers.FirstOrDefault(scheduler => scheduler.Name == old?.Scheduler) ?? home;
            parts.Add(new PartPlan(id, keeper.Realm, keeper.Name, [], 0, 0));
        }

        return new PlacementPlan([.. parts.OrderBy(part => part.Id)], nextPart);
    }

    // A part whose hosts have all gone to others stays until their state has left it; the next configuration leaves it out.
    private static List<PartPlan> Emptied(List<PartPlan> parts, PlacementPlan previous, ImmutableArray<SchedulerSlot> schedulers)
    {
        var present = parts.Select(part => part.Id).ToHashSet();
        var emptied = new List<PartPlan>();
        foreach (var old in previous.Parts.Where(part => !present.Contains(part.Id)))
        {
            var hosts = old.Hosts.ToHashSet(StringComparer.Ordinal);
            var taker = parts.Find(part => part.Hosts.Any(hosts.Contains)) ?? (previous.Giving.Contains(old.Id) ? parts.FirstOrDefault() : null);
            if (taker is not null)
            {
                var home = schedulers.FirstOrDefault(scheduler => scheduler.Name == old.Scheduler);
                emptied.Add(new PartPlan(old.Id, home?.Realm ?? taker.Realm, home?.Name ?? taker.Scheduler, [], 0, 0));
            }
        }

        return emptied;
    }
}
