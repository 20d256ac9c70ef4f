using Tsuba.Model.Snapshots;

namespace Tsuba.Modules.Perfdata;

/// <summary>Where the lines of hosts and of services go.</summary>
/// <param name="Host">File of hosts; empty: none.</param>
/// <param name="Service">File of services; empty: none.</param>
internal sealed record PerfdataPaths(string Host, string Service)
{
    /// <summary>
    /// The paths that the configuration names may belong to a live Nagios: twins under the state directory are used, unless they are
    /// adopted. Source: design 3, "Running on what people have".
    /// </summary>
    public static PerfdataPaths Of(string stateDirectory, IReadOnlyDictionary<string, string> properties, MainSettings settings)
    {
        var adopts = properties.GetValueOrDefault("adopt_paths") == "1";
        return new PerfdataPaths(Path("host-perfdata", settings.HostPerfdataFile), Path("service-perfdata", settings.ServicePerfdataFile));

        string Path(string twin, string named) => named.Length == 0 || adopts ? named : System.IO.Path.Combine(stateDirectory, twin);
    }
}
