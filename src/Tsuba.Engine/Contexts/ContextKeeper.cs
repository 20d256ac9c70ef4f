using Tsuba.Engine.Parts;
using Tsuba.Model.Objects;

namespace Tsuba.Engine.Contexts;

/// <summary>
/// Keeps the context of each item up to date: its own, what a service inherits from its host, and what hosts and clusters have in part.
/// Works only when something of that changes, so a result costs nothing here. Source: reference/shinken.md 7.2.
/// </summary>
internal sealed class ContextKeeper(Brain brain)
{
    [Flags]
    private enum Marks
    {
        None = 0,
        Downtime = 1,
        Flapping = 2,
        Acknowledged = 4,
    }

    private readonly Part _part = brain.Part;

    /// <summary>Downtime, flapping, acknowledgement or switches of an item changed: looks at it and at what it is a part of.</summary>
    public void Refresh(int index)
    {
        Update(index);
        if (_part.IsHost(index))
        {
            foreach (var service in ((Host)_part.Items[index]).Services)
            {
                Update(_part.Find(service.Id));
            }
        }
        else
        {
            Update(_part.HostOf[index]);
        }
    }

    /// <summary>Looks at all items, because the configuration changed.</summary>
    public void RefreshAll()
    {
        for (var index = 0; index < _part.Rows.Length; index++)
        {
            UpdateOwn(index);
        }
    }

    private void Update(int index)
    {
        UpdateOwn(index);
        foreach (var owner in brain.Rules.Owners(index))
        {
            UpdateOwn(owner);
        }
    }

    private void UpdateOwn(int index)
    {
        ref var row = ref _part.Rows[index];
        var context = Compute(index);
        if (row.Context != context)
        {
            row.Context = context;
            _part.Touch(index);
        }
    }

    private ItemContext Compute(int index)
    {
        var own = Own(index);
        var inherited = Inherited(index);
        var partial = own.HasFlag(Marks.Downtime) ? Marks.None : Partial(index);
        return own.HasFlag(Marks.Downtime) ? ItemContext.Downtime
            : inherited.HasFlag(Marks.Downtime) ? ItemContext.InheritedDowntime
            : partial.HasFlag(Marks.Downtime) ? ItemContext.PartialDowntime
            : own.HasFlag(Marks.Flapping) ? ItemContext.Flapping
            : partial.HasFlag(Marks.Flapping) ? ItemContext.PartialFlapping
            : own.HasFlag(Marks.Acknowledged) ? ItemContext.Acknowledged
            : inherited.HasFlag(Marks.Acknowledged) ? ItemContext.InheritedAcknowledged
            : partial.HasFlag(Marks.Acknowledged) ? ItemContext.PartialAcknowledged
            : (_part.Rows[index].Flags & (ItemFlags.ActiveChecks | ItemFlags.PassiveChecks)) == 0 ? ItemContext.Disabled
            : ItemContext.Nothing;
    }

    private Marks Own(int index)
    {
        ref readonly var row = ref _part.Rows[index];
        return (row.DowntimeDepth > 0 ? Marks.Downtime : 0)
            | (row.Has(ItemFlags.Flapping) ? Marks.Flapping : 0)
            | (row.Acknowledgement != 0 ? Marks.Acknowledged : 0);
    }

    private Marks Inherited(int index)
    {
        if (_part.IsHost(index))
        {
            return Marks.None;
        }

        var host = Own(_part.HostOf[index]);
        return (host & Marks.Downtime) | (_part.Rows[index].State != 0 ? host & Marks.Acknowledged : 0);
    }

    private Marks Partial(int index)
    {
        var marks = Marks.None;
        if (_part.IsHost(index))
        {
            foreach (var service in ((Host)_part.Items[index]).Services)
            {
                marks |= Own(_part.Find(service.Id));
            }
        }

        foreach (var member in brain.Rules.Members(index))
        {
            marks |= Own(member) | Inherited(member);
        }

        return marks;
    }
}
