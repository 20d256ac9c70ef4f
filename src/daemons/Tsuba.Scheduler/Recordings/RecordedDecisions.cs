using Tsuba.Engine.Explain;
using Tsuba.Engine.Notifications;
using Tsuba.Engine.States;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler.Core;

namespace Tsuba.Scheduler.Recordings;

/// <summary>The last things that were recorded about one item: changes of its state, decisions, notifications.</summary>
/// <param name="question">Whom it is for.</param>
/// <param name="most">How many are kept.</param>
internal sealed class RecordedDecisions(ExplainQuestion question, int most)
{
    private readonly ulong _item = question.Item.Id.Value;
    private readonly Queue<Event> _kept = new();
    private CheckResultEvent? _last;
    private long _passedOver;

    /// <summary>Takes what a frame tells about the item.</summary>
    public void Take(JournalTurnEvents turn)
    {
        foreach (var happened in turn.Events)
        {
            if (!IsWanted(happened))
            {
                continue;
            }

            happened.UtcMs = turn.UtcMs;
            _kept.Enqueue(happened);
            if (_kept.Count > most)
            {
                _kept.Dequeue();
                _passedOver++;
            }
        }
    }

    /// <summary>What was kept, in words, oldest first.</summary>
    public IEnumerable<ExplainLine> Lines(Wording wording)
    {
        if (_kept.Count == 0)
        {
            yield return ExplainAnswers.Line(wording, Statement.Of(Phrase.NothingRecorded), contact: "");
        }

        if (_passedOver > 0)
        {
            yield return ExplainAnswers.Line(wording, Statement.Of(Phrase.MoreRecorded, StatementArgument.Number("count", _passedOver)), contact: "");
        }

        foreach (var happened in _kept)
        {
            var (code, text) = Words(wording, happened);
            yield return new ExplainLine { Code = code, Text = text, UtcMs = happened.UtcMs, Moment = wording.Time(happened.UtcMs) };
        }
    }

    private bool IsWanted(Event happened)
    {
        switch (happened.KindCase)
        {
            case Event.KindOneofCase.Decision when happened.Decision.Item == _item:
                return IsWanted(happened.Decision.Contact);
            case Event.KindOneofCase.Notification when happened.Notification.Item == _item:
                return IsWanted(happened.Notification.Contact);
            case Event.KindOneofCase.CheckResult when happened.CheckResult.Item == _item:
                var result = happened.CheckResult;
                var isNews = _last is null || (_last.State, _last.StateType, _last.Attempt) != (result.State, result.StateType, result.Attempt);
                _last = result;
                return isNews;
            default:
                return false;
        }
    }

    private bool IsWanted(string contact) => contact.Length == 0 || question.Contact.Length == 0 || contact == question.Contact;

    private (string Code, string Text) Words(Wording wording, Event happened)
    {
        switch (happened.KindCase)
        {
            case Event.KindOneofCase.Decision:
                var reason = (Reason)happened.Decision.Reason;
                return (MessageTable.CodeOf(reason), wording.Decision(reason, (NotificationType)happened.Decision.NotificationType, happened.Decision.Contact, Detail(reason, happened.Decision.Detail)));
            case Event.KindOneofCase.Notification:
                return Words(wording, happened.Notification);
            default:
                var result = happened.CheckResult;
                var isHost = question.Item.Kind == ItemKind.Host;
                var statement = Statement.Of(
                    Phrase.StateWas,
                    StatementArgument.Text("state", Names.Of(isHost, (byte)result.State)),
                    StatementArgument.Text("statetype", Names.Of((StateType)result.StateType)),
                    StatementArgument.Number("attempt", result.Attempt),
                    StatementArgument.Text("output", result.Output.Length > 200 ? result.Output[..200] + "…" : result.Output));
                return (statement.Code, wording.Text(statement));
        }
    }

    private static (string Code, string Text) Words(Wording wording, NotificationEvent notification)
    {
        var phrase = notification.Outcome switch
        {
            NotificationOutcome.Sent => Phrase.NotificationSent,
            NotificationOutcome.Failed => Phrase.NotificationFailed,
            _ => Phrase.NotificationRaised,
        };
        var statement = Statement.Of(
            phrase,
            StatementArgument.Number("number", notification.Number),
            StatementArgument.Text("command", notification.Command),
            StatementArgument.Text("refusal", notification.OutcomeText));
        return (statement.Code, wording.Of((NotificationType)notification.Type, notification.Contact, wording.Text(statement)));
    }

    // Details of these reasons name other items, which not everybody may see.
    private string Detail(Reason reason, string detail) =>
        question.Viewer.Length > 0 && reason is (Reason.BecameImpact or Reason.ExecutionDependencyFailed or Reason.MasterFailed) ? "" : detail;
}
