using Tsuba.Engine.Explain;
using Tsuba.Engine.Inputs;
using Tsuba.Engine.Parts;
using Tsuba.Model.Objects;

namespace Tsuba.Engine.Dependencies;

/// <summary>
/// Holds a bad result until what stands above the item has been checked: the parents of a host, the host of a service, and the declared
/// masters in whose bad states it is silent. So a child seen down before its parent is not told as DOWN, and services of a host that just died
/// are not told one by one. Deviation D-01 from both originals, which judge by the old state (design 3, "child seen down before its parent").
/// </summary>
internal sealed class ParentHold(Brain brain)
{
    /// <summary>Longest wait.</summary>
    public const long LimitMilliseconds = 15_000;

    private readonly Part _part = brain.Part;
    private readonly MasterHold _masters = new(brain);
    private readonly Queue<int> _ready = new();
    private bool _isDraining;

    /// <summary>Holds the result if something above is to be asked first; raises the checks of what has an old state.</summary>
    public bool Hold(int index, byte state, CheckResult result)
    {
        var news = IsNews(index, state);
        if (!(news && MustWait(index)) && !_masters.MustWait(index, state))
        {
            return false;
        }

        if (news)
        {
            AskAbove(index);
        }

        _masters.Ask(index, state);
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
        if (state == 0)
        {
            return;
        }

        if (IsNews(index, state) && MustWait(index))
        {
            AskAbove(index);
        }

        _masters.Ask(index, state);
    }

    /// <summary>An item's result took effect: what waited for it may go on.</summary>
    public void Answered(int index)
    {
        if (_part.Items[index] is Host host)
        {
            foreach (var child in host.Children)
            {
                Wake(_part.Find(child.Id));
            }

            foreach (var service in host.Services)
            {
                Wake(_part.Find(service.Id));
            }
        }

        foreach (var dependent in _part.Masters.DependentsOf(_part.Items[index].Id))
        {
            Wake(_part.Find(dependent));
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

    // The whole branch above is asked at once, the nearest first: asked one after another, a deep branch would take longer than the wait.
    private void AskAbove(int index)
    {
        // The usual case needs no search: a service whose host has no parents, a host right behind the top.
        if (CountAbove(index) == 1 && Above(index, 0) is var only && only >= 0 && ((Host)_part.Items[only]).Parents.IsEmpty)
        {
            if (_part.Rows[only].State == 0 && IsOld(only, _part.Now.LogicalMilliseconds) && CanAsk(only))
            {
                Ask(only);
            }

            return;
        }

        var asked = new HashSet<int>();
        var next = new Queue<int>([index]);
        while (next.TryDequeue(out var below))
        {
            for (var position = CountAbove(below) - 1; position >= 0; position--)
            {
                var above = Above(below, position);
                if (above >= 0 && _part.Rows[above].State == 0 && IsOld(above, _part.Now.LogicalMilliseconds) && CanAsk(above) && asked.Add(above))
                {
                    next.Enqueue(above);
                }
            }
        }

        foreach (var above in asked)
        {
            Ask(above);
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

            // What answered may have been a check from before the failure: it is asked again.
            if (IsOld(above, row.InFlightSinceLogical) && CanAsk(above))
            {
                Ask(above);
            }

            upAndFresh |= _part.Rows[above].State == 0 && !IsOld(above, row.InFlightSinceLogical);
            waiting |= IsBusy(above);
        }

        // One that is surely UP decides, whatever the others say. What was asked may have answered and released the item already.
        if ((upAndFresh || !waiting) && !_masters.Awaits(index) && row.Has(ItemFlags.Held))
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

    /// <summary>Whether the last result speaks of a time before the cached_*_check_horizon of the moment; with a horizon of 0, before that very turn. One that is held says nothing yet.</summary>
    internal bool IsOld(int index, long moment)
    {
        ref readonly var row = ref _part.Rows[index];
        return row.SpeaksOfLogical == ItemRow.Never
            || row.Has(ItemFlags.Held)
            || row.SpeaksOfLogical < moment - (long)(_part.IsHost(index) ? _part.Settings.CachedHostCheckHorizon : _part.Settings.CachedServiceCheckHorizon).TotalMilliseconds;
    }

    /// <summary>Whether a result of the item is to come.</summary>
    internal bool IsBusy(int index) => (_part.Rows[index].Flags & (ItemFlags.InFlight | ItemFlags.Held)) != 0;

    /// <summary>Whether a result of the item is to come, or can be asked for.</summary>
    internal bool CanAsk(int index) =>
        IsBusy(index)
        || (_part.Rows[index].Has(ItemFlags.ActiveChecks)
            && !_part.Rows[index].Has(ItemFlags.Awaited)
            && _part.Program[_part.IsHost(index) ? ProgramSwitch.HostChecks : ProgramSwitch.ServiceChecks]
            && brain.Planner.Command(index) is { Kind: CommandCallKind.Plugin or CommandCallKind.BusinessRule });

    /// <summary>Raises a check of the item unless a result is to come anyhow.</summary>
    internal void Ask(int index)
    {
        if (!IsBusy(index))
        {
            _part.Decide(index, Reason.DependencyCheckRaised);
            brain.Launcher.Launch(index, dependency: true);
        }
    }
}
