using Tsuba.Dispatch.Daemons;
using Tsuba.Dispatch.Realms;
using Tsuba.Hosting.Pki;
using Tsuba.Model.Definitions;
using Tsuba.Model.Items;

namespace Tsuba.Cli.Sites;

/// <summary>Which object of a configuration a daemon is that was started without a name.</summary>
internal static class OwnObject
{
    /// <summary>
    /// The only object of the role with an address of this machine. Where there are none or several of them, the one with the usual name, since addresses
    /// may be translated on the way.
    /// </summary>
    /// <exception cref="ArgumentException">It is not clear; the text names the candidates.</exception>
    public static async Task<string> FindAsync(ResolvedConfiguration configuration, DaemonRole role, CancellationToken cancellationToken)
    {
        var complete = DaemonDirectory.Complete(configuration);
        var candidates = DaemonDirectory.Read(complete, RealmTree.Build(complete), portOffset: 0).OfRole(role).ToList();
        var machine = new LocalMachine();
        var here = new List<DaemonNode>();
        foreach (var node in candidates)
        {
            if (await machine.FindAsync(node.Host, cancellationToken) is not null)
            {
                here.Add(node);
            }
        }

        return here.Count == 1 ? here[0].Name
            : candidates.Any(node => node.Name == UsualName(role)) ? UsualName(role)
            : throw new ArgumentException(
                $"which {role.ToIdentifier()} of the configuration is this? Say it with --name: {string.Join(", ", candidates.Select(node => $"{node.Name} ({node.Host})"))}");
    }

    /// <summary>The name of an object that nobody defined.</summary>
    public static string UsualName(DaemonRole role) => $"{role.ToIdentifier()}-master";
}
