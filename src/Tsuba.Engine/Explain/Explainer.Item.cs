using System.Collections.Immutable;
using System.Globalization;
using Tsuba.Engine.Notifications;
using Tsuba.Engine.Parts;
using Tsuba.Engine.States;
using Tsuba.Model.Items;
using Tsuba.Model.TimePeriods;

namespace Tsuba.Engine.Explain;

/// <content>What of the item decides.</content>
internal sealed partial class Explainer
{
    // Number of the notification that would go out next.
    private int NextNumber => Type == NotificationType.Problem ? Row.NotificationNumber + 1 : Row.NotificationNumber;

    private ImmutableArray<Statement> ExplainItem(bool isHypothetical)
    {
        var said = ImmutableArray.CreateBuilder<Statement>();
        foreach (var obstacle in _brain.ItemFilter.Obstacles(_index, Type).Distinct())
        {
            // Two active downtimes are one obstacle to whoever asks.
            if (obstacle != Reason.InDowntime || Row.DowntimeDepth <= 1)
            {
                said.Add(Against(obstacle));
            }
        }

        if (said.Any(statement => statement.Code == MessageTable.CodeOf(Reason.HostNotUp)) && _part.Rows[_part.HostOf[_index]].State == 0)
        {
            said.Add(Statement.Against(Phrase.HostCameBackAfterResult, NextCheck()));
        }

        if (Type == NotificationType.Problem)
        {
            AddRhythm(said, isHypothetical);
        }

        if (Type == NotificationType.Recovery && !_part.Told.ContainsKey(Item.Id))
        {
            said.Add(Statement.Against(Reason.RecoveryUntold));
        }

        if (Type != NotificationType.Recovery && Chosen().Count == 0)
        {
            said.Add(Statement.Against(Reason.NoContacts));
        }

        if (Escalated() is { Count: > 0 } escalations)
        {
            said.Add(Statement.Of(Reason.Escalated, StatementArgument.Text("escalations", string.Join(", ", escalations))));
        }

        return said.ToImmutable();
    }

    // When a problem is told again. What blocks it is said by the filters.
    private void AddRhythm(ImmutableArray<Statement>.Builder said, bool isHypothetical)
    {
        var earliest = _brain.Campaigns.EarliestBegin(_index);
        if (earliest > _part.Now.LogicalMilliseconds && Row.StateType == StateType.Hard)
        {
            said.Add(Statement.Against(Reason.WaitsForFirstDelay, StatementArgument.Time("until", _part.ToUtc(earliest))));
            return;
        }

        if (isHypothetical || Row.StateType == StateType.Soft)
        {
            return;
        }

        var last = StatementArgument.Time("last", Row.LastNotificationUtc);
        if (Row.Has(ItemFlags.ToldForGood))
        {
            said.Add(Statement.Against(Reason.ToldOnce, last));
        }
        else if (Row.Has(ItemFlags.UnknownPhase) && Row.NotificationNumber > 0)
        {
            said.Add(Statement.Against(Reason.UnknownPhase, StatementArgument.Text("before", Names.Of(_isHost, Row.StateBeforePhase))));
        }
        else if (Row.Has(ItemFlags.Campaign) && Row.LastSilence == 0 && Row.NotificationNumber > 0 && Row.NextNotificationLogical > _part.Now.LogicalMilliseconds)
        {
            said.Add(Statement.Against(
                Reason.NotDueYet,
                StatementArgument.Number("number", Row.NotificationNumber),
                last,
                Row.NextNotificationLogical == ItemRow.Never ? null : StatementArgument.Time("next", _part.ToUtc(Row.NextNotificationLogical))));
        }
        else if (said.Count == 0 && Row.Has(ItemFlags.Campaign) && Row.LastSilence != 0 && (Reason)Row.LastSilence != Reason.NobodyAccepted)
        {
            said.Add(Statement.Of(Phrase.WaitsForNextResult, StatementArgument.Sentence("reason", (Reason)Row.LastSilence), NextCheck(), Retry()));
        }
    }

    private StatementArgument? Retry() => Row.NextNotificationLogical > _part.Now.LogicalMilliseconds && Row.NextNotificationLogical != ItemRow.Never
        ? StatementArgument.Time("retry", _part.ToUtc(Row.NextNotificationLogical))
        : null;

