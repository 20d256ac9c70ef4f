using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Tsuba.Engine.Explain;

/// <summary>Every sentence that explains something, one row for each <see cref="Reason"/> and <see cref="Phrase"/>, in every language.</summary>
public static partial class MessageTable
{
    private static readonly FrozenDictionary<Reason, string> ReasonCodes = Enum.GetValues<Reason>().ToFrozenDictionary(reason => reason, reason => reason.ToString());
    private static readonly FrozenDictionary<Phrase, string> PhraseCodes = Enum.GetValues<Phrase>().ToFrozenDictionary(phrase => phrase, phrase => phrase.ToString());
    private static readonly FrozenDictionary<string, MessageRow> ByCode = All().ToFrozenDictionary(row => row.Code, StringComparer.Ordinal);

    /// <summary>All rows, by code.</summary>
    public static ImmutableArray<MessageRow> Rows => [.. ByCode.Values.OrderBy(row => row.Code, StringComparer.Ordinal)];

    /// <summary>The code of a reason.</summary>
    public static string CodeOf(Reason reason) => ReasonCodes.TryGetValue(reason, out var code) ? code : reason.ToString();

    /// <summary>The code of a phrase.</summary>
    public static string CodeOf(Phrase phrase) => PhraseCodes[phrase];

    /// <summary>The row of a code; null: a journal of a later version knows reasons that this one does not.</summary>
    public static MessageRow? Find(string code) => ByCode.GetValueOrDefault(code);

    private static IEnumerable<MessageRow> All() => ItemReasons().Concat(ContactReasons()).Concat(CheckReasons()).Concat(StateReasons()).Concat(OtherReasons()).Concat(Phrases());

    private static MessageRow Row(Reason reason, string english, string french, string englishHint = "", string frenchHint = "", string detail = "") =>
        new(CodeOf(reason), english, french, englishHint, frenchHint, detail);

    private static MessageRow Row(Phrase phrase, string english, string french, string englishHint = "", string frenchHint = "") =>
        new(CodeOf(phrase), english, french, englishHint, frenchHint);
}
