using Tsuba.Engine.Dependencies;
using Tsuba.Engine.Explain;
using Tsuba.Engine.Parts;
using Tsuba.Engine.States;
using Tsuba.Model.Items;
using Tsuba.Model.Objects;
using Tsuba.Model.TimePeriods;

namespace Tsuba.Engine.Notifications;

/// <summary>What of the item itself stands against a notification, in the order of reference/shinken.md 4.6.</summary>
internal sealed class ItemFilter(Brain brain)
{
    private readonly Part _part = brain.Part;

    /// <summary>The first obstacle, or None.</summary>
    public Reason Obstacle(int index, NotificationType type)
    {
        ref readonly var row = ref _part.Rows[index];
        var isHost = _part.IsHost(index);
        if (!_part.Program[ProgramSwitch.Notifications])
        {
            return Reason.NotificationsOff;
        }

        if (!_part.Periods.Contains(Period(index), _part.Now.UtcSeconds))
        {
            return Reason.OutsideNotificationPeriod;
        }

        if (!row.Has(ItemFlags.Notifications))
        {
            return Reason.ItemNotificationsOff;
        }

        if (Wish(index, row.State, isHost, type) is var wish && wish != Reason.None)
        {
            return wish;
        }

        if (type == NotificationType.Acknowledgement && row.State == 0)
        {
            return Reason.NothingToAcknowledge;
        }

        return Circumstance(index, row, isHost, type);
    }

    /// <summary>notification_period in force; null: always.</summary>
    public TimePeriod? Period(int index)
    {
        var item = _part.Items[index];
        return _part.Overrides.Count > 0
            && _part.Overrides.TryGetValue(item.Id, out var overrides)
            && overrides.NotificationPeriod is { } name
            && _part.Snapshot!.TimePeriods.TryGetValue(name, out var period)
                ? period
                : item.Notification.Period;
    }

    /// <summary>The first declared master in a state that stands against checking or notifying the item; null: none does.</summary>
    public ItemName? FailedMaster(int index, bool execution)
    {
        if (!execution && _part.SimpleDependencies.Count > 0 && FailedFather(index) is { } father)
        {
            return father;
        }

        return _part.Masters.FirstFailed(_part, index, execution)?.Name;
    }

    /// <summary>Adds the declared masters, and fathers set by command, in whose state the item is silent.</summary>
    public void CollectFailedMasters(int index, List<int> into)
    {
        var id = _part.Items[index].Id;
        if (_part.SimpleDependencies.Count > 0)
        {
            foreach (var (_, father) in _part.SimpleDependencies.GetViewBetween((id, new ItemId(0)), (id, new ItemId(ulong.MaxValue))))
            {
                if (_part.Find(father) is var position and >= 0 && _part.Rows[position].State != 0)
                {
                    into.Add(position);
                }
            }
        }

        foreach (var dependency in _part.Masters.Of(id))
        {
            if (_part.Find(dependency.Master.Id) is var master and >= 0 && Masters.IsFailed(_part, dependency, master, execution: false))
            {
                into.Add(master);
            }
        }
    }

    private ItemName? FailedFather(int index)
    {
        var id = _part.Items[index].Id;
        foreach (var (_, father) in _part.SimpleDependencies.GetViewBetween((id, new ItemId(0)), (id, new ItemId(ulong.MaxValue))))
        {
            var position = _part.Find(father);
            if (position >= 0 && _part.Rows[position].State != 0)
            {
                return _part.Items[position].Name;
            }
        }

        return null;
    }

    private Reason Wish(int index, byte state, bool isHost, NotificationType type)
    {
        var options = brain.Rules.ForcedOptions(index) ?? _part.Items[index].Notification.Options;
        var letter = Names.Option(isHost, state, type);
        if (letter == StateOptions.None)
        {
            return Reason.None;
        }

        if (options == StateOptions.None)
        {
            return Reason.NothingWanted;
        }

        if ((options & letter) != 0)
        {
            return Reason.None;
        }

        return isHost && type == NotificationType.Problem && state == 2 && Reachability.IsCutOff(_part, index, _part.Rows[index].SpeaksOfLogical)
            ? Reason.ParentsFailed
            : Reason.TypeNotWanted;
    }

    private Reason Circumstance(int index, in ItemRow row, bool isHost, NotificationType type)
    {
        var aboutFlapping = type is NotificationType.FlappingStart or NotificationType.FlappingStop or NotificationType.FlappingDisabled;
        var aboutState = type is NotificationType.Problem or NotificationType.Recovery;
        if (aboutFlapping && row.DowntimeDepth > 0)
        {
            return Reason.FlappingInDowntime;
        }

        if (row.DowntimeDepth > 1 && type is not (NotificationType.DowntimeEnd or NotificationType.DowntimeCancelled or NotificationType.Custom))
        {
            return Reason.NestedDowntime;
        }

        ref readonly var host = ref _part.Rows[_part.HostOf[index]];
        if (!isHost && host.DowntimeDepth > 0 && (aboutState || (type == NotificationType.Custom ? _part.Switches.DowntimeSilencesCustom : _part.Switches.HostDowntimeSilencesEveryType)))
        {
            return Reason.HostInDowntime;
        }

        if ((aboutState || (type == NotificationType.Custom && _part.Switches.DowntimeSilencesCustom)) && row.DowntimeDepth > 0)
        {
            return Reason.InDowntime;
        }

        if (type == NotificationType.Problem && row.StateType == StateType.Soft)
        {
            return Reason.SoftProblem;
        }

        if (type == NotificationType.Problem && row.Acknowledgement != 0)
        {
            return Reason.AlreadyAcknowledged;
        }

        if (aboutState && row.Has(ItemFlags.Flapping))
        {
            return Reason.IsFlapping;
        }

        if (!isHost && aboutState && (host.State != 0 || (type == NotificationType.Problem && Reachability.CameBackAfter(_part, _part.HostOf[index], row.SpeaksOfLogical))))
        {
            return Reason.HostNotUp;
        }

        if (type == NotificationType.Problem
            && _part.Items[index].BusinessRule is { SmartNotifications: true }
            && brain.Rules.AllRootProblemsHandled(index))
        {
            return Reason.RootProblemsHandled;
        }

        if (!aboutState)
        {
            return Reason.None;
        }

        return FailedMaster(index, execution: false) is not null
            || (!isHost && _part.Switches.HostDependenciesSilenceServices && FailedMaster(_part.HostOf[index], execution: false) is not null)
                ? Reason.MasterFailed
                : Reason.None;
    }
}