    private Statement Against(Reason reason) => reason switch
    {
        Reason.OutsideNotificationPeriod => Statement.Against(reason, PeriodName(_brain.ItemFilter.Period(_index)), Opens(_brain.ItemFilter.Period(_index))),
        Reason.ItemNotificationsOff => Statement.Against(reason, Command(OfKind("ENABLE_HOST_NOTIFICATIONS", "ENABLE_SVC_NOTIFICATIONS"))),
        Reason.NothingWanted => Statement.Against(reason, Letter()),
        Reason.TypeNotWanted => Statement.Against(reason, Letter(), StatementArgument.Text("options", Letters(_brain.ItemFilter.Options(_index)))),
        Reason.FlappingInDowntime or Reason.NestedDowntime or Reason.InDowntime => InDowntime(reason, _index),
        Reason.HostInDowntime => InDowntime(reason, _part.HostOf[_index]),
        Reason.SoftProblem => Statement.Against(
            reason, StatementArgument.Number("attempt", Row.Attempt), StatementArgument.Number("attempts", Attempts), NextCheck()),
        Reason.AlreadyAcknowledged => Statement.Against(
            reason,
            Author(Acknowledgement()?.Author),
            Comment(Acknowledgement()?.Text),
            AcknowledgedUntil(),
            Command(OfKind("REMOVE_HOST_ACKNOWLEDGEMENT", "REMOVE_SVC_ACKNOWLEDGEMENT"))),
        Reason.IsFlapping => Statement.Against(reason, Percent(), Threshold(), Command(OfKind("DISABLE_HOST_FLAP_DETECTION", "DISABLE_SVC_FLAP_DETECTION"))),
        Reason.HostNotUp => Statement.Against(
            reason, Named("host", _part.HostOf[_index]), _part.Rows[_part.HostOf[_index]].State == 0 ? null : StateOf(_part.HostOf[_index]), Roots(_part.HostOf[_index])),
        Reason.RootProblemsHandled => Statement.Against(reason, Roots(_index)),
        Reason.MasterFailed => MasterFailed(),
        Reason.ParentsFailed => Statement.Against(
            reason, Named("parents", Parents()), StatementArgument.Text("options", Letters(_brain.ItemFilter.Options(_index))), Roots(_index)),
        _ => Statement.Against(reason),
    };

    private Statement InDowntime(Reason reason, int index)
    {
        var active = ActiveDowntimes(_part.Items[index].Id).OrderBy(downtime => downtime.ActualEndUtcMilliseconds).ToList();
        var longest = active.LastOrDefault();
        var name = _part.IsHost(index) ? "DEL_HOST_DOWNTIME" : "DEL_SVC_DOWNTIME";
        return Statement.Against(
            reason,
            StatementArgument.Number("count", active.Count),
            _part.IsHost(index) ? Named("host", index) : null,
            StatementArgument.Time("until", longest?.ActualEndUtcMilliseconds ?? 0),
            Author(longest?.Author),
            Comment(longest?.Text),
            StatementArgument.Text("command", string.Join(", ", active.Select(downtime => string.Create(CultureInfo.InvariantCulture, $"{name};{downtime.Id}")))));
    }

    private Statement MasterFailed()
    {
        var name = _brain.ItemFilter.FailedMaster(_index, execution: false) ?? _brain.ItemFilter.FailedMaster(_part.HostOf[_index], execution: false);
        return name is { } master && _part.Find(master.Id) is var index and >= 0
            ? Statement.Against(Reason.MasterFailed, Named("master", index), StateOf(index), Roots(index))
            : Statement.Against(Reason.MasterFailed);
    }

    private StatementArgument? Letter() => StatementArgument.Text("letter", Letters(Names.Option(_isHost, Row.State, Type)));

    private static StatementArgument? PeriodName(TimePeriod? period) => StatementArgument.Text("period", period?.Name);

    private StatementArgument? Opens(TimePeriod? period) =>
        _part.Periods.NextValid(period, _part.Now.UtcSeconds + 1) is { } second ? StatementArgument.Time("opens", second * 1000) : null;

    // Escalations that take the next notification.
    private List<string> Escalated() => Type == NotificationType.Problem || _part.Switches.EscalationsTakeEveryType
        ? [.. Item.Notification.Escalations.Where(escalation => Escalations.IsEligible(_part, _index, escalation, NextNumber)).Select(escalation => escalation.Name).Distinct()]
        : [];
}
