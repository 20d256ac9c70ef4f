using System.Collections.Immutable;
using Tsuba.Engine.Dependencies;
using Tsuba.Engine.Notifications;
using Tsuba.Engine.Parts;
using Tsuba.Engine.States;
using Tsuba.Model.Items;
using Tsuba.Model.Objects;

namespace Tsuba.Engine.Explain;

/// <summary>
/// Asks the rules that decide about an item what they say now, and notes every answer, not only the first. It reads the state and leaves it as it
/// was, so it costs nothing until somebody asks.
/// </summary>
internal sealed partial class Explainer
{
    // Plugin output and comments are quoted up to here.
    private const int MostQuoted = 200;

    private static readonly ImmutableArray<(StateOptions Option, string Letter)> OptionLetters =
    [
        (StateOptions.Ok, "o"), (StateOptions.Down, "d"), (StateOptions.Warning, "w"), (StateOptions.Unreachable, "u"), (StateOptions.Unknown, "u"),
        (StateOptions.Critical, "c"), (StateOptions.Recovery, "r"), (StateOptions.Flapping, "f"), (StateOptions.Downtime, "s"),
    ];

    private readonly Brain _brain;
    private readonly Part _part;
    private readonly ExplainQuestion _question;
    private readonly int _index;
    private readonly bool _isHost;

    private Explainer(Brain brain, ExplainQuestion question, int index)
    {
        _brain = brain;
        _part = brain.Part;
        _question = question;
        _index = index;
        _isHost = _part.IsHost(index);
    }

    private Item Item => _part.Items[_index];

    private ref readonly ItemRow Row => ref _part.Rows[_index];

    private NotificationType Type => _question.Type;

    /// <summary>The explanation; null: there is no such item in this part, or the asker may not see it.</summary>
    public static Explanation? Explain(Brain brain, ExplainQuestion question)
    {
        var index = brain.Part.Find(question.Item.Id);
        return index >= 0 && question.Sees(brain.Part.Items[index]) ? new Explainer(brain, question, index).Explain() : null;
    }

    private Explanation Explain()
    {
        var state = ExplainState();
        var causes = ExplainCauses();
        if (Row.State != 0 || Type != NotificationType.Problem)
        {
            return Judge(state, causes, isHypothetical: false);
        }

        // An item that is fine is asked about the problem that it could have. The rules read rows, so the row says so for as long as they are asked.
        ref var row = ref _part.Rows[_index];
        var kept = row;
        try
        {
            row.State = _isHost ? Reachability.IsCutOff(_part, _index, _part.Now.LogicalMilliseconds) ? (byte)2 : (byte)1 : (byte)2;
            row.StateType = StateType.Hard;
            row.SpeaksOfLogical = _part.Now.LogicalMilliseconds;
            row.HardSinceLogical = _part.Now.LogicalMilliseconds;
            return Judge(state, causes, isHypothetical: true);
        }
        finally
        {
            row = kept;
        }
    }

    private Explanation Judge(ImmutableArray<Statement> state, ImmutableArray<Statement> causes, bool isHypothetical)
    {
        var item = ExplainItem(isHypothetical);
        var contacts = ExplainContacts(item.All(statement => !statement.Stops), isHypothetical);
        var explanation = new Explanation
        {
            Item = Item.Name,
            Type = Type,
            UtcMilliseconds = _part.Now.UtcMilliseconds,
            Zone = _part.Settings.Zone,
            IsHypothetical = isHypothetical,
            State = state,
            Causes = causes,
            Notification = item.IsEmpty ? [Statement.Of(Phrase.NothingStands)] : item,
            Contacts = contacts,
            Verdict = Statement.Of(Phrase.WouldNotBeSent),
        };
        return explanation with { Verdict = Verdict(explanation) };
    }

    private Statement Verdict(Explanation explanation)
    {
        var names = string.Join(", ", explanation.Contacts.Where(contact => contact.IsTold).Select(contact => contact.Contact));
        var phrase = (explanation.IsHypothetical, explanation.IsSent) switch
        {
            (true, true) => Phrase.ProblemWouldBeSent,
            (true, false) => Phrase.ProblemWouldNotBeSent,
            (false, true) => Phrase.WouldBeSent,
            _ => Phrase.WouldNotBeSent,
        };
        return Statement.Of(
            phrase,
            StatementArgument.Text("type", Names.Of(Type)),
            StatementArgument.Text("state", Names.Of(_isHost, Row.State)),
            StatementArgument.Text("contacts", explanation.IsSent ? names : _question.Contact));
    }

    // The name of an item, unless the asker may not see it.
    private StatementArgument Named(string argument, int index) => _question.Sees(_part.Items[index])
        ? new StatementArgument(argument, _part.Items[index].Name.ToString(), ArgumentKind.Text)
        : new StatementArgument(argument, "", ArgumentKind.Hidden);

    // Several names; those that the asker may not see are left out, and all of them if there are none left.
    private StatementArgument? Named(string argument, IEnumerable<int> indices) => StatementArgument.Text(
        argument, string.Join(", ", indices.Where(index => _question.Sees(_part.Items[index])).Select(index => _part.Items[index].Name.ToString())));

    private StatementArgument? StateOf(int index) => StatementArgument.Text("state", Names.Of(_part.IsHost(index), _part.Rows[index].State));

    private StatementArgument? Roots(int index) => _part.Roots.TryGetValue(_part.Items[index].Id, out var roots)
        ? Named("roots", roots.Select(_part.Find).Where(root => root >= 0))
        : _part.Rows[index].Has(ItemFlags.Problem) && index != _index ? Named("roots", [index]) : null;

    private StatementArgument? NextCheck() =>
        Row.NextCheckLogical == ItemRow.Never ? null : StatementArgument.Time("next", _part.ToUtc(Row.NextCheckLogical));

    private StatementArgument? Command(string name) => Command(name, Item.Name.ToString());

    private static StatementArgument? Command(string name, string subject) => StatementArgument.Text("command", $"{name};{subject}");

    private string OfKind(string host, string service) => _isHost ? host : service;

    private static string Quoted(string text) => text.Length > MostQuoted ? text[..MostQuoted] + "…" : text;

    private static string Letters(StateOptions options) => options == StateOptions.None ? "n" : string.Join(
        ',', OptionLetters.Where(option => (options & option.Option) != 0).Select(option => option.Letter).Distinct());
}
