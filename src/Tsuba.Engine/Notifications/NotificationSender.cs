using System.Collections.Immutable;
using Tsuba.Engine.Explain;
using Tsuba.Engine.Inputs;
using Tsuba.Engine.Logs;
using Tsuba.Engine.Outputs;
using Tsuba.Engine.Outputs.Events;
using Tsuba.Engine.Parts;
using Tsuba.Model.Objects;

namespace Tsuba.Engine.Notifications;

/// <summary>Splits a notification into one action per contact and command. Source: reference/shinken.md 4.6.</summary>
internal sealed class NotificationSender(Brain brain)
{
    private readonly Part _part = brain.Part;
    private readonly List<NotificationWay> _ways = [];
    private readonly List<(string Contact, Reason Reason)> _refusals = [];

    /// <summary>Milliseconds until the notification after the given number; 0: there is none.</summary>
    public long Interval(int index, int number)
    {
        var policy = _part.Items[index].Notification;
        var interval = policy.Interval;
        var found = false;
        foreach (var escalation in policy.Escalations)
        {
            if (Escalations.IsEligible(_part, index, escalation, number)
                && (escalation.Interval ?? (_part.Switches.EscalationsWithoutIntervalCount ? policy.Interval : null)) is { } own)
            {
                interval = found && interval < own ? interval : own;
                found = true;
            }
        }

        return Escalations.PullEarlier(_part, index, number, (long)interval.TotalMilliseconds);
    }

    /// <summary>Tells a problem. With <paramref name="mute"/>, refusals of contacts are not told again.</summary>
    public SendOutcome SendProblem(int index, int number, bool mute)
    {
        var item = _part.Items[index];
        var contacts = Escalations.Contacts(_part, index, number, out var escalated);
        var facts = new NotificationFacts(NotificationType.Problem, number, escalated, "", "");
        facts = facts with { Recipients = Recipients(index, facts, contacts) };
        var once = !escalated && item.Notification.Interval == TimeSpan.Zero && _part.Rows[index].Has(ItemFlags.DowntimeEnded)
            && _part.Rows[index].Has(ItemFlags.ToldForGood);
        _part.Told.TryGetValue(item.Id, out var told);
        var sent = 0;
        var toldOnce = 0;
        _refusals.Clear();
        foreach (var contact in contacts)
        {
            if (once && told is not null && told.Contains(contact.Name))
            {
                toldOnce++;
                _refusals.Add((contact.Name, Reason.ContactToldOnce));
                continue;
            }

            if (!Raise(index, contact, facts))
            {
                continue;
            }

            sent++;
            if (told is null)
            {
                _part.Told[item.Id] = told = new SortedSet<string>(StringComparer.Ordinal);
            }

            told.Add(contact.Name);
        }

        if (!mute || sent > 0)
        {
            TellRefusals(index, NotificationType.Problem);
        }

        if (sent > 0 && escalated)
        {
            _part.Decide(index, Reason.Escalated, type: NotificationType.Problem);
        }

        return new SendOutcome(contacts.Length, sent, toldOnce);
    }

    /// <summary>
    /// Tells the end of a problem: to those who were told of it, or, in the nagios profile, to those whom its last notification was for, told or not.
    /// </summary>
    public void SendRecovery(int index, SortedSet<string> told)
    {
        ref readonly var row = ref _part.Rows[index];
        var isHost = _part.IsHost(index);
        var states = row.ToldStates;
        var number = row.NotificationNumber + (_part.Switches.RecoveryCountsAsNotification ? 1 : 0);
        _refusals.Clear();
        var contacts = _part.Switches.RecoveryOnlyToTold
            ? ToldOf(index, told)
            : Escalations.Contacts(_part, index, row.NotificationNumber, out _).RemoveAll(contact => !isHost && !ContactFilter.WantsOne(contact, states));
        var facts = new NotificationFacts(NotificationType.Recovery, number, Escalated: false, "", "");
        facts = facts with { Recipients = Recipients(index, facts, contacts) };
        foreach (var contact in contacts)
        {
            Raise(index, contact, facts);
        }

        TellRefusals(index, NotificationType.Recovery);
    }

    private ImmutableArray<Contact> ToldOf(int index, SortedSet<string> told)
    {
        foreach (var contact in _part.Items[index].Notification.Contacts.Where(contact => !told.Contains(contact.Name)))
        {
            _refusals.Add((contact.Name, Reason.ContactNotTold));
        }

        return [.. told.Where(_part.Contacts.ContainsKey).Select(name => _part.Contacts[name].Contact)];
    }

    /// <summary>Tells anything else to the item's contacts, or to those whom an escalation chooses now.</summary>
    public void Send(int index, NotificationFacts facts) => Send(index, facts, Usual(index, facts.Number));

    /// <summary>Who is told of anything that is neither problem nor recovery.</summary>
    public ImmutableArray<Contact> Usual(int index, int number) => _part.Switches.EscalationsTakeEveryType
        ? Escalations.Contacts(_part, index, number, out _)
        : _part.Items[index].Notification.Contacts;

