using System.Globalization;
using Tsuba.Model.ExternalCommands;
using Tsuba.Model.Items;

namespace Tsuba.Protocol;

/// <summary>
/// Names of sources of commands. An engine knows a source by the highest number it had from it and refuses lower ones, so whatever takes
/// another way, and may come out of order, needs a name of its own. The numbers are those of one spool, whatever the name.
/// </summary>
public static class CommandSources
{
    private const string Left = "/left-";

    /// <summary>
    /// The name for commands that an owner had taken which was replaced, and that its heir may not have; it tells the ownership under which they were
    /// taken.
    /// </summary>
    public static string LeftUnder(string source, Epoch epoch) => string.Create(CultureInfo.InvariantCulture, $"{source}{Left}{epoch.Packed}");

    /// <summary>Reads a name that <see cref="LeftUnder"/> gave; false: it is another one.</summary>
    public static bool TryReadLeft(string name, out string source, out Epoch epoch)
    {
        var position = name.LastIndexOf(Left, StringComparison.Ordinal);
        if (position >= 0 && ulong.TryParse(name.AsSpan(position + Left.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var packed))
        {
            (source, epoch) = (name[..position], Epoch.FromPacked(packed));
            return true;
        }

        (source, epoch) = (name, default);
        return false;
    }

    /// <summary>The name without the ways that commands took since they were first given: with the number, it tells which command is meant.</summary>
    public static string Origin(string name)
    {
        var end = name.Length;
        foreach (var way in (ReadOnlySpan<string>)[Left, SourceWays.From, SourceWays.HeldBack])
        {
            end = name.IndexOf(way, StringComparison.Ordinal) is >= 0 and var at ? Math.Min(end, at) : end;
        }

        return name[..end];
    }

    /// <summary>The name for commands that are for all parts.</summary>
    public static string Global(string source) => source + "/global";
}
