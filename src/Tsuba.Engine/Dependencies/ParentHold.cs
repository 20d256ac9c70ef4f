using Tsuba.Engine.Explain;
using Tsuba.Engine.Inputs;
using Tsuba.Engine.Parts;
using Tsuba.Model.Objects;

namespace Tsuba.Engine.Dependencies;

/// <summary>
/// Holds a bad result until what stands above the item has been checked: the parents of a host, the host of a service. So a child seen
/// down before its parent is not told as DOWN, and services of a host that just died are not told one by one. Deviation D-01 from both
/// originals, which judge by the old state (design 3, "child seen down before its parent").
/// </summary>
internal sealed class ParentHold(Brain brain)
{
    /// <summary>Longest wait.</summary>
    public const long LimitMilliseconds = 15_000;

    private readonly Part _part = brain.Part;
    private readonly Queue<int> _ready = new();
    private bool _isDraining;

    /// <summary>Holds the result if something above is to be asked first; raises the checks of what has an old state.</summary>
    public bool Hold(int index, byte state, CheckResult result)
    {
        if (!IsNews(index, state) || !MustWait(index))
        {
            return false;
        }

        AskAbove(index);
        ref var row = ref _part.Rows[index];
        row.Set(ItemFlags.Held, true);
        row.InFlightSinceLogical = _part.Now.LogicalMilliseconds;
        _part.Held[_part.Items[index].Id] = result;
        brain.Clock.Retime(index);
        _part.Decide(index, Reason.HeldForParents);

        // What needs no process has answered already.
        ReleaseIfAnswered(index);
        return true;
    }

    /// <summary>Raises checks of what stands above a bad passive result, which itself is not held: passive results apply in their order.</summary>
    public void Ask(int index, byte state)
    {
        if (state != 0 && IsNews(index, state) && MustWait(index))
        {
            AskAbove(index);
        }
    }

    /// <summary>A host's result took effect: what waited for it may go on.</summary>
    public void Answered(int index)
    {
        var host = (Host)_part.Items[index];
        foreach (var child in host.Children)
        {
            Wake(_part.Find(child.Id));
        }

        foreach (var service in host.Services)
        {
            Wake(_part.Find(service.Id));
        }

        // What is released releases others in turn; a queue instead of recursion bears a chain of any length.
        if (_isDraining)
        {
            return;
        }

        _isDraining = true;
        while (_ready.TryDequeue(out var waiting))
        {
            ReleaseIfAnswered(waiting);
        }

        _isDraining = false;
    }

    /// <summary>No answer came in time.</summary>
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

    private void Wake(int index)
    {
        if (index >= 0 && _part.Rows[index].Has(ItemFlags.Held))
        {
            _ready.Enqueue(index);
        }
    }

    // A service in a hard problem that stays as it is tells nothing new. A host may turn from DOWN to UNREACHABLE at any time.
    private bool IsNews(int index, byte state)
    {
        ref readonly var row = ref _part.Rows[index];
        return _part.IsHost(index)
            || (_part.Items[index].Check.DependsOnHost && (row.State != state || row.StateType == Model.Items.StateType.Soft));
    }

    private int CountAbove(int index) => _part.IsHost(index) ? ((Host)_part.Items[index]).Parents.Length : 1;

    private int Above(int index, int position) =>
        _part.IsHost(index) ? _part.Find(((Host)_part.Items[index]).Parents[position].Id) : _part.HostOf[index];

    private void AskAbove(int index)
    {
        for (var position = CountAbove(index) - 1; position >= 0; position--)
        {
            var above = Above(index, position);
            if (above >= 0 && IsOld(above, _part.Now.LogicalMilliseconds) && CanAsk(above))
            {
                Ask(above);
            }
        }
    }

    private void ReleaseIfAnswered(int index)
    {
        ref readonly var row = ref _part.Rows[index];
        if (!row.Has(ItemFlags.Held))
        {
            return;
        }

        var upAndFresh = false;
        var waiting = false;
        for (var position = CountAbove(index) - 1; position >= 0; position--)
        {
            var above = Above(index, position);
            if (above < 0 || _part.Rows[above].State != 0)
            {
                continue;
            }

            upAndFresh |= !IsOld(above, row.InFlightSinceLogical);
            waiting |= IsBusy(above);
        }

        // One that is surely UP decides, whatever the others say.
        if (upAndFresh || !waiting)
        {
            Release(index, Reason.ParentsAnswered);
        }
    }

    // Waiting helps only if everything above that is UP is so by an old result, and one of them can be asked.
    private bool MustWait(int index)
    {
        var askable = false;
        for (var position = CountAbove(index) - 1; position >= 0; position--)
        {
            var above = Above(index, position);
            if (above < 0 || _part.Rows[above].State != 0)
            {
                continue;
            }

            if (!IsOld(above, _part.Now.LogicalMilliseconds))
            {
                return false;
            }

            askable |= CanAsk(above);
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

    private bool IsBusy(int index) => (_part.Rows[index].Flags & (ItemFlags.InFlight | ItemFlags.Held)) != 0;

    private bool CanAsk(int index) =>
        IsBusy(index)
        || (_part.Rows[index].Has(ItemFlags.ActiveChecks)
            && !_part.Rows[index].Has(ItemFlags.Awaited)
            && _part.Program[ProgramSwitch.HostChecks]
            && brain.Planner.Command(index) is { Kind: CommandCallKind.Plugin or CommandCallKind.BusinessRule });

    private void Ask(int index)
    {
        if (!IsBusy(index))
        {
            _part.Decide(index, Reason.DependencyCheckRaised);
            brain.Launcher.Launch(index, dependency: true);
        }
    }
}
