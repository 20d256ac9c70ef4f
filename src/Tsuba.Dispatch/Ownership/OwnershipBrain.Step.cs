using System.Collections.Immutable;
using Tsuba.Dispatch.Liveness;
using Tsuba.Model.Items;
using Tsuba.Model.Time;

namespace Tsuba.Dispatch.Ownership;

public sealed partial class OwnershipBrain
{
    // A scheduler that answers, but is still reading its files, is not waited for longer than one that does not answer.
    private const long LongestLearningMs = 15_000;

    /// <summary>
    /// Plans. If <see cref="Version"/> has grown, <see cref="State"/> must be durable before the actions are carried out. An action is
    /// not given out again before <see cref="Completed"/> was called for it, and after a failure not before its wait is over.
    /// </summary>
    public ImmutableArray<DispatchAction> Step(LivenessTable liveness, EngineTime now)
    {
        if (_realms is null || SurpassedBy > 0)
        {
            return [];
        }

        var pool = new SchedulerPool(_schedulers, _realms, liveness, now);
        foreach (var dead in _reports.Keys.Where(name => pool.Of(name) == LifeSign.Dead).ToList())
        {
            _reports.Remove(dead);
        }

        if (_isLearning && !Learn(pool, now) && !LooksNew())
        {
            return [];
        }

        var actions = ImmutableArray.CreateBuilder<DispatchAction>();
        foreach (var row in _rows.Values)
        {
            if (row.Goal is { } goal)
            {
                Adopt(row, pool);
                AdoptFollower(row);
                PlanSemantics(row, goal);
                PlanOwner(row, goal, pool, now);
                PlanFollower(row, goal, pool);
                Observe(row);
                Deploy(row, goal, pool, actions, now);
                Follow(row, pool, actions, now);
            }
        }

        Release(pool, actions, now);
        return actions.ToImmutable();
    }

    // Without a state file, or after another arbiter, the schedulers are the only ones who know which epochs were given out.
    private bool Learn(SchedulerPool pool, EngineTime now)
    {
        _learningSince ??= now.LogicalMilliseconds;
        if (_schedulers.Any(node => pool.Of(node.Name) == LifeSign.Unknown)
            || (_elected > 0 && now.LogicalMilliseconds - _learningSince < LongestLearningMs
                && _schedulers.Any(node => pool.Of(node.Name) != LifeSign.Dead && !_reports.ContainsKey(node.Name))))
        {
            return false;
        }

        var highest = _reports.Values.SelectMany(report => report.Parts).Select(report => report.Epoch.Term).DefaultIfEmpty().Max();
        if (_elected > 0 && highest >= _elected)
        {
            SurpassedBy = highest;
            return false;
        }

        _term = _elected > 0 ? _elected : highest + 1;
        _number = 0;
        _isLearning = false;
        Version++;
        return true;
    }

    // Nobody who was heard holds anything of an arbiter that had heard all: probably a first start, in which no part must wait for the
    // schedulers of others. What is given out meanwhile has term 0, below all that such an arbiter gave out: if the site is not new, the
    // true owner wins as soon as it appears.
    private bool LooksNew() => !_hasSeenHigher && _reports.Values.All(report => report.Parts.All(part => part.Epoch.Term == 0));

    private void Adopt(Row row, SchedulerPool pool)
    {
        foreach (var (scheduler, report) in _reports)
        {
            foreach (var part in report.Parts)
            {
                // Who follows says whom, and under which epoch: it speaks for an owner that is away.
                var holder = part.IsOwner ? scheduler : _elected > 0 ? part.Peer : null;
                if (part.Part != row.Ownership.Part || holder is null || part.Epoch <= row.Ownership.Epoch || !pool.IsConfigured(holder))
                {
                    continue;
                }

                var follower = _reports
                    .Where(other => other.Key != holder && other.Value.Parts.Any(copy => copy.Part == part.Part && !copy.IsOwner && copy.Epoch == part.Epoch))
                    .Select(other => other.Key)
                    .Order(StringComparer.Ordinal)
                    .FirstOrDefault();
                row.ToldFollower = follower;
                Change(row, row.Ownership with
                {
                    Owner = holder,
                    Epoch = part.Epoch,
                    Follower = follower,
                    Revision = _reports.Values.SelectMany(report => report.Parts).Where(other => other.Part == part.Part && other.Epoch == part.Epoch).Max(other => other.Revision),
                    InSync = null,
                    HasState = true,
                    MayBeginEmpty = false,
                    WasConfirmed = true,
                    IsHomeSettled = true,
                    OwnerLosses = holder == row.Ownership.Owner ? row.Ownership.OwnerLosses : 0,
                });
                if (_elected > 0)
                {
                    SurpassedBy = part.Epoch.Term > _elected ? part.Epoch.Term : SurpassedBy;
                }
                else if (part.Epoch > new Epoch(_term, _number))
                {
                    _term = part.Epoch.Term;
                    _number = part.Epoch.Number;
                    Version++;
                }
            }
        }
    }

