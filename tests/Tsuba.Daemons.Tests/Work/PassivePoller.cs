using Microsoft.Extensions.Logging.Abstractions;
using Tsuba.Hosting.Daemons;
using Tsuba.Hosting.Metrics;
using Tsuba.Hosting.Peers;
using Tsuba.Model.Items;
using Tsuba.Poller;
using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;
using Tsuba.Testing.Transport;

namespace Tsuba.Daemons.Tests.Work;

/// <summary>A real poller with <c>passive 1</c> on a memory network, told of one scheduler.</summary>
internal sealed class PassivePoller : IAsyncDisposable
{
    private readonly string _state = Directory.CreateTempSubdirectory("tsuba-passive-").FullName;
    private readonly DaemonMeterFactory _meters = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly PollerDaemon _daemon;
    private readonly Task _loop;

    private PassivePoller(MemoryNetwork network, string name)
    {
        _daemon = new PollerDaemon(new DaemonContext(
            "test",
            DaemonRole.Poller,
            name,
            "run",
            _state,
            TimeProvider.System,
            NullLoggerFactory.Instance,
            _meters,
            network.PeersOf(DaemonRole.Poller, name),
            new Dictionary<string, string>()));
        _daemon.Map(network.Port(DaemonRole.Poller, name));
        _loop = _daemon.RunAsync(_stop.Token);
    }

    /// <summary>Starts one that works for a scheduler.</summary>
    public static async Task<PassivePoller> StartAsync(MemoryNetwork network, string name, string scheduler)
    {
        var poller = new PassivePoller(network, name);
        var links = new PutLinksRequest { Generation = 1 };
        links.Daemons.Add(new DaemonAddress { Role = "scheduler", Name = scheduler, Host = "memory", Port = 1 });
        links.Settings.Add("passive", "1");
        var reply = await network.PeersOf(DaemonRole.Arbiter, "arbiter").CallAsync(
            new PeerAddress(DaemonRole.Poller, name, "memory", 1), Routes.PutLinks, links, TimeSpan.FromSeconds(30), CancellationToken.None);
        Assert.True(reply.Ack.Accepted, reply.Ack.Refusal);
        return poller;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        await _daemon.DisposeAsync();
        _meters.Dispose();
        _stop.Dispose();
        Directory.Delete(_state, recursive: true);
    }
}
