using System.Globalization;
using System.Net;

namespace Tsuba.System.Tests.Sites.Faults;

/// <summary>A proxy for each pair of daemons of which one calls the other; the <c>satellitemap</c> of each caller leads through them.</summary>
internal sealed class ProxyMesh : IAsyncDisposable
{
    private readonly Dictionary<(FaultDaemon From, FaultDaemon To), FaultProxy> _proxies = [];

    public ProxyMesh(IReadOnlyList<FaultDaemon> daemons, int offset, int seed)
    {
        foreach (var from in daemons)
        {
            foreach (var to in daemons.Where(from.Calls))
            {
                var target = new IPEndPoint(IPAddress.Parse(to.Address), to.Port + offset);
                _proxies[(from, to)] = new FaultProxy(() => target, (seed * 1000) + _proxies.Count);
            }
        }
    }

    /// <summary>The <c>satellitemap</c> of a daemon.</summary>
    public string MapOf(FaultDaemon from) => string.Join(',', _proxies
        .Where(entry => entry.Key.From == from)
        .Select(entry => string.Create(CultureInfo.InvariantCulture, $"{entry.Key.To.Name}=127.0.0.1:{entry.Value.Port}")));

    /// <summary>Bytes that passed between pairs so far.</summary>
    public long Bytes(Func<FaultDaemon, FaultDaemon, bool> pairs) => Of(pairs).Sum(proxy => proxy.Bytes);

    /// <summary>What is wrong from now on when one of some daemons calls another one.</summary>
    public void Set(LinkFault fault, Func<FaultDaemon, FaultDaemon, bool> pairs)
    {
        foreach (var proxy in Of(pairs))
        {
            proxy.Fault = fault;
        }
    }

    /// <summary>Every link is well again.</summary>
    public void Heal() => Set(LinkFault.None, (_, _) => true);

    public async ValueTask DisposeAsync()
    {
        foreach (var proxy in _proxies.Values)
        {
            await proxy.DisposeAsync();
        }
    }

    private IEnumerable<FaultProxy> Of(Func<FaultDaemon, FaultDaemon, bool> pairs) =>
        _proxies.Where(entry => pairs(entry.Key.From, entry.Key.To)).Select(entry => entry.Value);
}
