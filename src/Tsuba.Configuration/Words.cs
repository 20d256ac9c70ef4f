using System.Collections.Immutable;

namespace Tsuba.Configuration;

/// <summary>Reads small values. Source: reference/shinken.md 3.1 "Booleans", "Repeated key".</summary>
internal static class Words
{
    private static readonly char[] Blanks = [' ', '\t'];

    /// <summary>1 yes true on, 0 no false off, in any case; null for anything else.</summary>
    internal static bool? ReadFlag(string value) => value switch
    {
        "1" => true,
        "0" => false,
        _ => value.ToLowerInvariant() switch
        {
            "yes" or "true" or "on" => true,
            "no" or "false" or "off" => false,
            _ => null,
        },
    };

    /// <summary>The entries of a list: between commas, without blanks around them, empty ones left out.</summary>
    internal static ImmutableArray<string> SplitList(string value) =>
        value.Contains(',', StringComparison.Ordinal)
            ? [.. value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)]
            : value.Trim() is { Length: > 0 } single ? [single] : [];

    /// <summary>A list with <c>*</c> for everything and <c>!name</c> taken away, as a plain one; a leading <c>+</c> stays.</summary>
    internal static string ExpandList(string value, IReadOnlyCollection<string> everything)
    {
        var plus = value.StartsWith('+') ? "+" : "";
        var entries = SplitList(value[plus.Length..]);
        var removed = entries.Where(entry => entry[0] == '!').Select(entry => entry[1..].Trim()).ToHashSet(StringComparer.Ordinal);
        var named = entries.Where(entry => entry[0] != '!');
        var chosen = entries.Contains("*", StringComparer.Ordinal) ? everything.Concat(named.Where(entry => entry != "*")) : named;
        return plus + string.Join(',', chosen.Where(entry => !removed.Contains(entry)).Distinct(StringComparer.Ordinal));
    }

    /// <summary>A list as it travels: entries joined by commas, nothing between them.</summary>
    internal static string NormaliseList(string value) =>
        value.IndexOfAny(Blanks) < 0 && !value.Contains(",,", StringComparison.Ordinal) && !value.EndsWith(',') && !value.StartsWith(',')
            ? value
            : string.Join(',', SplitList(value));
}
