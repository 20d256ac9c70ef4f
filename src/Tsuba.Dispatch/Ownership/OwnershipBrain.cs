using System.Collections.Immutable;
using Tsuba.Dispatch.Daemons;
using Tsuba.Dispatch.Realms;
using Tsuba.Model.Items;
using Tsuba.Model.Time;

namespace Tsuba.Dispatch.Ownership;

/// <summary>
/// Decides who owns and who follows each part: observations and time in, actions out. Rules, in this order:
/// an ownership found at a scheduler with an epoch above the known one is adopted; a living owner keeps its part; a dead owner's
/// part goes to the follower that was in sync, under a higher epoch, and waits where there is none; where its owner lives and cannot write it, a follower
/// in sync takes it over as well; a part whose home changed moves
/// once its new home follows in sync, and so does a part that began elsewhere because its home was not there yet; a part that has run at
/// home never moves back by itself. What a scheduler reports is compared with what is planned, each time, and told again where the two differ.
/// Source: design 2.4, 2.5 and 3 ("no spare left", "fail-back"), docs/decisions/0017. Single-threaded.
/// </summary>
public sealed partial class OwnershipBrain
{
    private readonly OwnershipOptions _options;
    private readonly SortedDictionary<PartId, Row> _rows = [];
    private readonly Dictionary<string, (long AskedAt, ImmutableArray<ManagedReport> Parts)> _reports = new(StringComparer.Ordinal);
    private readonly Dictionary<(PartId, string), long> _doneAt = [];
    private readonly Dictionary<(PartId, string), Pending> _pending = [];
    private readonly List<OwnershipNotice> _notices = [];
    private ImmutableArray<DaemonNode> _schedulers = [];
    private RealmTree? _realms;
    private readonly uint _elected;
    private bool _isLearning;
    private bool _hasSeenHigher;
    private long? _learningSince;
    private uint _term;
    private uint _number;

    /// <summary>A brain that goes on from what was kept.</summary>
    public OwnershipBrain(OwnershipState state, OwnershipOptions options)
    {
        _options = options;
        _term = state.Term;
        _number = state.LastNumber;
        _isLearning = state.Term == 0;
        foreach (var ownership in state.Parts)
        {
            _rows.Add(ownership.Part, new Row(ownership));
        }
    }

    /// <summary>
    /// The brain of an arbiter that was elected among several. Whatever was kept may be older than what the arbiter before it did, so
    /// nothing is ordered before all schedulers have said what they have, or are dead.
    /// </summary>
    /// <param name="state">What is known of ownership; of terms it counts nothing.</param>
    /// <param name="options">How it plans.</param>
    /// <param name="term">The term that was granted.</param>
    /// <param name="isFirst">Whether nobody has seen any term before: probably the first start of the site.</param>
    public OwnershipBrain(OwnershipState state, OwnershipOptions options, uint term, bool isFirst)
        : this(state with { Term = 0, LastNumber = 0 }, options)
    {
        _elected = term;
        _hasSeenHigher = !isFirst;
    }

    /// <summary>What must be durable before the actions of the last <see cref="Step"/> are carried out.</summary>
    public OwnershipState State => new(_term, _number, [.. _rows.Values.Select(row => row.Ownership)]);

    /// <summary>Grows whenever <see cref="State"/> changes.</summary>
    public long Version { get; private set; }

    /// <summary>Parts that stay with the configuration that they run while their owner stays, since hosts are about to leave or enter them.</summary>
    public IReadOnlySet<PartId> HeldBack { get; set; } = ImmutableHashSet<PartId>.Empty;

    /// <summary>
    /// Which generation a new owner of a part that is held back is given: the one that the part ran before. A part that is not among them
    /// gets what is wanted.
    /// </summary>
    public IReadOnlyDictionary<PartId, long> HeldGenerations { get; set; } = ImmutableDictionary<PartId, long>.Empty;

    /// <summary>The present term.</summary>
    public uint Term => _term;

    /// <summary>
    /// The highest term of an epoch that lies above all that this brain may give out: someone else was elected, or the site has forgotten
    /// which terms it granted. Nothing is ordered until the arbiter has a higher one. 0: there is none.
    /// </summary>
    public uint SurpassedBy { get; private set; }

