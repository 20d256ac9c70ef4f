using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tsuba.Hosting.Peers;
using Tsuba.Hosting.Pki;
using Tsuba.Model.Items;

namespace Tsuba.Hosting.Lifecycle;

/// <summary>A daemon that runs on this machine, as a file in <c>&lt;state&gt;/run</c> tells the command line about it.</summary>
/// <param name="Role">Role, lower case.</param>
/// <param name="Name">Name.</param>
/// <param name="Address">Address it listens on.</param>
/// <param name="Port">Port it listens on.</param>
/// <param name="Process">Process.</param>
public sealed partial record RunningDaemon(string Role, string Name, string Address, int Port, int Process)
{
    private const string Suffix = ".running";

    /// <summary>Writes the file of a daemon that now listens.</summary>
    /// <returns>Removes it again.</returns>
    public static Action Announce(SiteState state, DaemonRole role, string name, IPEndPoint endPoint)
    {
        var path = Path.Combine(state.RunDirectory, $"{role.ToIdentifier()}-{FileNames.Escape(name)}{Suffix}");
        var entry = new RunningDaemon(role.ToIdentifier(), name, endPoint.Address.ToString(), endPoint.Port, Environment.ProcessId);
        PrivateFiles.Write(path, JsonSerializer.Serialize(entry, Json.Default.RunningDaemon), isPublic: true);
        return () => File.Delete(path);
    }

    /// <summary>The daemons whose process still lives, by role and name. A file that cannot be read is left out.</summary>
    public static IReadOnlyList<RunningDaemon> List(SiteState state)
    {
        var found = new List<RunningDaemon>();
        if (!Directory.Exists(state.RunDirectory))
        {
            return found;
        }

        foreach (var path in Directory.EnumerateFiles(state.RunDirectory, "*" + Suffix).Order(StringComparer.Ordinal))
        {
            if (Read(path) is { } entry && Directory.Exists($"/proc/{entry.Process}"))
            {
                found.Add(entry);
            }
        }

        return found;
    }

    /// <summary>Whom to call from this machine.</summary>
    public PeerAddress? ToPeer()
    {
        if (!DaemonRoleNames.TryParse(Role, out var role) || !IPAddress.TryParse(Address, out var address))
        {
            return null;
        }

        var host = address.Equals(IPAddress.Any) ? IPAddress.Loopback
            : address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback
            : address;
        return new PeerAddress(role, Name, host.ToString(), Port);
    }

    private static RunningDaemon? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(path), Json.Default.RunningDaemon);
        }
        catch (Exception fault) when (fault is IOException or JsonException or UnauthorizedAccessException)
        {
            // Gone since it was listed, or half-written by a crash: the daemon is not there.
            return null;
        }
    }

    [JsonSerializable(typeof(RunningDaemon))]
    private sealed partial class Json : JsonSerializerContext;
}
