using System.Buffers;

namespace Tsuba.Engine.Explain;

/// <summary>Names of languages.</summary>
public static class Languages
{
    private static readonly SearchValues<char> Ends = SearchValues.Create("_-.,;@");

    /// <summary>Reads <c>fr</c>, <c>fr_FR.UTF-8</c>, <c>fr-CA,fr;q=0.9</c>; null: a language that the table does not have.</summary>
    public static Language? Read(string? text)
    {
        var end = text?.AsSpan().IndexOfAny(Ends) ?? 0;
        var name = end < 0 ? text.AsSpan() : text.AsSpan(0, end);
        return name switch
        {
            _ when name.Equals("fr", StringComparison.OrdinalIgnoreCase) => Language.French,
            _ when name.Equals("en", StringComparison.OrdinalIgnoreCase) => Language.English,
            _ => null,
        };
    }

    /// <summary>The two letters of a language.</summary>
    public static string CodeOf(Language language) => language == Language.French ? "fr" : "en";
}
