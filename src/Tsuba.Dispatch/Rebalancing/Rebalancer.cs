using System.Collections.Immutable;
using Tsuba.Dispatch.Ownership;
using Tsuba.Model.Items;

namespace Tsuba.Dispatch.Rebalancing;

/// <summary>
/// Evens the measured cost of parts out between the schedulers of a realm, with few moves: as long as one is off its share by more than a
/// tenth of the mean share, the part moves that brings giver and taker nearest to theirs. Every move makes the sum of squared deviations smaller, so it ends,
/// and no part moves twice. Parts stay whole. Source: design 3 ("placement": balanced by measured cost where known). Deterministic.
/// </summary>
public static class Rebalancer
{
    /// <summary>Share of the mean target by which a scheduler may be off before anything moves: a measurement of a minute is no better.</summary>
    public const double Tolerance = 0.1;

    /// <summary>Plans.</summary>
    /// <param name="parts">All parts that somebody runs.</param>
    /// <param name="schedulers">All living schedulers.</param>
    /// <param name="canRun">
    /// Whether a scheduler, by its name, knows the rules that a part runs under; where it does not, the part stays away from it, and who knows those of no part
    /// of its realm has no share. Source: docs/decisions/0098.
    /// </param>
    public static RebalancePlan Plan(IReadOnlyCollection<PartCost> parts, IReadOnlyCollection<SchedulerShare> schedulers, Func<PartId, string, bool> canRun)
    {
        var moves = ImmutableArray.CreateBuilder<PartMove>();
        var loads = new SortedDictionary<string, SchedulerLoad>(StringComparer.Ordinal);
        foreach (var realm in schedulers.Select(scheduler => scheduler.Realm).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var ofRealm = parts.Where(part => part.Realm == realm).OrderBy(part => part.Part).ToList();
            var seats = schedulers
                .Where(scheduler => scheduler.Realm == realm || ofRealm.Exists(part => part.Owner == scheduler.Name))
                .OrderBy(scheduler => scheduler.Name, StringComparer.Ordinal)
                .Select(scheduler => new Seat(
                    scheduler.Name, scheduler.Realm == realm && ofRealm.Exists(part => canRun(part.Part, scheduler.Name)) ? scheduler.Weight : 0))
                .ToList();
            foreach (var part in ofRealm)
            {
                seats.Find(seat => seat.Name == part.Owner)?.Parts.Add(part);
            }

            Plan(seats, moves, canRun);
            foreach (var seat in seats)
            {
                var known = loads.GetValueOrDefault(seat.Name);
                loads[seat.Name] = new SchedulerLoad(seat.Name, known.Before + seat.Before, known.After + seat.Cost, known.Target + seat.Target);
            }
        }

        return new RebalancePlan(moves.ToImmutable(), [.. loads.Values]);
    }

    private static void Plan(List<Seat> seats, ImmutableArray<PartMove>.Builder moves, Func<PartId, string, bool> canRun)
    {
        var weights = seats.Sum(seat => seat.Weight);
        var total = seats.Sum(seat => seat.Cost);
        foreach (var seat in seats)
        {
            seat.Before = seat.Cost;
            seat.Target = weights == 0 ? seat.Cost : total * seat.Weight / weights;
        }

        if (weights == 0)
        {
            return;
        }

        var tolerated = Tolerance * total / seats.Count(seat => seat.Weight > 0);
        var moved = new HashSet<PartId>();
        while (seats.Exists(seat => Math.Abs(seat.Missing) > tolerated) && Best(seats, moved, canRun) is { } best)
        {
            best.From.Parts.Remove(best.Part);
            best.To.Parts.Add(best.Part);
            moved.Add(best.Part.Part);
            moves.Add(new PartMove(best.Part.Part, best.From.Name, best.To.Name));
        }
    }

    // Taking cost c from one that has too much to one that lacks changes the sum of squares by 2c(c + missing of the giver - missing of the taker).
    private static (Seat From, Seat To, PartCost Part)? Best(List<Seat> seats, HashSet<PartId> moved, Func<PartId, string, bool> canRun)
    {
        (Seat, Seat, PartCost)? best = null;
        var gain = 0.0;
        foreach (var from in seats.Where(seat => seat.Missing < 0))
        {
            foreach (var part in from.Parts.Where(part => part.Cost > 0 && !moved.Contains(part.Part)))
            {
                foreach (var to in seats.Where(seat => seat is { Weight: > 0, Missing: > 0 } && canRun(part.Part, seat.Name)))
                {
                    var change = part.Cost * (part.Cost + from.Missing - to.Missing);
                    if (change < gain - (1e-9 * part.Cost * part.Cost))
                    {
                        gain = change;
                        best = (from, to, part);
                    }
                }
            }
        }

        return best;
    }

    private sealed class Seat(string name, int weight)
    {
        internal string Name => name;

        internal int Weight => weight;

        internal List<PartCost> Parts { get; } = [];

        internal double Before { get; set; }

        internal double Target { get; set; }

        internal double Cost => Parts.Sum(part => part.Cost);

        internal double Missing => Target - Cost;
    }
}