    /// <summary>Takes what the configuration wants. Parts that are not among the goals are released.</summary>
    /// <param name="goals">All parts.</param>
    /// <param name="schedulers">All schedulers, spares too.</param>
    /// <param name="realms">Realms.</param>
    public void SetGoals(IEnumerable<PartGoal> goals, IEnumerable<DaemonNode> schedulers, RealmTree realms)
    {
        _schedulers = [.. schedulers];
        _realms = realms;
        var wanted = new HashSet<PartId>();
        foreach (var goal in goals)
        {
            wanted.Add(goal.Part);
            if (!_rows.TryGetValue(goal.Part, out var row))
            {
                row = new Row(PartOwnership.New(goal.Part, goal.Home));
                _rows.Add(goal.Part, row);
                Version++;
            }
            else if (row.Ownership.Home != goal.Home)
            {
                var moveTo = row.Ownership.Owner is null || row.Ownership.Owner == goal.Home ? null : goal.Home;
                row.IsMoveOrdered = false;
                Change(row, row.Ownership with { Home = goal.Home, MoveTo = moveTo, IsHomeSettled = row.Ownership.Owner == goal.Home });
            }

            row.Goal = goal;
        }

        foreach (var gone in _rows.Keys.Where(part => !wanted.Contains(part)).ToList())
        {
            _rows.Remove(gone);
            Version++;
        }
    }

    /// <summary>Takes what a scheduler manages, from its heartbeat.</summary>
    /// <param name="scheduler">Its name.</param>
    /// <param name="parts">What it owns and follows.</param>
    /// <param name="asked">When the heartbeat was sent: what was told to the scheduler later is not in the report.</param>
    public void Report(string scheduler, ImmutableArray<ManagedReport> parts, EngineTime asked)
    {
        if (!_reports.TryGetValue(scheduler, out var known) || known.AskedAt <= asked.LogicalMilliseconds)
        {
            _reports[scheduler] = (asked.LogicalMilliseconds, parts);
        }
    }

    /// <summary>
    /// Asks for a move, as an operator does for a fail-back. Where the owner is dead and no complete copy lives, it is his word to
    /// go on with what that scheduler has. False if there is no such part or scheduler.
    /// </summary>
    public bool Move(PartId part, string scheduler)
    {
        if (!_rows.TryGetValue(part, out var row) || !_schedulers.Any(node => node.Name == scheduler))
        {
            return false;
        }

        row.IsMoveOrdered = row.Ownership.Owner != scheduler || row.IsElsewhere;
        Change(row, row.Ownership with { MoveTo = row.IsMoveOrdered ? scheduler : null, IsHomeSettled = true });
        return true;
    }

    /// <summary>Takes the outcome of an action that <see cref="Step"/> gave out.</summary>
    public void Completed(DispatchAction action, ActionOutcome outcome, EngineTime now)
    {
        var key = (action.Part, action.Scheduler);
        if (!_pending.TryGetValue(key, out var pending))
        {
            return;
        }

        if (outcome == ActionOutcome.Accepted)
        {
            _pending.Remove(key);
            _doneAt[key] = now.LogicalMilliseconds;
            Note(action);
            return;
        }

        pending.IsRunning = false;
        pending.Failures++;
        var factor = Math.Pow(2, Math.Min(pending.Failures - 1, 10));
        pending.NotBefore = now.LogicalMilliseconds + (long)Math.Min(_options.RetryAfter.TotalMilliseconds * factor, _options.RetryCeiling.TotalMilliseconds);
        if (action is not DeployPart || !_rows.TryGetValue(action.Part, out var row) || row.Ownership.Epoch != action.Epoch)
        {
            return;
        }

        row.LacksState |= outcome == ActionOutcome.NoState;
        if (outcome == ActionOutcome.StaleEpoch && _isLearning)
        {
            // The site is not new: the part waits until all have been heard.
            _hasSeenHigher = true;
            Change(row, row.Ownership with { Owner = null, Revision = 0, WasConfirmed = false });
        }
        else if (outcome == ActionOutcome.StaleEpoch && action.Epoch.Term < _elected)
        {
            // An arbiter that led in between gave the part to another scheduler, and could not tell this one.
            row.IsElsewhere = true;
        }
        else if (outcome == ActionOutcome.StaleEpoch && _elected > 0)
        {
            SurpassedBy = Math.Max(SurpassedBy, action.Epoch.Term);
        }
        else if (outcome == ActionOutcome.StaleEpoch)
        {
            // Someone gave out a higher epoch that this brain has not seen: a new term lies above it.
            _term++;
            _number = 0;
            Change(row, row.Ownership with { Epoch = NextEpoch(), Revision = 0, WasConfirmed = false });
        }
    }

