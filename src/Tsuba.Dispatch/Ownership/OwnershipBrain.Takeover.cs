using Tsuba.Dispatch.Liveness;
using Tsuba.Model.Time;

namespace Tsuba.Dispatch.Ownership;

/// <content>
/// Who owns a part, and who takes it over. A scheduler takes over at once only if it has everything that was acknowledged. Where no
/// such copy lives, the part waits for its owner, and goes on with the newest copy there is, or with none, when that took too long
/// or an operator says so. Source: docs/decisions/0010.
/// </content>
public sealed partial class OwnershipBrain
{
    private void PlanOwner(Row row, PartGoal goal, SchedulerPool pool, EngineTime now)
    {
        var ownership = row.Ownership;
        if (ownership.Owner is not { } owner)
        {
            Begin(row, goal, pool, now);
        }
        else if (!_isLearning)
        {
            // Who is best to take a part over is known only when all have been heard.
            KeepOrReplace(row, goal, owner, pool, now);
        }
    }

    private void KeepOrReplace(Row row, PartGoal goal, string owner, SchedulerPool pool, EngineTime now)
    {
        if (pool.Of(owner) == LifeSign.Dead)
        {
            row.IsServed = false;
            Replace(row, goal, pool, now);
        }
        else if (IsOutgrown(row, owner))
        {
            row.IsServed = false;
            Replace(row, goal, pool, now);
        }
        else if (row.IsElsewhere)
        {
            row.IsServed = false;
            AwaitHeir(row, owner, pool, now);
        }
        else if (row.Ownership.MoveTo is { } target && CanMove(row, target, pool))
        {
            TakeOver(row, target, isComplete: true);
        }
        else if (IsBlocked(row, owner, now) && LivingTwin(row, pool) is { } twin && !HasFailingDisk(twin) && (_options.AbsorbParts || pool.IsSpare(twin)))
        {
            // It lives, and can do nothing; its copy has everything that was acknowledged.
            TakeOver(row, twin, isComplete: true);
        }
        else if (row.LacksState || HasNothing(row, owner, pool))
        {
            row.IsServed = false;
            Recover(row, owner, pool, now);
        }
        else
        {
            row.OrphanedSince = null;
            GoHome(row, goal, pool);
        }
    }

    // Once: it began elsewhere because its home was not there. A home that has failed gets nothing back by itself. A part that was never
    // seen to run has nothing yet that its home could follow.
    private void GoHome(Row row, PartGoal goal, SchedulerPool pool)
    {
        if (row.Ownership is { IsHomeSettled: false, MoveTo: null, HasState: true } && row.Ownership.Owner != goal.Home && pool.Of(goal.Home) == LifeSign.Alive && CanRun(goal.Home, row))
        {
            Change(row, row.Ownership with { MoveTo = goal.Home });
        }
    }

    // Nobody was ever told to own it, as far as this arbiter knows. A copy somewhere says that another one did tell.
    private void Begin(Row row, PartGoal goal, SchedulerPool pool, EngineTime now)
    {
        if (_isLearning)
        {
            // At home only, where its state would be; who has not reported yet may still be reading it.
            if (pool.Of(goal.Home) == LifeSign.Alive && _reports.ContainsKey(goal.Home) && CanRun(goal.Home, row) && NewestCopy(row, pool) is null)
            {
                TakeOver(row, goal.Home, isComplete: false, mayBeginEmpty: true);
            }

            return;
        }

        if (NewestCopy(row, pool) is { } copy)
        {
            if (HasWaited(row, now))
            {
                GoOnWithLess(row, copy, hasCopy: true);
            }

            return;
        }

        var first = pool.Of(goal.Home) switch
        {
            LifeSign.Alive or LifeSign.Suspect when CanRun(goal.Home, row) => goal.Home,
            LifeSign.Unknown => null,
            _ => Candidates(row, goal, except: null, pool).FirstOrDefault(),
        };
        if (first is not null)
        {
            TakeOver(row, first, isComplete: false, mayBeginEmpty: true);
        }
    }

