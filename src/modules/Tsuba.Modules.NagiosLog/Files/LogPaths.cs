using Tsuba.Model.Snapshots;

namespace Tsuba.Modules.NagiosLog.Files;

/// <summary>Where the log, its archives and its position are.</summary>
/// <param name="Log">The log.</param>
/// <param name="Archives">Directory of the archives.</param>
/// <param name="Position">How far the log is written.</param>
/// <param name="IsOurs">Nobody else writes the log.</param>
internal sealed record LogPaths(string Log, string Archives, string Position, bool IsOurs)
{
    /// <summary>
    /// The paths that the configuration names may belong to a live Nagios: a twin under the state directory is used, unless they are
    /// adopted. Source: design 3, "Running on what people have".
    /// </summary>
    /// <param name="stateDirectory">Directory of the module.</param>
    /// <param name="properties">Properties of the module and settings of the daemon.</param>
    /// <param name="settings">Options of the main file.</param>
    public static LogPaths Of(string stateDirectory, IReadOnlyDictionary<string, string> properties, MainSettings settings)
    {
        var position = Path.Combine(stateDirectory, "position");
        var named = properties.TryGetValue("path", out var path) && path.Length > 0 ? path : settings.LogFile;
        if (properties.GetValueOrDefault("adopt_paths") != "1" || named.Length == 0)
        {
            return new LogPaths(Path.Combine(stateDirectory, "nagios.log"), Path.Combine(stateDirectory, "archives"), position, IsOurs: true);
        }

        var archives = settings.LogArchivePath.Length > 0 ? settings.LogArchivePath : Path.Combine(Path.GetDirectoryName(named) ?? stateDirectory, "archives");
        return new LogPaths(named, archives, position, IsOurs: false);
    }
}
