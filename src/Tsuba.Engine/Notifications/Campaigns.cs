using Tsuba.Engine.Explain;
using Tsuba.Engine.Parts;
using Tsuba.Model.Items;

namespace Tsuba.Engine.Notifications;

/// <summary>
/// The telling of one problem after another: first delay, repetitions, what waits for an obstacle to vanish, the recovery.
/// Source: reference/shinken.md 4.6. A blocked problem stays planned: it is tried again with each result, when its period begins, and as the
/// profile says after its interval.
/// </summary>
internal sealed class Campaigns(Brain brain)
{
    private readonly Part _part = brain.Part;

    /// <summary>A problem was confirmed, or changed to another bad state: it is to be told anew; the number goes on.</summary>
    public void Begin(int index)
    {
        ref var row = ref _part.Rows[index];
        row.Set(ItemFlags.Campaign, true);
        row.Set(ItemFlags.ToldForGood, false);
        row.LastSilence = 0;
        var due = Math.Max(_part.Now.LogicalMilliseconds, EarliestBegin(index));
        if (due > _part.Now.LogicalMilliseconds)
        {
            _part.Decide(index, Reason.WaitsForFirstDelay, type: NotificationType.Problem);
            Plan(index, due);
            return;
        }

        Round(index);
    }

    /// <summary>A result found the problem as it was.</summary>
    /// <param name="index">The item.</param>
    /// <param name="downtimeEnded">Whether a downtime ended since the result before, which makes the problem worth telling again.</param>
    public void GoOn(int index, bool downtimeEnded)
    {
        ref var row = ref _part.Rows[index];
        if (downtimeEnded && row.StateType == StateType.Hard && _part.Switches.EndOfDowntimeTellsAnew)
        {
            _part.Decide(index, Reason.DowntimeEndedProblemStays);
            row.Set(ItemFlags.Campaign, true);
            row.LastSilence = 0;
            Round(index);
            return;
        }

        if (!row.Has(ItemFlags.Campaign))
        {
            return;
        }

        var isDue = row.NextNotificationLogical <= _part.Now.LogicalMilliseconds;
        var isBlocked = row.LastSilence != 0 && EarliestBegin(index) <= _part.Now.LogicalMilliseconds;
        if (isDue || isBlocked)
        {
            Round(index);
        }
    }

    /// <summary>The planned time of a notification has come.</summary>
    public void OnDue(int index)
    {
        if (_part.Rows[index].Has(ItemFlags.Campaign))
        {
            Round(index);
        }
        else
        {
            Plan(index, ItemRow.Never);
        }
    }

    /// <summary>The problem is over: whoever was told of it is told of its end.</summary>
    public void End(int index)
    {
        ref var row = ref _part.Rows[index];
        var hadCampaign = row.Has(ItemFlags.Campaign) || row.Has(ItemFlags.ToldForGood);
        Stop(index);
        if (_part.Told.Remove(_part.Items[index].Id, out var told))
        {
            var obstacle = brain.ItemFilter.Obstacle(index, NotificationType.Recovery);
            if (obstacle != Reason.None)
            {
                _part.Decide(index, obstacle, type: NotificationType.Recovery);
            }
            else
            {
                brain.Sender.SendRecovery(index, told);
            }
        }
        else if (hadCampaign)
        {
            _part.Decide(index, Reason.RecoveryUntold, type: NotificationType.Recovery);
        }

        row.NotificationNumber = 0;
        row.ToldStates = 0;
    }

    /// <summary>Tells something that is no problem and no recovery, once; what is blocked is dropped.</summary>
    public void Tell(int index, NotificationType type, string author, string comment)
    {
        var obstacle = brain.ItemFilter.Obstacle(index, type);
        if (obstacle != Reason.None)
        {
            _part.Decide(index, obstacle, type: type);
            return;
        }

        brain.Sender.Send(index, new NotificationFacts(type, _part.Rows[index].NotificationNumber, Escalated: false, author, comment));
        _part.Touch(index);
    }

    /// <summary>Ends the telling without a word.</summary>
    public void Stop(int index)
    {
        ref var row = ref _part.Rows[index];
        row.Set(ItemFlags.Campaign | ItemFlags.ToldForGood, false);
        row.LastSilence = 0;
        Plan(index, ItemRow.Never);
    }

    /// <summary>Moves the next notification of a problem that is being told to a wall clock time.</summary>
    public void Postpone(int index, long utc)
    {
        ref readonly var row = ref _part.Rows[index];
        if (row.Has(ItemFlags.Campaign))
        {
            Plan(index, Math.Max(_part.ToLogical(utc), _part.Now.LogicalMilliseconds));
        }
    }

    /// <summary>The wall clock was set: what waits for its notification period was planned by the clock of then.</summary>
    public void OnClockSet(int index)
    {
        if (_part.Rows[index].LastSilence == (ushort)Reason.OutsideNotificationPeriod)
        {
            PlanForPeriod(index);
        }
    }

