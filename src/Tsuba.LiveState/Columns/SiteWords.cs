using System.Collections.Immutable;

namespace Tsuba.LiveState.Columns;

/// <summary>
/// The statuses of a site as words in the order of its tables. One writer, any number of readers, no lock: a word is written and read as a
/// whole. Of a site that was replaced they stand still, as its tables do.
/// </summary>
public sealed class SiteWords
{
    private readonly long[] _hosts;
    private readonly long[] _services;
    private readonly int[] _hostOfService;

    private SiteWords(long[] hosts, long[] services, int[] hostOfService)
    {
        (_hosts, _services, _hostOfService) = (hosts, services, hostOfService);
    }

    /// <summary>Of a site without items.</summary>
    public static SiteWords Empty { get; } = new([], [], []);

    /// <summary>Words of the hosts.</summary>
    public ReadOnlySpan<long> Hosts => _hosts;

    /// <summary>Words of the services.</summary>
    public ReadOnlySpan<long> Services => _services;

    /// <summary>Place of its host among the hosts, for each service.</summary>
    public ReadOnlySpan<int> HostOfService => _hostOfService;

    /// <summary>Lays out the items of a site that is about to be published, and tells each its row.</summary>
    internal static SiteWords Of(ImmutableArray<LiveHost> hosts, ImmutableArray<LiveService> services)
    {
        var words = new SiteWords(new long[hosts.Length], new long[services.Length], new int[services.Length]);
        for (var row = 0; row < hosts.Length; row++)
        {
            hosts[row].Row = row;
            words._hosts[row] = StatusWord.Of(hosts[row].Status);
        }

        for (var row = 0; row < services.Length; row++)
        {
            services[row].Row = row;
            words._services[row] = StatusWord.Of(services[row].Status);
            words._hostOfService[row] = services[row].Host.Row;
        }

        return words;
    }

    /// <summary>By the one writer: takes the status of an item of the newest site.</summary>
    internal void Take(LiveItem item)
    {
        var words = item is LiveHost ? _hosts : _services;
        words[item.Row] = StatusWord.Of(item.Status);
    }
}