    // A copy that obeys a later order than any that is known here was chosen by another arbiter. The owner has gone by that order since: whoever
    // was known to have everything may lack what was acknowledged after it.
    private void AdoptFollower(Row row)
    {
        foreach (var (scheduler, report) in _reports)
        {
            foreach (var copy in report.Parts)
            {
                if (copy.Part == row.Ownership.Part && !copy.IsOwner && copy.Epoch == row.Ownership.Epoch && copy.Peer == row.Ownership.Owner
                    && copy.Revision > row.Ownership.Revision)
                {
                    row.ToldFollower = scheduler;
                    Change(row, row.Ownership with { Follower = scheduler, Revision = copy.Revision, InSync = null });
                }
            }
        }
    }

    private bool CanMove(Row row, string target, SchedulerPool pool)
    {
        var ownership = row.Ownership;
        if (target == ownership.Owner || !pool.IsConfigured(target))
        {
            Change(row, ownership with { MoveTo = null });
            return false;
        }

        if (!pool.IsAlive(target) || !CanRun(target, row))
        {
            return false;
        }

        // What the owner says of its follower may still be about the one before; a copy that an order of before had begun is not complete for that.
        return !ownership.HasState
            || (ownership.Follower == target
                && ReportOf(target, ownership.Part, isOwner: false) is { } copy
                && copy.Epoch == ownership.Epoch
                && ReportOf(ownership.Owner!, ownership.Part, isOwner: true) is { HasFollowerInSync: true } owned
                && owned.Peer == target);
    }

    private void PlanFollower(Row row, PartGoal goal, SchedulerPool pool)
    {
        var ownership = row.Ownership;
        if (ownership.Owner is null)
        {
            return;
        }

        string? wanted;
        var present = ownership.Follower is { } follower && follower != ownership.Owner && pool.IsConfigured(follower) && pool.Of(follower) != LifeSign.Dead ? follower : null;
        if (ownership.MoveTo is { } target && pool.IsAlive(target) && CanRun(target, row))
        {
            wanted = target;
        }
        else if (present is not null && CanRun(present, row))
        {
            wanted = present;
        }
        else
        {
            // A spare that may still come is worth a short wait: a follower stays once it is chosen, unless it could not take over and another one could.
            var best = _schedulers.Any(node => node.IsSpare && pool.Of(node.Name) == LifeSign.Unknown)
                ? null
                : pool.Candidates(goal.Realm, ownership.Owner, withActive: true, FollowedBy)
                    .OrderBy(name => !CanRun(name, row)).ThenBy(HasFailingDisk).FirstOrDefault();
            wanted = present is null || (best is not null && CanRun(best, row)) ? best : present;
        }

        if (wanted != row.Ownership.Follower)
        {
            Change(row, row.Ownership with { Follower = wanted, Revision = row.Ownership.Revision + 1 });
        }
    }

    // What the owner says now, not what was planned once: a follower that it does not know is told again.
    private void Observe(Row row)
    {
        var ownership = row.Ownership;
        if (ownership.Owner is not { } owner || !IsFresh(owner, ownership.Part))
        {
            return;
        }

        var report = ReportOf(owner, ownership.Part, isOwner: true);
        row.IsServed = report is { IsActive: true } && report.Value.Epoch == ownership.Epoch;
        if (report is not { } owned || owned.Epoch != ownership.Epoch)
        {
            return;
        }

        row.LacksState = false;
        NoteLosses(row, owned.Losses);
        if (row.IsServed)
        {
            // Whatever it runs, and under whatever rules: commands are given to it from now on, so there is something to lose.
            Confirm(row);
        }

        ownership = row.Ownership;

        // What it reported before it acknowledged something without its follower is no longer so.
        var isInSync = owned.HasFollowerInSync && owned.Peer == ownership.Follower && _reports[owner].AskedAt > row.UnprotectedAt;
        var revision = ownership.Revision;
        if (owned.Revision > revision)
        {
            // Given out by an arbiter whose memory of it is gone.
            revision = owned.Revision + 1;
        }

        Change(row, ownership with { InSync = isInSync ? ownership.Follower : null, Revision = revision });
    }