    private void Round(int index)
    {
        ref var row = ref _part.Rows[index];
        var obstacle = brain.ItemFilter.Obstacle(index, NotificationType.Problem);
        if (obstacle != Reason.None)
        {
            Silence(index, obstacle);
            return;
        }

        var interval = brain.Sender.Interval(index, row.NotificationNumber + 1);
        var outcome = brain.Sender.SendProblem(index, row.NotificationNumber + 1, mute: row.LastSilence == (ushort)Reason.NobodyAccepted);
        if (outcome.Sent > 0)
        {
            row.NotificationNumber++;
            row.ToldStates |= (byte)(1 << row.State);
            row.LastSilence = 0;
        }
        else if (outcome.Contacts == 0)
        {
            _part.Decide(index, Reason.NoContacts, type: NotificationType.Problem);
            Stop(index);
            return;
        }
        else if (outcome.ToldOnce < outcome.Contacts)
        {
            if (row.LastSilence != (ushort)Reason.NobodyAccepted)
            {
                _part.Decide(index, Reason.NobodyAccepted, type: NotificationType.Problem);
                row.LastSilence = (ushort)Reason.NobodyAccepted;
            }

            Plan(index, interval > 0 ? _part.Now.LogicalMilliseconds + interval : ItemRow.Never);
            return;
        }

        if (interval > 0)
        {
            Plan(index, _part.Now.LogicalMilliseconds + interval);
        }
        else
        {
            row.Set(ItemFlags.Campaign, false);
            row.Set(ItemFlags.ToldForGood, true);
            _part.Decide(index, Reason.ToldOnce, type: NotificationType.Problem);
            Plan(index, ItemRow.Never);
        }
    }

    private void Silence(int index, Reason obstacle)
    {
        ref var row = ref _part.Rows[index];
        if (row.LastSilence != (ushort)obstacle)
        {
            row.LastSilence = (ushort)obstacle;
            _part.Decide(index, obstacle, type: NotificationType.Problem);
        }

        if (obstacle == Reason.OutsideNotificationPeriod)
        {
            PlanForPeriod(index);
        }
        else
        {
            Plan(index, Retry(index));
        }
    }

    // Where repetitions have timers, a blocked problem is tried again after its interval too: no result may ever come (Deviation D-263).
    private long Retry(int index)
    {
        ref readonly var row = ref _part.Rows[index];
        var now = _part.Now.LogicalMilliseconds;
        if (_part.Switches.RenotifiesAtResults || (row.NextNotificationLogical > now && row.NextNotificationLogical != ItemRow.Never))
        {
            return _part.Switches.RenotifiesAtResults ? ItemRow.Never : row.NextNotificationLogical;
        }

        return brain.Sender.Interval(index, row.NotificationNumber + 1) is var interval and > 0 ? now + interval : ItemRow.Never;
    }

    private void PlanForPeriod(int index)
    {
        var due = ItemRow.Never;
        if (_part.Periods.NextValid(brain.ItemFilter.Period(index), _part.Now.UtcSeconds + 1) is { } valid)
        {
            due = Math.Max(_part.ToLogical(valid * 1000), _part.Now.LogicalMilliseconds + 1);
        }

        Plan(index, due);
    }

    /// <summary>
    /// Logical milliseconds before which the problem is not told. first_notification_delay counts from the last time the item was UP or OK, or from
    /// now if it never was, or as the profile says. Source: reference/shinken.md 4.6.
    /// </summary>
    public long EarliestBegin(int index)
    {
        ref readonly var row = ref _part.Rows[index];
        var item = _part.Items[index];
        var earliest = long.MinValue;
        var delay = (long)item.Notification.FirstDelay.TotalMilliseconds;
        if (delay > 0 && row.NotificationNumber == 0)
        {
            var from = row.LastOkLogical != ItemRow.Never && !_part.Switches.FirstDelayCountsFromHardState ? row.LastOkLogical : Confirmed(index);
            earliest = from + delay;
        }

        if (_part.Overrides.Count > 0 && _part.Overrides.TryGetValue(item.Id, out var overrides) && overrides.NoNotificationBeforeUtc > 0)
        {
            earliest = Math.Max(earliest, _part.ToLogical(overrides.NoNotificationBeforeUtc));
        }

        return earliest;
    }

    // When the problem was confirmed.
    private long Confirmed(int index) =>
        _part.Rows[index].HardSinceLogical is var since && since == ItemRow.Never ? _part.Now.LogicalMilliseconds : since;

    private void Plan(int index, long due)
    {
        ref var row = ref _part.Rows[index];
        row.NextNotificationLogical = due;
        brain.Clock.Retime(index);
        _part.Touch(index);
    }
}