    /// <summary>The owner acknowledged something while it had no follower in sync: it alone has it, whatever it reported before.</summary>
    public void Unprotected(PartId part, Epoch epoch, EngineTime now)
    {
        if (_rows.TryGetValue(part, out var row) && row.Ownership.Epoch == epoch)
        {
            row.UnprotectedAt = now.LogicalMilliseconds;
            Change(row, row.Ownership with { InSync = null });
        }
    }

    /// <summary>What people must hear of since this was asked last.</summary>
    public ImmutableArray<OwnershipNotice> TakeNotices()
    {
        ImmutableArray<OwnershipNotice> taken = [.. _notices];
        _notices.Clear();
        return taken;
    }

    /// <summary>The ownership of a part, or null.</summary>
    public PartOwnership? Find(PartId part) => _rows.GetValueOrDefault(part)?.Ownership;

    /// <summary>Whether the owner is known to have the part active under the present epoch.</summary>
    public bool IsServed(PartId part) => _rows.TryGetValue(part, out var row) && row.IsServed;

    /// <summary>Whether the owner is known to have the part active in the generation that is wanted.</summary>
    public bool IsCurrent(PartId part) =>
        _rows.TryGetValue(part, out var row)
        && row is { IsServed: true, Goal: { } goal }
        && (row.DeployedGeneration == goal.Generation || OwnerReport(part) is { } report && report.Epoch == row.Ownership.Epoch && report.Generation == goal.Generation);

    /// <summary>What the owner says of the part, or null.</summary>
    public ManagedReport? OwnerReport(PartId part) =>
        _rows.TryGetValue(part, out var row) && row.Ownership.Owner is { } owner ? ReportOf(owner, part, isOwner: true) : null;

    private Epoch NextEpoch() => new(_term, ++_number);

    private void Change(Row row, PartOwnership ownership)
    {
        if (row.Ownership != ownership)
        {
            if (row.Ownership.Owner != ownership.Owner || row.Ownership.Epoch != ownership.Epoch)
            {
                row.IsServed = false;
                row.IsElsewhere = false;
            }

            row.Ownership = ownership;
            Version++;
        }
    }

    private void Note(DispatchAction action)
    {
        if (!_rows.TryGetValue(action.Part, out var row) || row.Ownership.Epoch != action.Epoch)
        {
            return;
        }

        if (action is DeployPart deploy && row.Ownership.Owner == deploy.Scheduler)
        {
            row.DeployedGeneration = deploy.Generation;
            row.DeployedSemantics = deploy.Semantics;
            row.ToldFollower = deploy.Follower;
            Confirm(row);
            row.IsServed = true;
        }
    }

    private ManagedReport? ReportOf(string scheduler, PartId part) =>
        ReportOf(scheduler, part, isOwner: true) ?? ReportOf(scheduler, part, isOwner: false);

    private ManagedReport? ReportOf(string scheduler, PartId part, bool isOwner)
    {
        if (_reports.TryGetValue(scheduler, out var reports))
        {
            foreach (var report in reports.Parts)
            {
                if (report.Part == part && report.IsOwner == isOwner)
                {
                    return report;
                }
            }
        }

        return null;
    }

    private sealed class Row(PartOwnership ownership)
    {
        internal PartOwnership Ownership { get; set; } = ownership;

        internal PartGoal? Goal { get; set; }

        internal bool IsServed { get; set; }

        internal long DeployedGeneration { get; set; }

        internal uint DeployedSemantics { get; set; }

        internal string? ToldFollower { get; set; } = ownership.Follower;

        /// <summary>Since when nobody can run the part without loss; null: somebody can.</summary>
        internal long? OrphanedSince { get; set; }

        /// <summary>Since when the disk of the owner refuses; null: it does not.</summary>
        internal long? BlockedSince { get; set; }

        /// <summary>Whether the owner refused the part because it has nothing of its state.</summary>
        internal bool LacksState { get; set; }

        /// <summary>Whether the owner refused the part because it knows of a later ownership than this arbiter does.</summary>
        internal bool IsElsewhere { get; set; }

        /// <summary>When it was last heard that something was acknowledged without a follower.</summary>
        internal long UnprotectedAt { get; set; } = -1;

        /// <summary>Whether an operator asked for the move, and not the configuration.</summary>
        internal bool IsMoveOrdered { get; set; }
    }

    private sealed class Pending
    {
        internal bool IsRunning { get; set; }

        internal int Failures { get; set; }

        internal long NotBefore { get; set; }
    }
}
