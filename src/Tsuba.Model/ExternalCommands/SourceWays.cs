using System.Globalization;

namespace Tsuba.Model.ExternalCommands;

/// <summary>
/// Names of sources of commands that were on their way when their host left a part. Such a command may come behind later ones of its source, so it has a
/// name of its own, which tells the part; it is the same command all the same. Source: decisions 0016 and 0100.
/// </summary>
public static class SourceWays
{
    /// <summary>What stands between the name of the source and the number of the part.</summary>
    public const string From = "/from-";

    /// <summary>What follows the name of the source where a command was held back since its host was on its way to another part.</summary>
    public const string HeldBack = "/held";

    /// <summary>The name for commands whose host moved away from a part before the part had taken them; it tells the whole way.</summary>
    /// <param name="source">The name so far.</param>
    /// <param name="part">The part.</param>
    public static string MovedFrom(string source, int part) => string.Create(CultureInfo.InvariantCulture, $"{source}{From}{part}");

    /// <summary>The name for commands that take another way than those about other hosts, in order with those about their own.</summary>
    public static string Held(string source) => source + HeldBack;

    /// <summary>The name before its host left any part; the name itself where it tells of none.</summary>
    /// <param name="source">The name.</param>
    /// <param name="alsoHeld">Whether what was held back for a host on its way counts as such, too.</param>
    public static string WithoutMoves(string source, bool alsoHeld = false)
    {
        var name = source.AsSpan();
        while (LengthBefore(name, alsoHeld) is > 0 and var length)
        {
            name = name[..length];
        }

        return name.Length == source.Length ? source : name.ToString();
    }

    // 0: it ends with no way.
    private static int LengthBefore(ReadOnlySpan<char> name, bool alsoHeld)
    {
        if (alsoHeld && name.EndsWith(HeldBack, StringComparison.Ordinal))
        {
            return name.Length - HeldBack.Length;
        }

        var way = name.LastIndexOf(From, StringComparison.Ordinal);
        return way > 0 && int.TryParse(name[(way + From.Length)..], NumberStyles.None, CultureInfo.InvariantCulture, out var part) && part > 0 ? way : 0;
    }
}
