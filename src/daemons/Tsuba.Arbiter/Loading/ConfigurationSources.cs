using System.Collections.Immutable;
using System.Globalization;
using Tsuba.Hosting.Daemons;
using Tsuba.Hosting.Files;
using Tsuba.Hosting.Peers;
using Tsuba.Model.Items;

namespace Tsuba.Arbiter.Loading;

/// <summary>Chooses the source that the settings ask for.</summary>
public static class ConfigurationSources
{
    private const string SynchronizerName = "synchronizer-master";
    private const int SynchronizerPort = 7765;

    /// <summary>
    /// The files of the setting <c>configuration</c>, one a line; without it the synchronizer, at <c>address.synchronizer-synchronizer-master</c>
    /// or on this machine.
    /// </summary>
    public static IConfigurationSource Of(DaemonContext context)
    {
        ImmutableArray<string> files = [.. MainFiles(context)];
        return files.IsEmpty
            ? new SynchronizerConfigurationSource(context.Peers, Synchronizer(context), context.Time)
            : new FileConfigurationSource(new DiskSourceFiles(), files);
    }

    private static IEnumerable<string> MainFiles(DaemonContext context) =>
        (context.Settings.GetValueOrDefault("configuration") ?? "")
            .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(Path.GetFullPath);

    private static PeerAddress Synchronizer(DaemonContext context)
    {
        var (host, port) = ("localhost", SynchronizerPort);
        if (int.TryParse(context.Settings.GetValueOrDefault("port_offset"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var offset))
        {
            port += offset;
        }

        if (context.Settings.GetValueOrDefault($"address.synchronizer-{SynchronizerName}") is { } address
            && address.LastIndexOf(':') is > 0 and var separator
            && int.TryParse(address.AsSpan(separator + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var stated))
        {
            (host, port) = (address[..separator], stated);
        }

        return new PeerAddress(DaemonRole.Synchronizer, SynchronizerName, host, port);
    }
}
