using System.Collections.Immutable;
using Tsuba.Engine.Explain;
using Tsuba.Engine.Notifications;
using Tsuba.Model.Items;

namespace Tsuba.Engine.Tests.Explain;

/// <summary>Asks an engine for explanations.</summary>
internal static class Explaining
{
    public static Explanation Explain(this EngineRun run, string item, NotificationType type = NotificationType.Problem, string contact = "", string viewer = "") =>
        run.Engine.Explain(new ExplainQuestion(ItemName.Parse(item)) { Type = type, Contact = contact, Viewer = viewer }, run.Now)
        ?? throw new InvalidOperationException($"no explanation of {item}");

    /// <summary>Codes of what of the item stands against the notification, in order.</summary>
    public static IEnumerable<string> Stops(this Explanation explanation) => explanation.Notification.Where(statement => statement.Stops).Select(statement => statement.Code);

    /// <summary>Codes of what of a contact stands against it.</summary>
    public static IEnumerable<string> Stops(this Explanation explanation, string contact) =>
        explanation.Contacts.Single(of => of.Contact == contact).Statements.Where(statement => statement.Stops).Select(statement => statement.Code);

    /// <summary>Every sentence, with its hint, in a language.</summary>
    public static ImmutableArray<string> Words(this Explanation explanation, Language language = Language.English)
    {
        var wording = new Wording(language, explanation.Zone);
        Statement[] all = [explanation.Verdict, .. explanation.State, .. explanation.Causes, .. explanation.Notification, .. explanation.Contacts.SelectMany(contact => contact.Statements)];
        return [.. all.Select(statement => wording.Text(statement) + (wording.Hint(statement) is { Length: > 0 } hint ? " | " + hint : ""))];
    }
}
