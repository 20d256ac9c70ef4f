using Tsuba.Hosting.Daemons;
using Tsuba.Modules;

namespace Tsuba.Hosting.Modules;

/// <summary>Makes what a module is given out of what its daemon was given.</summary>
public static class ModuleContexts
{
    // Settings that mean the daemon itself; a module that asks for "port" means a port of its own.
    private static readonly string[] OfTheDaemonOnly = ["name", "host", "port", "state", "site", "configuration"];

    /// <summary>
    /// A context with a directory of the module's own, which is created. A property of the <c>define module</c> wins over a
    /// setting of the daemon with the same name.
    /// </summary>
    public static ModuleContext Create(
        DaemonContext daemon, string name, string type, IReadOnlyDictionary<string, string> properties, ICommandSink commands)
    {
        var directory = Path.Combine(daemon.StateDirectory, $"module-{type}");
        Directory.CreateDirectory(directory);
        var effective = daemon.Settings
            .Where(setting => !OfTheDaemonOnly.Contains(setting.Key))
            .ToDictionary(setting => setting.Key, setting => setting.Value, StringComparer.Ordinal);
        foreach (var (key, value) in properties)
        {
            effective[key] = value;
        }

        return new ModuleContext(name, type, daemon.Site, directory, effective, daemon.Time, daemon.Loggers, daemon.Meters, commands)
        {
            WebCertificate = daemon.WebCertificate,
        };
    }
}
