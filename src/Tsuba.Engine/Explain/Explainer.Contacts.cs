using System.Collections.Immutable;
using Tsuba.Engine.Notifications;
using Tsuba.Engine.Outputs;
using Tsuba.Engine.Parts;
using Tsuba.Engine.States;
using Tsuba.Model.Objects;

namespace Tsuba.Engine.Explain;

/// <content>What each contact decides.</content>
internal sealed partial class Explainer
{
    private ImmutableArray<ContactExplanation> ExplainContacts(bool itemLets, bool isHypothetical)
    {
        var policy = Item.Notification;
        var chosen = Chosen();
        var names = new SortedSet<string>(
            policy.Contacts.Concat(policy.Escalations.SelectMany(escalation => escalation.Contacts)).Select(contact => contact.Name), StringComparer.Ordinal);
        if (_question.Contact.Length > 0)
        {
            var isKnown = names.Contains(_question.Contact);
            names = isKnown ? [_question.Contact] : [];
            if (!isKnown)
            {
                return [new ContactExplanation(_question.Contact, [Statement.Against(Phrase.NotAContact)])];
            }
        }

        return [.. names.Select(name => ExplainContact(name, chosen.Contains(name), itemLets, isHypothetical))];
    }

    private HashSet<string> Chosen()
    {
        var contacts = Type switch
        {
            NotificationType.Problem => Escalations.Contacts(_part, _index, NextNumber, out _),
            NotificationType.Recovery when _part.Switches.RecoveryOnlyToTold =>
                [.. Item.Notification.Contacts.Concat(Item.Notification.Escalations.SelectMany(escalation => escalation.Contacts)).Where(contact => WasTold(contact.Name))],
            NotificationType.Recovery => Escalations.Contacts(_part, _index, NextNumber, out _),
            _ => _brain.Sender.Usual(_index, NextNumber),
        };
        return [.. contacts.Select(contact => contact.Name)];
    }

    private bool WasTold(string contact) => _part.Told.TryGetValue(Item.Id, out var told) && told.Contains(contact);

    private ContactExplanation ExplainContact(string name, bool isChosen, bool itemLets, bool isHypothetical)
    {
        var said = ImmutableArray.CreateBuilder<Statement>();
        if (!isChosen)
        {
            said.Add(NotChosen(name));
        }

        if (_part.Contacts.TryGetValue(name, out var row))
        {
            foreach (var (way, reason) in ContactFilter.Obstacles(_part, _index, Type, row))
            {
                said.Add(Against(reason, way, row));
            }

            AddCommands(said, row, itemLets);
        }

        if (!isHypothetical && WasTold(name))
        {
            said.Add(Statement.Of(Phrase.WasTold));
        }

        foreach (var action in _part.Actions.Values)
        {
            if (action.Item == Item.Id && action.Due.Kind == ActionKind.Notification && action.Due.Contact == name)
            {
                said.Add(Statement.Of(Phrase.UnderWay, StatementArgument.Text("type", Names.Of(action.Type)), StatementArgument.Text("command", action.Command)));
            }
        }

        return new ContactExplanation(name, said.ToImmutable());
    }

    private void AddCommands(ImmutableArray<Statement>.Builder said, ContactRow row, bool itemLets)
    {
        var ways = new List<NotificationWay>();
        var facts = new NotificationFacts(Type, NextNumber, Escalated: false, "", "");
        if (ContactFilter.Ways(_part, _index, facts, row, ways) != Reason.None)
        {
            return;
        }

        if (_part.Actions.Count >= ActionLimits.Most)
        {
            said.Add(Statement.Against(Reason.TooManyActions));
        }

        if (Type == NotificationType.Problem && Item.Notification.Interval == TimeSpan.Zero && Row.Has(ItemFlags.DowntimeEnded) && Row.Has(ItemFlags.ToldForGood) && WasTold(row.Contact.Name) && Escalated().Count == 0)
        {
            said.Add(Statement.Against(Reason.ContactToldOnce));
        }

        var runnable = new List<string>();
        foreach (var call in ways.SelectMany(way => ContactFilter.Commands(_isHost, way)))
        {
            var expanded = _brain.Texts.ForNotification(_index, call, facts, id: 0, row.Contact, _part.Settings.NotificationTimeout);
            if (expanded.CanRun)
            {
                runnable.Add(call.Command?.Name ?? call.Text);
            }
            else
            {
                said.Add(Statement.Against(Reason.CommandRefused, StatementArgument.Text("refusal", Quoted(expanded.Refusal))));
            }
        }

        if (said.All(statement => !statement.Stops))
        {
            said.Add(Statement.Of(itemLets ? Phrase.IsTold : Phrase.WouldBeTold, StatementArgument.Text("commands", string.Join(", ", runnable))));
        }
    }

