using System.Globalization;
using System.Text;
using Tsuba.Engine.Notifications;
using Tsuba.Engine.States;

namespace Tsuba.Engine.Explain;

/// <summary>Puts statements into words of a language, by the <see cref="MessageTable"/>.</summary>
/// <param name="language">The language.</param>
/// <param name="zone">Zone in which times are shown.</param>
public sealed class Wording(Language language, TimeZoneInfo zone)
{
    /// <summary>The sentence. An argument that it cannot do without, and that is missing, shows as a question mark.</summary>
    public string Text(Statement statement) => MessageTable.Find(statement.Code) is { } row ? Fill(row.Text(language), statement).Text : statement.Code;

    /// <summary>What would have to change; empty: nothing, or nothing that can be said.</summary>
    public string Hint(Statement statement) =>
        Fill(MessageTable.Find(statement.Code)?.Hint(language) ?? "", statement) is { IsComplete: true } hint ? hint.Text : "";

    /// <summary>A heading, or another phrase without arguments.</summary>
    public string Text(Phrase phrase) => Text(Statement.Of(phrase));

    /// <summary>
    /// A decision that the engine made, live or in a journal: kind of notification and contact where it has them, then the reason.
    /// </summary>
    public string Decision(Reason reason, NotificationType type, string contact, string detail)
    {
        var code = MessageTable.CodeOf(reason);
        var name = MessageTable.Find(code)?.Detail ?? "";
        return Of(type, contact, Text(Statement.Of(reason, name.Length > 0 ? StatementArgument.Text(name, detail) : null)));
    }

    /// <summary>A sentence about a kind of notification and a contact, where they are known.</summary>
    public string Of(NotificationType type, string contact, string text)
    {
        var colon = language == Language.French ? " : " : ": ";
        var about = (type == NotificationType.None ? "" : Names.Of(type) + (contact.Length > 0 ? " → " : "")) + contact;
        return about.Length > 0 ? about + colon + text : text;
    }

    /// <summary>A moment in the zone of the configuration, to the second.</summary>
    public string Time(long utcMilliseconds) =>
        TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(utcMilliseconds, 0, 253_402_300_799_000)), zone)
            .ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private (string Text, bool IsComplete) Fill(string template, Statement statement)
    {
        var text = new StringBuilder(template.Length + 64);
        var isComplete = true;
        var hasOptional = true;
        var optional = -1;
        for (var at = 0; at < template.Length; at++)
        {
            switch (template[at])
            {
                case '[':
                    optional = text.Length;
                    hasOptional = true;
                    break;
                case ']':
                    text.Length = hasOptional ? text.Length : optional;
                    optional = -1;
                    break;
                case '{':
                    var end = template.IndexOf('}', at);
                    if (statement[template[(at + 1)..end]] is { } argument)
                    {
                        text.Append(Show(argument));
                    }
                    else if (optional < 0)
                    {
                        text.Append('?');
                        isComplete = false;
                    }
                    else
                    {
                        hasOptional = false;
                    }

                    at = end;
                    break;
                default:
                    text.Append(template[at]);
                    break;
            }
        }

        return (text.ToString(), isComplete);
    }

    private string Show(StatementArgument argument) => argument.Kind switch
    {
        ArgumentKind.Time => Time(long.Parse(argument.Value, CultureInfo.InvariantCulture)),
        ArgumentKind.Duration => Duration(TimeSpan.FromMilliseconds(long.Parse(argument.Value, CultureInfo.InvariantCulture))),
        ArgumentKind.Hidden => Text(Phrase.HiddenItem),
        ArgumentKind.Sentence => Fill(MessageTable.Find(argument.Value)?.Text(language) ?? argument.Value, new Statement(argument.Value, [])).Text,
        _ => Printable(argument.Value),
    };

    // Outputs and comments come from anywhere; what steers a terminal is not passed on.
    private static string Printable(string text) =>
        text.Any(char.IsControl) ? string.Create(text.Length, text, static (to, from) =>
        {
            for (var at = 0; at < to.Length; at++)
            {
                to[at] = char.IsControl(from[at]) ? ' ' : from[at];
            }
        }) : text;

    private string Duration(TimeSpan span)
    {
        var days = language == Language.French ? " j" : " d";
        var parts = new List<string>(4);
        Add((long)span.TotalDays, days);
        Add(span.Hours, " h");
        Add(span.Minutes, " min");
        Add(span.Seconds, " s");
        return parts.Count == 0 ? "0 s" : string.Join(' ', parts.Take(2));

        void Add(long number, string unit)
        {
            if (number > 0)
            {
                parts.Add(number.ToString(CultureInfo.InvariantCulture) + unit);
            }
        }
    }
}