    private void Replace(Row row, PartGoal goal, SchedulerPool pool, EngineTime now)
    {
        var ownership = row.Ownership;
        if (LivingTwin(row, pool) is { } twin && (_options.AbsorbParts || pool.IsSpare(twin)))
        {
            TakeOver(row, twin, isComplete: true);
            return;
        }

        var other = Candidates(row, goal, ownership.Owner, pool).FirstOrDefault();
        if (!ownership.HasState)
        {
            // Nothing was ever acknowledged, so nothing can be lost.
            if (other is not null)
            {
                TakeOver(row, other, isComplete: false, mayBeginEmpty: true);
            }

            return;
        }

        if (row.IsMoveOrdered && ownership.MoveTo is { } ordered && ordered != ownership.Owner && pool.IsAlive(ordered) && CanRun(ordered, row))
        {
            GoOnWithLess(row, ordered, hasCopy: ReportOf(ordered, ownership.Part) is not null);
        }
        else if (pool.Of(ownership.Owner!) != LifeSign.Dead)
        {
            // It cannot run the part, and has everything: its program is upgraded, or an operator says who goes on with less. If it dies meanwhile, it is waited for
            // as long as any other.
            _ = HasWaited(row, now);
            row.OrphanedSince = now.LogicalMilliseconds;
        }
        else if (HasWaited(row, now))
        {
            var copy = NewestCopy(row, pool, sparesOnly: !_options.AbsorbParts);
            if ((copy ?? other) is { } heir)
            {
                GoOnWithLess(row, heir, hasCopy: copy is not null);
            }
        }
    }

    // Source: docs/decisions/0069.
    private bool IsBlocked(Row row, string owner, EngineTime now)
    {
        if (ReportOf(owner, row.Ownership.Part, isOwner: true) is not { IsFailing: true } report || report.Epoch != row.Ownership.Epoch)
        {
            row.BlockedSince = null;
            return false;
        }

        row.BlockedSince ??= now.LogicalMilliseconds;
        return now.LogicalMilliseconds - row.BlockedSince >= _options.DiskPatience.TotalMilliseconds;
    }

    private bool HasFailingDisk(string scheduler) => _reports.TryGetValue(scheduler, out var report) && report.Parts.Any(part => part.IsFailing);

    private bool HasNothing(Row row, string owner, SchedulerPool pool) =>
        row.Ownership.WasConfirmed
        && pool.Of(owner) == LifeSign.Alive
        && IsFresh(owner, row.Ownership.Part)
        && ReportOf(owner, row.Ownership.Part, isOwner: true) is null;

    // The owner lives, and does not have the part: what it says when it is told to run it tells whether its disk was lost. Then nobody is waited for.
    private void Recover(Row row, string owner, SchedulerPool pool, EngineTime now)
    {
        var ownership = row.Ownership;
        if (LivingTwin(row, pool) is { } twin)
        {
            TakeOver(row, twin, isComplete: true);
        }
        else if ((row.LacksState && (ownership.InSync is null || !pool.IsConfigured(ownership.InSync))) || HasWaited(row, now))
        {
            GoOnFromNewest(row, owner, pool);
        }
    }

    // Another arbiter gave the part to a scheduler that does not answer now, and has everything. If it comes, its report says so.
    private void AwaitHeir(Row row, string owner, SchedulerPool pool, EngineTime now)
    {
        if (row.IsMoveOrdered && row.Ownership.MoveTo is { } ordered && pool.IsAlive(ordered) && CanRun(ordered, row))
        {
            GoOnWithLess(row, ordered, hasCopy: ReportOf(ordered, row.Ownership.Part) is not null);
        }
        else if (HasWaited(row, now))
        {
            GoOnFromNewest(row, owner, pool);
        }
    }

    private void GoOnFromNewest(Row row, string owner, SchedulerPool pool)
    {
        var copy = NewestCopy(row, pool);
        GoOnWithLess(row, copy ?? owner, hasCopy: copy is not null);
    }

