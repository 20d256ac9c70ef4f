using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Tsuba.Cli.Composition;
using Tsuba.Dispatch.Daemons;
using Tsuba.Dispatch.Realms;
using Tsuba.Hosting.Lifecycle;
using Tsuba.Model.Definitions;

namespace Tsuba.Cli.Sites;

/// <summary>Which daemons of a configuration run on this machine.</summary>
/// <param name="Here">Those that do.</param>
/// <param name="Elsewhere">Those that are contacted.</param>
internal sealed record SitePlan(IReadOnlyList<DaemonSpecification> Here, IReadOnlyList<DaemonNode> Elsewhere)
{
    // Ports for people: on loopback, each daemon has its own beside its daemon port.
    private static readonly string[] WebHosts = ["webui_host", "webservice_host"];

    /// <summary>Reads the daemon objects; roles that have none get one on this machine.</summary>
    /// <param name="configuration">The resolved configuration.</param>
    /// <param name="settings">Settings of every daemon here.</param>
    /// <param name="host">Address that all listen on; null: each on the one that its object names, since that is where the others look for it.</param>
    /// <param name="machines">Addresses of this machine whose daemons are meant; empty: all of them.</param>
    /// <param name="cancellationToken">Stop.</param>
    public static async Task<SitePlan> MakeAsync(
        ResolvedConfiguration configuration,
        ImmutableDictionary<string, string> settings,
        IPAddress? host,
        IReadOnlyCollection<string> machines,
        CancellationToken cancellationToken)
    {
        var offset = int.Parse(settings["port_offset"], CultureInfo.InvariantCulture);
        var complete = DaemonDirectory.Complete(configuration);
        var directory = DaemonDirectory.Read(complete, RealmTree.Build(complete), offset);
        var machine = new LocalMachine();
        var wanted = new HashSet<IPAddress>();
        foreach (var name in machines)
        {
            wanted.Add(await machine.FindAsync(name, cancellationToken)
                ?? throw new ArgumentException($"--machine {name} is no address of this machine."));
        }

        var here = new List<DaemonSpecification>();
        var elsewhere = new List<DaemonNode>();
        foreach (var node in directory.Nodes)
        {
            if (await machine.FindAsync(node.Host, cancellationToken) is not { } own || (wanted.Count > 0 && !wanted.Contains(own)))
            {
                elsewhere.Add(node);
            }
            else if (DaemonRegistry.Find(node.Role) is { } create)
            {
                here.Add(new DaemonSpecification(node.Role, node.Name, host ?? own, node.Port, SettingsOf(settings, own), create) { Export = DaemonRegistry.Export });
            }
        }

        return new SitePlan(here, elsewhere);
    }

    private static ImmutableDictionary<string, string> SettingsOf(ImmutableDictionary<string, string> settings, IPAddress own)
    {
        if (!IPAddress.IsLoopback(own))
        {
            return settings;
        }

        var usual = IPAddress.Loopback.ToString();
        return settings.SetItems(WebHosts.Where(key => settings.GetValueOrDefault(key) == usual).Select(key => KeyValuePair.Create(key, own.ToString())));
    }
}