    /// <summary>Tells anything else to some contacts; false if there are none.</summary>
    public bool Send(int index, NotificationFacts facts, ImmutableArray<Contact> contacts)
    {
        _refusals.Clear();
        facts = facts with { Recipients = Recipients(index, facts, contacts) };
        foreach (var contact in contacts)
        {
            Raise(index, contact, facts);
        }

        if (contacts.IsEmpty)
        {
            _part.Decide(index, Reason.NoContacts, type: facts.Type);
        }

        TellRefusals(index, facts.Type);
        return !contacts.IsEmpty;
    }

    /// <summary>A receipt: the action is done. One for an action that is not pending has no effect.</summary>
    public void Finish(ActionFinished finished)
    {
        if (!_part.Actions.Remove(finished.Id, out var action))
        {
            return;
        }

        if (action.Due.Kind == ActionKind.PerfdataFile)
        {
            brain.PerfdataFiles.Finish(action, finished);
            return;
        }

        var index = _part.Find(action.Item);
        if (!finished.Succeeded && index >= 0)
        {
            _part.Log(index, $"Warning: {action.Due.Kind} command '{action.Command}' for {_part.Items[index].Name} failed: {finished.Text}", action.Due.Contact);
        }

        if (action.Due.Kind == ActionKind.Snapshot && index >= 0)
        {
            brain.Snapshots.Finish(action, finished);
        }
        else if (action.Due.Kind == ActionKind.Notification)
        {
            _part.Out.Events.Add(new NotificationFinished
            {
                Id = finished.Id,
                Item = action.Item,
                Contact = action.Due.Contact,
                Command = action.Command,
                Type = action.Type,
                State = action.State,
                Number = action.Number,
                Succeeded = finished.Succeeded,
                Text = finished.Text,
            });
        }
    }

    private bool Raise(int index, Contact contact, NotificationFacts facts)
    {
        if (!_part.Contacts.TryGetValue(contact.Name, out var row))
        {
            return false;
        }

        var obstacle = ContactFilter.Ways(_part, index, facts, row, _ways);
        if (obstacle != Reason.None)
        {
            _refusals.Add((contact.Name, obstacle));
            return false;
        }

        if (_part.Actions.Count >= ActionLimits.Most)
        {
            _part.LeftOutActions++;
            _refusals.Add((contact.Name, Reason.TooManyActions));
            return false;
        }

        var isHost = _part.IsHost(index);
        foreach (var way in _ways)
        {
            foreach (var command in ContactFilter.Commands(isHost, way))
            {
                Raise(index, contact, command, facts);
            }
        }

        _part.Decide(index, Reason.Notified, contact.Name, type: facts.Type);
        _part.Rows[index].LastNotificationUtc = _part.Now.UtcMilliseconds;
        return true;
    }

    private void Raise(int index, Contact contact, CommandCall command, NotificationFacts facts)
    {
        ref var row = ref _part.Rows[index];
        var item = _part.Items[index];
        row.NotificationSequence++;
        var id = StableHash.Mix(
            item.Id.Value,
            row.ProblemId,
            (ulong)facts.Number,
            (ulong)facts.Type,
            row.NotificationSequence,
            StableHash.Of(contact.Name),
            StableHash.Of(command.Text));
        var name = command.Command?.Name ?? command.Text;
        var expanded = brain.Texts.ForNotification(index, command, facts, id, contact, _part.Settings.NotificationTimeout);
        if (!expanded.CanRun)
        {
            _part.Decide(index, Reason.CommandRefused, contact.Name, expanded.Refusal, facts.Type);
            _part.Log(index, $"Warning: Notification command '{name}' for {item.Name} is not run: {expanded.Refusal}", contact.Name);
            return;
        }

        var due = new ActionDue(
            id,
            ActionKind.Notification,
            item.Id,
            contact.Name,
            expanded.Invocation,
            item.EventHandler.ReactionnerTag ?? command.Command?.ReactionnerTag,
            command.Command?.ModuleType ?? "fork",
            _part.Now.UtcMilliseconds);
        _part.Actions[id] = new PendingAction(due, name, facts.Type, row.State, facts.Number);
        _part.Out.Actions.Add(due);
        if (_part.Settings.LogNotifications)
        {
            _part.Log(index, LogLines.Notification(_part, index, contact.Name, name, facts), contact.Name);
        }

        _part.Out.Events.Add(new NotificationRaised
        {
            Id = id,
            Item = item.Id,
            Contact = contact.Name,
            Command = name,
            Type = facts.Type,
            State = row.State,
            Number = facts.Number,
            Escalated = facts.Escalated,
            Text = facts.Comment.Length > 0 ? facts.Comment : row.Output,
        });
    }

    private void TellRefusals(int index, NotificationType type)
    {
        foreach (var (contact, reason) in _refusals)
        {
            _part.Decide(index, reason, contact, type: type);
        }

        _refusals.Clear();
    }

    // Names of those who will be told, in order.
    private string Recipients(int index, NotificationFacts facts, IEnumerable<Contact> contacts) => string.Join(',', contacts
        .Where(contact => _part.Contacts.TryGetValue(contact.Name, out var row) && ContactFilter.Ways(_part, index, facts, row, _ways) == Reason.None)
        .Select(contact => contact.Name));
}
