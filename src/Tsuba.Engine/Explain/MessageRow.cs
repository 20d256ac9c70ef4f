namespace Tsuba.Engine.Explain;

/// <summary>
/// A sentence in every language. <c>{name}</c> is an argument; what stands in square brackets is left out where an argument in it is not known.
/// A hint says what would have to change.
/// </summary>
/// <param name="Code">Name of the reason or phrase.</param>
/// <param name="English">English.</param>
/// <param name="French">French.</param>
/// <param name="EnglishHint">English hint; empty: there is none.</param>
/// <param name="FrenchHint">French hint.</param>
/// <param name="Detail">The argument that the detail of a recorded decision stands for; empty: its detail is not shown.</param>
public sealed record MessageRow(string Code, string English, string French, string EnglishHint = "", string FrenchHint = "", string Detail = "")
{
    /// <summary>The sentence in a language.</summary>
    public string Text(Language language) => language == Language.French ? French : English;

    /// <summary>The hint in a language.</summary>
    public string Hint(Language language) => language == Language.French ? FrenchHint : EnglishHint;
}