    private Statement NotChosen(string name)
    {
        if (Type == NotificationType.Recovery)
        {
            return Statement.Against(Reason.ContactNotTold);
        }

        if (Item.Notification.Contacts.Any(contact => contact.Name == name))
        {
            return Statement.Against(Phrase.ReplacedByEscalation, StatementArgument.Text("escalations", string.Join(", ", Escalated())));
        }

        var escalation = Item.Notification.Escalations.First(escalation => escalation.Contacts.Any(contact => contact.Name == name));
        var named = StatementArgument.Text("escalation", escalation.Name);
        if (escalation.ByTime)
        {
            return Statement.Against(Phrase.EscalatedFromTime, named, StatementArgument.Duration("after", escalation.FirstTime));
        }

        return NextNumber < escalation.FirstNotification
            ? Statement.Against(Phrase.EscalatedFromNumber, named, StatementArgument.Number("number", escalation.FirstNotification))
            : Statement.Against(Phrase.EscalationNotNow, named);
    }

    private Statement Against(Reason reason, NotificationWay? way, ContactRow row)
    {
        var named = row.Contact.Ways.Length > 1 ? StatementArgument.Text("way", way?.Name) : null;
        var kind = _isHost ? "host" : "service";
        return (reason, way) switch
        {
            (Reason.ContactInDowntime, _) => ContactInDowntime(row.Contact.Name),
            (Reason.ContactNotificationsOff, _) => Statement.Against(
                reason,
                named,
                Command(_isHost ? "ENABLE_CONTACT_HOST_NOTIFICATIONS" : "ENABLE_CONTACT_SVC_NOTIFICATIONS", row.Contact.Name),
                StatementArgument.Text("property", kind + "_notifications_enabled")),
            (Reason.ContactBusinessImpact, { } of) => Statement.Against(
                reason, named, StatementArgument.Number("wanted", of.MinBusinessImpact), StatementArgument.Number("impact", _part.BusinessImpact(_index))),
            (Reason.ContactOutsidePeriod, { } of) => Statement.Against(
                reason,
                named,
                PeriodName(ContactFilter.Period(_part, _isHost, of, row)),
                Opens(ContactFilter.Period(_part, _isHost, of, row)),
                StatementArgument.Text("property", kind + "_notification_period")),
            (Reason.ContactTypeNotWanted, { } of) => Statement.Against(
                reason,
                named,
                StatementArgument.Text("letter", Letters(ContactFilter.Letter(_part, _index, Type))),
                StatementArgument.Text("options", Letters(_isHost ? of.HostOptions : of.ServiceOptions)),
                StatementArgument.Text("property", kind + "_notification_options")),
            (Reason.ContactWithoutCommand, _) => Statement.Against(reason, named, StatementArgument.Text("property", kind + "_notification_commands")),
            _ => Statement.Against(reason, named),
        };
    }

    private Statement ContactInDowntime(string contact)
    {
        var active = _part.Downtimes.Values.Where(downtime => downtime.IsActive && downtime.Contact == contact).ToList();
        return Statement.Against(
            Reason.ContactInDowntime,
            StatementArgument.Time("until", active.Count > 0 ? active.Max(downtime => downtime.ActualEndUtcMilliseconds) : 0),
            Author(active.LastOrDefault()?.Author),
            Comment(active.LastOrDefault()?.Text),
            StatementArgument.Text("command", string.Join(", ", active.Select(downtime => $"DEL_CONTACT_DOWNTIME;{downtime.Id}"))));
    }
}
