namespace Tsuba.Configuration;

/// <summary>Shortens what messages quote.</summary>
internal static class Excerpt
{
    private const int Longest = 80;

    /// <summary>The first characters of a text; control characters become spaces.</summary>
    internal static string Of(string text)
    {
        var cut = text.Length > Longest ? string.Concat(text.AsSpan(0, Longest), "…") : text;
        return cut.Any(char.IsControl) ? string.Concat(cut.Select(letter => char.IsControl(letter) ? ' ' : letter)) : cut;
    }
}
