using System.Collections.Immutable;
using System.Diagnostics;
using Tsuba.Dispatch.Relations;
using Tsuba.Dispatch.Shards;
using Tsuba.Model.Items;

namespace Tsuba.Dispatch.Placement;

/// <summary>The packing of one realm while it is worked out.</summary>
internal sealed class RealmPacking(
    RelationGraph graph,
    string realm,
    ImmutableArray<SchedulerSlot> slots,
    PlacementOptions options,
    int nextPart)
{
    private readonly List<Home> _homes = [.. slots.Select(slot => new Home(slot))];
    private readonly Dictionary<PartId, OpenPart> _parts = [];
    private readonly List<OpenPart> _homeless = [];
    private long _largestShard;

    internal int NextPart { get; private set; } = nextPart;

    /// <summary>Keeps the parts of the placement before; those whose home has gone wait for <see cref="Place"/>.</summary>
    internal void TakeOver(PlacementPlan previous)
    {
        foreach (var old in previous.Parts)
        {
            if (!string.Equals(old.Realm, realm, StringComparison.Ordinal))
            {
                continue;
            }

            var part = new OpenPart(old.Id);
            _parts.Add(old.Id, part);
            if (_homes.Find(home => string.Equals(home.Slot.Name, old.Scheduler, StringComparison.Ordinal)) is { } home)
            {
                home.Parts.Add(part);
            }
            else
            {
                _homeless.Add(part);
            }
        }
    }

    internal void Place(ImmutableArray<Shard> shards, Dictionary<string, PartPlan> partOfHost)
    {
        var fresh = new List<Shard>();
        foreach (var shard in shards)
        {
            _largestShard = Math.Max(_largestShard, shard.Cost);
            if (PreviousPart(shard, partOfHost) is { } part)
            {
                part.Add(shard);
            }
            else
            {
                fresh.Add(shard);
            }
        }

        SetTargets(shards.Sum(shard => shard.Cost));
        foreach (var part in _homeless.Where(part => part.Shards.Count > 0).OrderByDescending(part => part.Cost).ThenBy(part => part.Id))
        {
            MostMissing().Parts.Add(part);
        }

        // Large ones first: the small ones then even out what the large ones left.
        foreach (var shard in fresh.OrderByDescending(shard => shard.Cost).ThenBy(shard => shard.Hosts[0]))
        {
            AddTo(MostMissing(), shard);
        }
    }

    /// <summary>
    /// Moves parts, then shards, until no scheduler is off its target by more than the largest shard. Each move leaves giver and
    /// taker nearer to their targets together, so it ends.
    /// </summary>
    internal void Balance()
    {
        if (_homes.Count < 2 || !_homes.Exists(home => Math.Abs(home.Missing) > _largestShard + (options.ToleratedImbalance * home.Target)))
        {
            return;
        }

        while (MovePart())
        {
        }

        while (MoveShard())
        {
        }
    }

    internal IEnumerable<PartPlan> Finish() =>
        from home in _homes
        from part in home.Parts
        where part.Shards.Count > 0
        select new PartPlan(
            part.Id,
            realm,
            home.Slot.Name,
            [.. part.Shards.Values.SelectMany(shard => shard.Hosts).Order().Select(host => graph.Hosts[host].Name)],
            part.Shards.Values.Sum(shard => shard.Services),
            part.Cost);

    private OpenPart? PreviousPart(Shard shard, Dictionary<string, PartPlan> partOfHost)
    {
        // Shards that have merged go where most of the cost is.
        Dictionary<PartId, long>? votes = null;
        OpenPart? only = null;
        foreach (var host in shard.Hosts)
        {
            if (!partOfHost.TryGetValue(graph.Hosts[host].Name, out var plan) || !_parts.TryGetValue(plan.Id, out var part))
            {
                continue;
            }

            if (votes is null && (only is null || only == part))
            {
                only = part;
            }

            if (shard.Hosts.Length > 1)
            {
                votes ??= [];
                votes[plan.Id] = votes.GetValueOrDefault(plan.Id) + graph.Hosts[host].Cost;
            }
        }

        return votes is null ? only : _parts[votes.OrderByDescending(vote => vote.Value).ThenBy(vote => vote.Key).First().Key];
    }

    // Targets are whole numbers that add up to the total: what rounding leaves goes to the first schedulers.
    private void SetTargets(long total)
    {
        var weights = _homes.Sum(home => (long)home.Slot.Weight);
        var rest = total;
        foreach (var home in _homes)
        {
            home.Target = (long)((Int128)total * home.Slot.Weight / weights);
            rest -= home.Target;
        }

        for (var index = 0; rest > 0; index = (index + 1) % _homes.Count, rest--)
        {
            _homes[index].Target++;
        }
    }

    private Home MostMissing() => _homes.MaxBy(home => home.Missing)!;

    private void AddTo(Home home, Shard shard)
    {
        if (home.Parts.Count < options.PartsPerScheduler)
        {
            home.Parts.Add(new OpenPart(new PartId(NextPart++)));
            home.Parts[^1].Add(shard);
            return;
        }

        home.Parts.MinBy(part => (part.Cost, part.Id.Value))!.Add(shard);
    }

    private bool MovePart()
    {
        var giver = _homes.MinBy(home => home.Missing)!;
        var taker = MostMissing();
        if (giver.Missing >= -_largestShard && taker.Missing <= _largestShard)
        {
            return false;
        }

        var limit = taker.Missing - giver.Missing;
        var best = giver.Parts
            .Where(part => part.Cost > 0 && part.Cost < limit)
            .OrderBy(part => Math.Abs((part.Cost * 2) - limit))
            .ThenBy(part => part.Id)
            .FirstOrDefault();

        // Both must end nearer to their targets than the worse of the two was, by more than the gain of a single shard.
        if (best is null || Math.Max(Math.Abs(taker.Missing - best.Cost), Math.Abs(giver.Missing + best.Cost)) + _largestShard >= Math.Max(taker.Missing, -giver.Missing))
        {
            return false;
        }

        giver.Parts.Remove(best);
        taker.Parts.Add(best);
        return true;
    }

    // The largest shard that overshoots neither target, else the smallest: so fewest shards move, and each step brings the two
    // nearer to their targets together, which ends the loop.
    private bool MoveShard()
    {
        var giver = _homes.MinBy(home => home.Missing)!;
        var taker = MostMissing();
        if (giver.Missing >= -_largestShard && taker.Missing <= _largestShard)
        {
            return false;
        }

        var candidates = giver.MovableShards();
        var room = Math.Min(taker.Missing, -giver.Missing);
        var low = candidates.Min;
        var chosen = low.Cost > room ? low : candidates.GetViewBetween(low, (room, int.MaxValue)).Max;
        giver.Take(chosen.First, out var shard);
        taker.Forget();
        AddTo(taker, shard);
        return true;
    }

    private sealed class Home(SchedulerSlot slot)
    {
        private SortedSet<(long Cost, int First)>? _movable;
        private Dictionary<int, OpenPart>? _partOf;

        internal SchedulerSlot Slot { get; } = slot;

        internal List<OpenPart> Parts { get; } = [];

        internal long Target { get; set; }

        internal long Missing => Target - Parts.Sum(part => part.Cost);

        internal SortedSet<(long Cost, int First)> MovableShards()
        {
            if (_movable is null)
            {
                _movable = [.. Parts.SelectMany(part => part.Shards.Values).Select(shard => (shard.Cost, shard.Hosts[0]))];
                _partOf = Parts.SelectMany(part => part.Shards.Keys.Select(first => (first, part))).ToDictionary(pair => pair.first, pair => pair.part);
            }

            return _movable;
        }

        internal void Take(int first, out Shard shard)
        {
            var part = (_partOf ?? throw new UnreachableException()).GetValueOrDefault(first) ?? throw new UnreachableException();
            shard = part.Shards[first];
            part.Remove(shard);
            _movable?.Remove((shard.Cost, first));
        }

        /// <summary>Forgets the list of movable shards, since the parts change.</summary>
        internal void Forget() => _movable = null;
    }

    private sealed class OpenPart(PartId id)
    {
        internal PartId Id { get; } = id;

        /// <summary>Shards by their first host.</summary>
        internal Dictionary<int, Shard> Shards { get; } = [];

        internal long Cost { get; private set; }

        internal void Add(Shard shard)
        {
            Shards.Add(shard.Hosts[0], shard);
            Cost += shard.Cost;
        }

        internal void Remove(Shard shard)
        {
            Shards.Remove(shard.Hosts[0]);
            Cost -= shard.Cost;
        }
    }
}
