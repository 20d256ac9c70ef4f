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
    /// <summary>Reads the daemon objects; roles that have none get one on this machine.</summary>
    /// <param name="configuration">The resolved configuration.</param>
    /// <param name="settings">Settings of every daemon here.</param>
    /// <param name="cancellationToken">Stop.</param>
    public static async Task<SitePlan> MakeAsync(
        ResolvedConfiguration configuration,
        IReadOnlyDictionary<string, string> settings,
        CancellationToken cancellationToken)
    {
        var offset = int.Parse(settings["port_offset"], CultureInfo.InvariantCulture);
        var complete = DaemonDirectory.Complete(configuration);
        var directory = DaemonDirectory.Read(complete, RealmTree.Build(complete), offset);
        var machine = new LocalMachine();
        var here = new List<DaemonSpecification>();
        var elsewhere = new List<DaemonNode>();
        foreach (var node in directory.Nodes)
        {
            if (!await machine.IsMeantAsync(node.Host, cancellationToken))
            {
                elsewhere.Add(node);
            }
            else if (DaemonRegistry.Find(node.Role) is { } create)
            {
                here.Add(new DaemonSpecification(node.Role, node.Name, IPAddress.Parse(settings["host"]), node.Port, settings, create));
            }
        }

        return new SitePlan(here, elsewhere);
    }
}
