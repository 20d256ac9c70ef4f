using Tsuba.Engine.Explain;
using Tsuba.Engine.Notifications;
using Tsuba.Protocol.Contracts;
using ItemName = Tsuba.Model.Items.ItemName;

namespace Tsuba.Scheduler.Core;

/// <summary>Translates questions and explanations between the wire and the engine, and puts them into words.</summary>
public static class ExplainAnswers
{
    /// <summary>The question of a request; null: it asks about no kind of notification that there is.</summary>
    public static ExplainQuestion? Question(ExplainRequest request)
    {
        var type = NotificationType.Problem;
        if (request.Type.Length > 0
            && !(Enum.TryParse(request.Type, ignoreCase: true, out type) && Enum.IsDefined(type) && type != NotificationType.None && !char.IsAsciiDigit(request.Type[0])))
        {
            return null;
        }

        return new ExplainQuestion(Name(request)) { Type = type, Contact = request.Contact, Viewer = request.Viewer };
    }

    /// <summary>The language that a request asks for.</summary>
    public static Language LanguageOf(ExplainRequest request) => Languages.Read(request.Language) ?? Language.English;

    /// <summary>The question makes no sense.</summary>
    public static ExplainReply Refuse(string refusal) => new() { Outcome = ExplainOutcome.Refused, Refusal = refusal };

    /// <summary>The request asks about no kind of notification that there is.</summary>
    public static ExplainReply RefuseType(ExplainRequest request) => Refuse($"there is no notification of type '{request.Type}'");

    /// <summary>The moment of the request cannot be read.</summary>
    public static ExplainReply RefuseMoment(ExplainRequest request) => Refuse($"'{request.At}' is no moment; expected {Moments.Forms}");

    /// <summary>Whoever knows cannot be asked now.</summary>
    public static ExplainReply Unavailable(string refusal) => new() { Outcome = ExplainOutcome.Unavailable, Refusal = refusal };

    /// <summary>There is no such item in the part, or the asker may not see it.</summary>
    public static ExplainReply NoSuchItem(ExplainRequest request) => new()
    {
        Outcome = ExplainOutcome.NoSuchItem,
        Refusal = $"there is no {(request.Item?.HasService == true ? "service" : "host")} '{Name(request)}'",
    };

    /// <summary>An explanation in words.</summary>
    public static ExplainReply Answer(Explanation explanation, Language language)
    {
        var wording = new Wording(language, explanation.Zone);
        var reply = new ExplainReply
        {
            Language = Languages.CodeOf(language),
            UtcMs = explanation.UtcMilliseconds,
            Moment = wording.Time(explanation.UtcMilliseconds),
            Sent = explanation.IsSent,
            Verdict = Line(wording, explanation.Verdict, contact: ""),
        };
        Add(reply, wording, Phrase.HeadingState, explanation.State.Select(statement => Line(wording, statement, contact: "")));
        Add(reply, wording, Phrase.HeadingCauses, explanation.Causes.Select(statement => Line(wording, statement, contact: "")));
        Add(reply, wording, Phrase.HeadingNotification, explanation.Notification.Select(statement => Line(wording, statement, contact: "")));
        Add(reply, wording, Phrase.HeadingContacts, explanation.Contacts.SelectMany(contact => contact.Statements.Select(statement => Line(wording, statement, contact.Contact))));
        return reply;
    }

    /// <summary>Adds a section that has lines.</summary>
    public static void Add(ExplainReply reply, Wording wording, Phrase heading, IEnumerable<ExplainLine> lines)
    {
        var section = new ExplainSection { Code = MessageTable.CodeOf(heading), Title = wording.Text(heading) };
        section.Lines.AddRange(lines);
        if (section.Lines.Count > 0)
        {
            reply.Sections.Add(section);
        }
    }

    /// <summary>A statement in words.</summary>
    public static ExplainLine Line(Wording wording, Statement statement, string contact) => new()
    {
        Code = statement.Code,
        Text = wording.Text(statement),
        Hint = wording.Hint(statement),
        Stops = statement.Stops,
        Contact = contact,
    };

    /// <summary>The item that a request names.</summary>
    public static ItemName Name(ExplainRequest request) =>
        new(request.Item?.Host ?? "", request.Item?.HasService == true ? request.Item.Service : null);
}
