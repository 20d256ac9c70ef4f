using Tsuba.Engine.Parts;
using Tsuba.Model.Items;
using Tsuba.Model.Objects;

namespace Tsuba.Engine.Dependencies;

/// <summary>
/// Which declared masters must be asked before a bad result of a dependent takes effect: those whose state is old and lets the dependent be
/// told. Source: reference/shinken.md 4.3 step 2; enable_predictive_*_dependency_checks switch it off.
/// </summary>
internal sealed class MasterHold(Brain brain)
{
    private readonly Part _part = brain.Part;

    /// <summary>Whether the result is to wait for a master.</summary>
    public bool MustWait(int index, byte state) => IsNews(index, state) && First(index, _part.Now.LogicalMilliseconds) >= 0;

    /// <summary>Raises the checks of masters whose state is old.</summary>
    public void Ask(int index, byte state)
    {
        if (!IsNews(index, state))
        {
            return;
        }

        foreach (var dependency in _part.Masters.Of(_part.Items[index].Id))
        {
            if (Askable(dependency, _part.Now.LogicalMilliseconds) is var master and >= 0)
            {
                brain.Holds.Ask(master);
            }
        }
    }

    /// <summary>
    /// Whether a held result still waits for a master; a failed one silences it anyhow. One that answered with a check from before the failure is
    /// asked again.
    /// </summary>
    public bool Awaits(int index)
    {
        var since = _part.Rows[index].InFlightSinceLogical;
        var waits = false;
        foreach (var dependency in _part.Masters.Of(_part.Items[index].Id))
        {
            var master = _part.Find(dependency.Master.Id);
            if (master >= 0 && Masters.IsFailed(_part, dependency, master, execution: false))
            {
                return false;
            }

            if (Askable(dependency, since) is var askable and >= 0)
            {
                brain.Holds.Ask(askable);
                waits |= brain.Holds.IsBusy(askable);
            }
        }

        return waits;
    }

    private int First(int index, long moment)
    {
        foreach (var dependency in _part.Masters.Of(_part.Items[index].Id))
        {
            if (Askable(dependency, moment) is var master and >= 0)
            {
                return master;
            }
        }

        return -1;
    }

    // The master, if its state is old, does not silence the dependent, and can be asked; else -1.
    private int Askable(Dependency dependency, long moment)
    {
        var master = _part.Find(dependency.Master.Id);
        return master >= 0
            && IsSwitchedOn(dependency.Dependent.Kind)
            && dependency.NotificationCriteria != StateOptions.None
            && _part.Periods.Contains(dependency.Period, _part.Now.UtcSeconds)
            && brain.Holds.IsOld(master, moment)
            && brain.Holds.CanAsk(master)
            && !Masters.IsFailed(_part, dependency, master, execution: false)
                ? master
                : -1;
    }

    private bool IsNews(int index, byte state)
    {
        ref readonly var row = ref _part.Rows[index];
        return state != 0
            && (row.State != state || row.StateType == StateType.Soft);
    }

    private bool IsSwitchedOn(ItemKind dependent) =>
        dependent == ItemKind.Host ? _part.Settings.PredictiveHostDependencyChecks : _part.Settings.PredictiveServiceDependencyChecks;
}
