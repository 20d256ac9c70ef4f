using System.Globalization;
using Tsuba.Model.Snapshots;

namespace Tsuba.Modules.StatusData.Files;

/// <summary>Where the files go, and how often.</summary>
/// <param name="Status">status.dat; empty: none.</param>
/// <param name="Objects">objects.cache; empty: none.</param>
/// <param name="Interval">Between two writings of status.dat.</param>
internal sealed record StatusPaths(string Status, string Objects, TimeSpan Interval)
{
    /// <summary>
    /// Paths that the configuration names may belong to a live Nagios. With adopted paths they are used; without, twins under the state directory
    /// are written where a module is defined, and nothing where none is: large sites pay for a file that nobody reads.
    /// Source: design 3, "Running on what people have".
    /// </summary>
    /// <param name="stateDirectory">Directory of the module.</param>
    /// <param name="properties">Properties of the module and settings of the daemon.</param>
    /// <param name="settings">Options of the main file.</param>
    /// <exception cref="InvalidDataException">A property makes no sense.</exception>
    public static StatusPaths Of(string stateDirectory, IReadOnlyDictionary<string, string> properties, MainSettings settings)
    {
        var status = properties.GetValueOrDefault("status_file") ?? "";
        var objects = properties.GetValueOrDefault("object_cache_file") ?? "";
        var interval = !properties.TryGetValue("status_update_interval", out var text)
            ? settings.StatusUpdateInterval
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds > 0
                ? TimeSpan.FromSeconds(seconds)
                : throw new InvalidDataException($"status_update_interval is '{text}', not a number of seconds");
        if (properties.GetValueOrDefault("adopt_paths") == "1")
        {
            return new StatusPaths(status.Length > 0 ? status : settings.StatusFile, objects.Length > 0 ? objects : settings.ObjectCacheFile, interval);
        }

        return new StatusPaths(Twin(status, "status.dat"), Twin(objects, "objects.cache"), interval);

        string Twin(string named, string twin) => named.Length == 0 ? "" : Path.Combine(stateDirectory, twin);
    }
}