    /// <summary>The scheduler beside the owner that has everything that was acknowledged, if it lives and has it still.</summary>
    private string? LivingTwin(Row row, SchedulerPool pool) =>
        row.Ownership.InSync is { } twin && pool.IsAlive(twin) && CanRun(twin, row) && ReportOf(twin, row.Ownership.Part) is not null ? twin : null;

    private IEnumerable<string> Candidates(Row row, PartGoal goal, string? except, SchedulerPool pool) =>
        pool.Candidates(goal.Realm, except, _options.AbsorbParts, OwnedBy).Where(name => CanRun(name, row));

    // The numbering of frames goes on over all owners, so more frames are newer ones.
    private string? NewestCopy(Row row, SchedulerPool pool, bool sparesOnly = false) =>
        _reports.Keys
            .Where(name => pool.IsAlive(name) && pool.IsConfigured(name) && CanRun(name, row) && (!sparesOnly || pool.IsSpare(name)))
            .Select(name => (Name: name, Copy: ReportOf(name, row.Ownership.Part)))
            .Where(found => found.Copy is { Durable: > 0 })
            .OrderByDescending(found => found.Copy!.Value.Durable)
            .ThenByDescending(found => found.Copy!.Value.Epoch)
            .ThenBy(found => found.Name, StringComparer.Ordinal)
            .Select(found => found.Name)
            .FirstOrDefault();

    private bool HasWaited(Row row, EngineTime now)
    {
        if (row.OrphanedSince is not { } since)
        {
            row.OrphanedSince = now.LogicalMilliseconds;
            Note(OwnershipNoticeKind.WaitsForOwner, row, row.Ownership.Owner ?? "");
            return false;
        }

        return now.LogicalMilliseconds - since >= _options.OwnerPatience.TotalMilliseconds;
    }

    private void GoOnWithLess(Row row, string heir, bool hasCopy)
    {
        Note(hasCopy ? OwnershipNoticeKind.OlderCopy : OwnershipNoticeKind.StateLost, row, heir);
        TakeOver(row, heir, isComplete: false, mayBeginEmpty: !hasCopy);
        Change(row, row.Ownership with { Losses = row.Ownership.Losses + 1 });
    }

    // An owner that nobody follows goes on with what its disk has left. It counts that, so that each time is told once, however often it starts.
    private void NoteLosses(Row row, uint counted)
    {
        var known = row.Ownership.OwnerLosses;
        if (counted > known)
        {
            Note(OwnershipNoticeKind.DamagedFiles, row, row.Ownership.Owner!);
        }

        Change(row, row.Ownership with { OwnerLosses = counted, Losses = row.Ownership.Losses + (counted > known ? counted - known : 0) });
    }

    // Until the heir is known to run, the one before has as much as the heir.
    private void TakeOver(Row row, string heir, bool isComplete, bool mayBeginEmpty = false)
    {
        var before = row.Ownership.Owner;
        row.ToldFollower = null;
        row.DeployedGeneration = 0;
        row.DeployedSemantics = 0;
        row.OrphanedSince = null;
        row.IsMoveOrdered = false;
        row.LacksState = false;
        row.BlockedSince = null;
        Change(row, row.Ownership with
        {
            Owner = heir,
            Epoch = NextEpoch(),
            Follower = null,
            Revision = 0,
            InSync = isComplete && before != heir ? before : null,
            MoveTo = null,
            WasConfirmed = false,
            MayBeginEmpty = mayBeginEmpty,
            OwnerLosses = before == heir ? row.Ownership.OwnerLosses : 0,
        });
    }

    private void Confirm(Row row) => Change(row, row.Ownership with
    {
        WasConfirmed = true,
        HasState = true,
        MayBeginEmpty = false,
        InSync = row.Ownership.WasConfirmed ? row.Ownership.InSync : null,
        IsHomeSettled = row.Ownership.IsHomeSettled || row.Ownership.Owner == row.Ownership.Home,
    });

    private void Note(OwnershipNoticeKind kind, Row row, string scheduler) =>
        _notices.Add(new OwnershipNotice(row.Ownership.Part, kind, scheduler));
}
