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
    // How many filters Judge has.
    private const int Filters = 16;

    private readonly Part _part = brain.Part;

    /// <summary>The first obstacle, or None.</summary>
    public Reason Obstacle(int index, NotificationType type)
    {
        for (var filter = 0; filter < Filters; filter++)
        {
            if (Judge(filter, index, type) is var reason && reason != Reason.None)
            {
                return reason;
            }
        }

        return Reason.None;
    }

    /// <summary>Every obstacle, in the order of the filters; for explanations.</summary>
    public List<Reason> Obstacles(int index, NotificationType type)
    {
        var obstacles = new List<Reason>();
        for (var filter = 0; filter < Filters; filter++)
        {
            if (Judge(filter, index, type) is var reason && reason != Reason.None)
            {
                obstacles.Add(reason);
            }
        }

        return obstacles;
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

    /// <summary>notification_options in force.</summary>
    public StateOptions Options(int index) => brain.Rules.ForcedOptions(index) ?? _part.Items[index].Notification.Options;

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

    private Reason Judge(int filter, int index, NotificationType type)
    {
        ref readonly var row = ref _part.Rows[index];
        var aboutState = type is NotificationType.Problem or NotificationType.Recovery;
        return filter switch
        {
            0 => If(!_part.Program[ProgramSwitch.Notifications], Reason.NotificationsOff),
            1 => If(!_part.Periods.Contains(Period(index), _part.Now.UtcSeconds), Reason.OutsideNotificationPeriod),
            2 => If(!row.Has(ItemFlags.Notifications), Reason.ItemNotificationsOff),
            3 => Wish(index, row.State, type),
            4 => If(type == NotificationType.Acknowledgement && row.State == 0, Reason.NothingToAcknowledge),
            5 => If(row.DowntimeDepth > 0 && IsAboutFlapping(type), Reason.FlappingInDowntime),
            6 => If(
                row.DowntimeDepth > 1 && type is not (NotificationType.DowntimeEnd or NotificationType.DowntimeCancelled or NotificationType.Custom),
                Reason.NestedDowntime),
            7 => If(IsSilencedByDowntimeOfHost(index, type), Reason.HostInDowntime),
            8 => If(
                row.DowntimeDepth > 0 && (aboutState || (type == NotificationType.Custom && _part.Switches.DowntimeSilencesCustom)), Reason.InDowntime),
            9 => If(type == NotificationType.Problem && row.StateType == StateType.Soft, Reason.SoftProblem),
            10 => If(type == NotificationType.Problem && row.Acknowledgement != 0, Reason.AlreadyAcknowledged),
            11 => If(aboutState && row.Has(ItemFlags.Flapping), Reason.IsFlapping),
            12 => If(aboutState && IsHostGone(index, type), Reason.HostNotUp),
            13 => If(
                type == NotificationType.Problem && _part.Items[index].BusinessRule is { SmartNotifications: true } && brain.Rules.AllRootProblemsHandled(index),
                Reason.RootProblemsHandled),
            14 => If(aboutState && FailedMaster(index, execution: false) is not null, Reason.MasterFailed),
            15 => If(
                aboutState && !_part.IsHost(index) && _part.Switches.HostDependenciesSilenceServices
                    && FailedMaster(_part.HostOf[index], execution: false) is not null,
                Reason.MasterFailed),
            _ => Reason.None,
        };
    }

    private static Reason If(bool stands, Reason reason) => stands ? reason : Reason.None;

    private static bool IsAboutFlapping(NotificationType type) =>
        type is NotificationType.FlappingStart or NotificationType.FlappingStop or NotificationType.FlappingDisabled;

    private bool IsSilencedByDowntimeOfHost(int index, NotificationType type) =>
        !_part.IsHost(index)
        && _part.Rows[_part.HostOf[index]].DowntimeDepth > 0
        && (type is NotificationType.Problem or NotificationType.Recovery
            || (type == NotificationType.Custom ? _part.Switches.DowntimeSilencesCustom : _part.Switches.HostDowntimeSilencesEveryType));

    private bool IsHostGone(int index, NotificationType type)
    {
        if (_part.IsHost(index))
        {
            return false;
        }

        var host = _part.HostOf[index];
        return _part.Rows[host].State != 0
            || (type == NotificationType.Problem && Reachability.CameBackAfter(_part, host, _part.Rows[index].SpeaksOfLogical));
    }

    private Reason Wish(int index, byte state, NotificationType type)
    {
        var isHost = _part.IsHost(index);
        var options = Options(index);
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
}
