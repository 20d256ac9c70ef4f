using Tsuba.Engine.Explain;
using Tsuba.Engine.Inputs;
using Tsuba.Engine.Parts;
using Tsuba.Model.Objects;

namespace Tsuba.Engine.Dependencies;

/// <summary>
/// Holds a host's bad result until its parents have been checked, so that a child seen down before its parent is not told as DOWN.
/// Deviation from both originals, which judge by the parents' old state (design 3, "child seen down before its parent").
/// </summary>
internal sealed class ParentHold(Brain brain)
{
    /// <summary>Longest wait.</summary>
    public const long LimitMilliseconds = 15_000;

    private readonly Part _part = brain.Part;
    private readonly List<int> _ready = [];

    /// <summary>Holds the result if a parent is to be asked first; raises the checks of parents whose state is old.</summary>
    public bool Hold(int index, CheckResult result)
    {
        if (!MustWait(index))
        {
            return false;
        }

        foreach (var parent in ((Host)_part.Items[index]).Parents)
        {
            var parentIndex = _part.Find(parent.Id);
            if (parentIndex >= 0 && IsOld(parentIndex, _part.Now.LogicalMilliseconds) && CanAsk(parentIndex))
            {
                Ask(parentIndex);
            }
        }

        ref var row = ref _part.Rows[index];
        row.Set(ItemFlags.Held, true);
        row.InFlightSinceLogical = _part.Now.LogicalMilliseconds;
        _part.Held[_part.Items[index].Id] = result;
        brain.Clock.Retime(index);
        _part.Decide(index, Reason.HeldForParents);

        // A parent that needs no process has answered inside the loop above.
        ReleaseIfAnswered(index);
        return true;
    }

    /// <summary>A host's result took effect: children that waited for it may go on.</summary>
    public void Answered(int index)
    {
        // Released children may themselves release theirs, so the list is taken before the first one moves.
        var from = _ready.Count;
        foreach (var child in ((Host)_part.Items[index]).Children)
        {
            var childIndex = _part.Find(child.Id);
            if (childIndex >= 0 && _part.Rows[childIndex].Has(ItemFlags.Held))
            {
                _ready.Add(childIndex);
            }
        }

        var until = _ready.Count;
        for (var position = from; position < until; position++)
        {
            ReleaseIfAnswered(_ready[position]);
        }

        _ready.RemoveRange(from, until - from);
    }

    /// <summary>The parents did not answer in time.</summary>
    public void Expire(int index) => Release(index, Reason.ParentsSilent);

    /// <summary>Lets a held result take effect.</summary>
    public void Release(int index, Reason reason)
    {
        ref var row = ref _part.Rows[index];
        var id = _part.Items[index].Id;
        var result = _part.Held[id];
        _part.Held.Remove(id);
        row.Set(ItemFlags.Held, false);
        _part.Decide(index, reason);
        brain.Results.Consume(index, result, mayHold: false);
    }

    private void ReleaseIfAnswered(int index)
    {
        ref readonly var row = ref _part.Rows[index];
        if (!row.Has(ItemFlags.Held))
        {
            return;
        }

        var since = row.InFlightSinceLogical;
        var upAndFresh = false;
        var waiting = false;
        foreach (var parent in ((Host)_part.Items[index]).Parents)
        {
            var parentIndex = _part.Find(parent.Id);
            if (parentIndex < 0)
            {
                continue;
            }

            ref readonly var parentRow = ref _part.Rows[parentIndex];
            if (parentRow.State != 0)
            {
                continue;
            }

            if (!IsOld(parentIndex, since))
            {
                upAndFresh = true;
            }
            else if (parentRow.Has(ItemFlags.InFlight) || parentRow.Has(ItemFlags.Held))
            {
                waiting = true;
            }
        }

        // One parent that is surely UP decides, whatever the others say.
        if (upAndFresh || !waiting)
        {
            Release(index, Reason.ParentsAnswered);
        }
    }

    // Waiting helps only if every parent that is UP is so by an old result, and one of them can be asked.
    private bool MustWait(int index)
    {
        var askable = false;
        foreach (var parent in ((Host)_part.Items[index]).Parents)
        {
            var parentIndex = _part.Find(parent.Id);
            if (parentIndex < 0 || _part.Rows[parentIndex].State != 0)
            {
                continue;
            }

            if (!IsOld(parentIndex, _part.Now.LogicalMilliseconds))
            {
                return false;
            }

            askable |= CanAsk(parentIndex);
        }

        return askable;
    }

    // A result is young if it took effect inside cached_host_check_horizon before the moment; with a horizon of 0, in that very turn or later.
    private bool IsOld(int index, long moment)
    {
        ref readonly var row = ref _part.Rows[index];
        return row.LastUpdateLogical == ItemRow.Never
            || row.LastUpdateLogical < moment - (long)_part.Settings.CachedHostCheckHorizon.TotalMilliseconds;
    }

    private bool CanAsk(int index)
    {
        ref readonly var row = ref _part.Rows[index];
        return row.Has(ItemFlags.InFlight)
            || row.Has(ItemFlags.Held)
            || (row.Has(ItemFlags.ActiveChecks)
                && _part.Program[ProgramSwitch.HostChecks]
                && brain.Planner.Command(index) is { Kind: CommandCallKind.Plugin or CommandCallKind.BusinessRule });
    }

    private void Ask(int index)
    {
        ref readonly var row = ref _part.Rows[index];
        if (row.Has(ItemFlags.InFlight) || row.Has(ItemFlags.Held))
        {
            return;
        }

        _part.Decide(index, Reason.DependencyCheckRaised);
        brain.Launcher.Launch(index, dependency: true);
    }
}
