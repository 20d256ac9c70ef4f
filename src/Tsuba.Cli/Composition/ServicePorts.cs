using System.Globalization;
using Tsuba.Hosting.Settings;

namespace Tsuba.Cli.Composition;

/// <summary>Ports for people and scripts, which move with the port offset of the site like the daemons' own.</summary>
internal static class ServicePorts
{
    private static readonly string[] Keys = ["webui_port", "webservice_port"];

    /// <summary>Adds the offset to the default of every port that was not given.</summary>
    public static void Shift(Dictionary<string, string> given, int offset)
    {
        foreach (var key in Keys)
        {
            var port = int.Parse(SettingCatalogue.Find(key)?.Default ?? "0", CultureInfo.InvariantCulture);
            given.TryAdd(key, (port + offset).ToString(CultureInfo.InvariantCulture));
        }
    }
}
