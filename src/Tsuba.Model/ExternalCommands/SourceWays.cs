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

    /// <summary>The name for commands whose host moved away from a part before the part had taken them; it tells the whole way.</summary>
    /// <param name="source">The name so far.</param>
    /// <param name="part">The part; 0: none, the commands only took another way.</param>
    public static string MovedFrom(string source, int part) => string.Create(CultureInfo.InvariantCulture, $"{source}{From}{part}");

    /// <summary>The name before its host left any part; the name itself where it tells of none.</summary>
    public static string WithoutMoves(string source)
    {
        var name = source.AsSpan();
        var way = name.LastIndexOf(From, StringComparison.Ordinal);
        while (way > 0 && int.TryParse(name[(way + From.Length)..], NumberStyles.None, CultureInfo.InvariantCulture, out var part) && part > 0)
        {
            name = name[..way];
            way = name.LastIndexOf(From, StringComparison.Ordinal);
        }

        return name.Length == source.Length ? source : name.ToString();
    }
}