    private void Deploy(Row row, PartGoal goal, SchedulerPool pool, ImmutableArray<DispatchAction>.Builder actions, EngineTime now)
    {
        var ownership = row.Ownership;
        if (ownership.Owner is not { } owner || !pool.IsAlive(owner))
        {
            return;
        }

        // A new owner of a part that is held back is given what it ran before, where that is still known, else what is wanted now.
        var hasHeld = HeldGenerations.TryGetValue(ownership.Part, out var held);
        var isHeldBack = (ownership.WasConfirmed || hasHeld) && HeldBack.Contains(ownership.Part);
        var semantics = CanRun(owner, row) ? ownership.Semantics : SemanticsRange.First;
        bool isCurrent, knowsFollower;
        if (IsFresh(owner, ownership.Part))
        {
            var report = ReportOf(owner, ownership.Part, isOwner: true);
            isCurrent = report is { } owned && owned.Epoch == ownership.Epoch
                && (isHeldBack || (owned.Generation == goal.Generation && Math.Max(owned.Semantics, SemanticsRange.First) >= semantics));
            knowsFollower = report?.Peer == ownership.Follower;
        }
        else
        {
            isCurrent = ownership.WasConfirmed && (isHeldBack || (row.DeployedGeneration == goal.Generation && row.DeployedSemantics >= semantics));
            knowsFollower = row.ToldFollower == ownership.Follower;
        }

        if (isCurrent)
        {
            Confirm(row);
        }

        if (!isCurrent || (!knowsFollower && !isHeldBack))
        {
            ownership = row.Ownership;
            var generation = isHeldBack && hasHeld ? held : goal.Generation;
            Give(new DeployPart(ownership.Part, owner, ownership.Epoch, generation, ownership.Follower, ownership.Revision, NeedsState: !ownership.MayBeginEmpty) { Semantics = semantics }, actions, now);
        }
    }

    private void Follow(Row row, SchedulerPool pool, ImmutableArray<DispatchAction>.Builder actions, EngineTime now)
    {
        // A former owner is released first: it drops what it has before it copies from its heir.
        var ownership = row.Ownership;
        if (ownership.Follower is { } follower && row.IsServed && pool.IsAlive(follower) && IsFresh(follower, ownership.Part)
            && ReportOf(follower, ownership.Part, isOwner: true) is null
            && !(ReportOf(follower, ownership.Part, isOwner: false) is { } copy && copy.Epoch == ownership.Epoch && copy.Peer == ownership.Owner))
        {
            Give(new FollowOwner(ownership.Part, follower, ownership.Epoch, ownership.Owner, ownership.Revision), actions, now);
        }
    }

    // Whoever holds what is not his is told so: the returned owner of a part that moved on, the follower that was replaced.
    private void Release(SchedulerPool pool, ImmutableArray<DispatchAction>.Builder actions, EngineTime now)
    {
        foreach (var (scheduler, report) in _reports)
        {
            if (!pool.IsAlive(scheduler))
            {
                continue;
            }

            foreach (var part in report.Parts)
            {
                var ownership = _rows.GetValueOrDefault(part.Part)?.Ownership;
                var epoch = ownership is not null && ownership.Epoch > part.Epoch ? ownership.Epoch : part.Epoch;
                if (!IsFresh(scheduler, part.Part))
                {
                    continue;
                }

                if (part.IsOwner && ownership?.Owner != scheduler)
                {
                    // Until the heir has taken over the old owner goes on: someone must watch.
                    if (ownership is null || _rows[part.Part].IsServed)
                    {
                        Give(new ReleasePart(part.Part, scheduler, epoch), actions, now);
                    }
                }
                else if (!part.IsOwner && ownership?.Follower != scheduler && ownership?.Owner != scheduler
                    && (ownership is null || ownership.InSync is not null))
                {
                    // A copy goes only when the part is gone, or when its new follower has everything: it may be the last one.
                    Give(new FollowOwner(part.Part, scheduler, epoch, null, ownership?.Epoch == epoch ? ownership.Revision : part.Revision), actions, now);
                }
            }
        }
    }

    private bool IsFresh(string scheduler, PartId part) =>
        _reports.TryGetValue(scheduler, out var report) && report.AskedAt > _doneAt.GetValueOrDefault((part, scheduler), -1);

    private void Give(DispatchAction action, ImmutableArray<DispatchAction>.Builder actions, EngineTime now)
    {
        var key = (action.Part, action.Scheduler);
        if (!_pending.TryGetValue(key, out var pending))
        {
            _pending.Add(key, pending = new Pending());
        }

        if (!pending.IsRunning && now.LogicalMilliseconds >= pending.NotBefore)
        {
            pending.IsRunning = true;
            actions.Add(action);
        }
    }

    private int OwnedBy(string scheduler) => _rows.Values.Count(row => row.Ownership.Owner == scheduler);

    private int FollowedBy(string scheduler) => _rows.Values.Count(row => row.Ownership.Follower == scheduler);
}
