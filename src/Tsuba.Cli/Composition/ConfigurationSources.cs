using System.Globalization;
using Tsuba.Arbiter.Loading;
using Tsuba.Hosting.Daemons;
using Tsuba.Hosting.Files;
using Tsuba.Hosting.Peers;
using Tsuba.Model.Items;

namespace Tsuba.Cli.Composition;

/// <summary>Where an arbiter reads its configuration: the files of its settings until they are adopted, or the synchronizer where there are none.</summary>
internal static class ConfigurationSources
{
    /// <summary>The source that the settings <c>configuration</c> and <c>synchronizer</c> name.</summary>
    /// <exception cref="ArgumentException">The setting <c>synchronizer</c> is not NAME@HOST:PORT.</exception>
    public static IConfigurationSource Of(DaemonContext context)
    {
        if (context.Settings.GetValueOrDefault("configuration") is { Length: > 0 } files)
        {
            return new AdoptableConfigurationSource(
                new FileConfigurationSource(new DiskSourceFiles(), [.. files.Split('\n')]),
                synchronizer => new SynchronizerConfigurationSource(context.Peers, synchronizer, context.Time, isAdopted: true),
                context.StateDirectory);
        }

        return new SynchronizerConfigurationSource(context.Peers, SynchronizerOf(context.Settings), context.Time, isAdopted: false);
    }

    private static PeerAddress SynchronizerOf(IReadOnlyDictionary<string, string> settings)
    {
        if (settings.GetValueOrDefault("synchronizer") is not { Length: > 0 } text)
        {
            var port = DaemonRegistry.Ports.First(daemon => daemon.Role == DaemonRole.Synchronizer).Port;
            var offset = int.Parse(settings.GetValueOrDefault("port_offset", "0"), CultureInfo.InvariantCulture);
            return new PeerAddress(DaemonRole.Synchronizer, "synchronizer-master", "127.0.0.1", port + offset);
        }

        return Read(text);
    }

    private static PeerAddress Read(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        var colon = text.LastIndexOf(':');
        if (at <= 0 || colon <= at + 1 || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port))
        {
            throw new ArgumentException($"The setting synchronizer is '{text}', not NAME@HOST:PORT.");
        }

        return new PeerAddress(DaemonRole.Synchronizer, text[..at], text[(at + 1)..colon].Trim('[', ']'), port);
    }
}
