using System.Collections.Immutable;
using Tsuba.Engine.Macros;
using Tsuba.Engine.Parts;
using Tsuba.Model.Items;

namespace Tsuba.Engine.Totals;

/// <summary>Looks up what a part gives to others, and what it asks of them. Changes nothing of the part's state.</summary>
internal sealed class PartSharing(Brain brain)
{
    /// <summary>Most characters of a value that goes to another part.</summary>
    public const int MostValueCharacters = 1_024;

    private MacroNeeds? _needs;

    /// <summary>The share of the part at the moment; null: it has no configuration yet.</summary>
    /// <param name="questions">On-demand macros that other parts ask for; those about items that are not here are passed over.</param>
    /// <param name="counts">Whether the part's counts are asked for, which looks at every row.</param>
    public PartShare? Share(IReadOnlyCollection<string> questions, bool counts)
    {
        var part = brain.Part;
        if (part.Snapshot is not { } configuration)
        {
            return null;
        }

        var needs = ReferenceEquals(_needs?.Configuration, configuration) ? _needs! : _needs = MacroNeedsReader.Read(configuration);
        return new PartShare(needs.WantsTotals, needs.Remote, counts ? PartCounts.Of(part) : ImmutableSortedDictionary<string, long>.Empty, Answers(questions));
    }

    private ImmutableSortedDictionary<string, string> Answers(IReadOnlyCollection<string> questions)
    {
        var answers = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (questions.Count > 0)
        {
            var view = new MacroView(brain);
            foreach (var question in questions)
            {
                if (Answer(view, MacroReference.Parse(question)) is { } value)
                {
                    answers[question] = Cut(value);
                }
            }
        }

        return answers.ToImmutable();
    }

    // Not between the two halves of a character: half of one is no text.
    private static string Cut(string value) =>
        value.Length <= MostValueCharacters ? value : value[..(char.IsHighSurrogate(value[MostValueCharacters - 1]) ? MostValueCharacters - 1 : MostValueCharacters)];

    // An item whose state is on its way from another part is answered by that one.
    private string? Answer(MacroView view, MacroReference reference) =>
        reference is { Kind: MacroReferenceKind.OnDemand, Definition: { } definition, First: { Length: > 0 } host }
        && definition.Subject is MacroSubject.Host or MacroSubject.Service or MacroSubject.Item
        && brain.Part.Find(reference.Second is { } description ? ItemId.OfService(host, description) : ItemId.OfHost(host)) is var index and >= 0
        && !brain.Part.Rows[index].Has(ItemFlags.Awaited)
            ? definition.Read(view.At(index), view)
            : null;
}
