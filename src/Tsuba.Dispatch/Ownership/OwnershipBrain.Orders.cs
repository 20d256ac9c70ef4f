using Tsuba.Dispatch.Liveness;
using Tsuba.Model.Time;

namespace Tsuba.Dispatch.Ownership;

/// <content>
/// What an operator orders. Every move is made as all others are: the new owner follows first and takes over under a higher epoch when it
/// has everything. Source: design 3 ("fail-back": not automatic, one command, without a gap).
/// </content>
public sealed partial class OwnershipBrain
{
    /// <summary>Asks for each part that is away from its home to go there, where the home lives. Returns what moves.</summary>
    public IReadOnlyList<PartMove> FailBack(LivenessTable liveness, EngineTime now)
    {
        var pool = Pool(liveness, now);
        return pool is null ? [] : Order(row => row.Ownership.Owner != row.Goal!.Home && pool.IsAlive(row.Goal.Home) && CanRun(row.Goal.Home, row) ? row.Goal.Home : null);
    }

    /// <summary>
    /// Asks for each part that a scheduler owns to go to another one: its follower, where that may own it, else the best there is. Returns what moves;
    /// a part that nobody else may own stays.
    /// </summary>
    public IReadOnlyList<PartMove> Drain(string scheduler, LivenessTable liveness, EngineTime now)
    {
        var pool = Pool(liveness, now);
        if (pool is null)
        {
            return [];
        }

        var given = new Dictionary<string, int>(StringComparer.Ordinal);
        return Order(row =>
        {
            if (row.Ownership.Owner != scheduler)
            {
                return null;
            }

            var candidates = pool.Candidates(row.Goal!.Realm, scheduler, withActive: true, name => OwnedBy(name) + given.GetValueOrDefault(name))
                .Where(name => CanRun(name, row)).ToList();
            var heir = row.Ownership.InSync is { } twin && candidates.Contains(twin) ? twin : candidates.FirstOrDefault();
            if (heir is not null)
            {
                given[heir] = given.GetValueOrDefault(heir) + 1;
            }

            return heir;
        });
    }

    private SchedulerPool? Pool(LivenessTable liveness, EngineTime now) =>
        _realms is null || _isLearning ? null : new SchedulerPool(_schedulers, _realms, liveness, now);

    private List<PartMove> Order(Func<Row, string?> target)
    {
        var moves = new List<PartMove>();
        foreach (var row in _rows.Values.Where(row => row is { Goal: not null, Ownership.Owner: not null }))
        {
            if (target(row) is { } scheduler && Move(row.Ownership.Part, scheduler))
            {
                moves.Add(new PartMove(row.Ownership.Part, row.Ownership.Owner!, scheduler));
            }
        }

        return moves;
    }
}
