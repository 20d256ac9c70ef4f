using System.Globalization;

namespace Tsuba.Protocol;

/// <summary>
/// Names of sources of commands. An engine knows a source by the highest number it had from it and refuses lower ones, so whatever takes
/// another way, and may come out of order, needs a name of its own. The numbers are those of one spool, whatever the name.
/// </summary>
public static class CommandSources
{
    /// <summary>The name for commands whose host moved away from a part before the part had taken them; it tells the whole way.</summary>
    public static string MovedFrom(string source, int part) => string.Create(CultureInfo.InvariantCulture, $"{source}/from-{part}");

    /// <summary>The name for commands that are for all parts.</summary>
    public static string Global(string source) => source + "/global";
}
