using Tsuba.Hosting.Routing;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Hosting.Daemons;

/// <summary>
/// One of the seven daemons, as the host sees it. The host builds the port, the identity and the peers, then calls
/// <see cref="Map"/>, <see cref="StartAsync"/>, <see cref="RunAsync"/> and at the end <see cref="StopAsync"/>, each once.
/// </summary>
public interface IDaemon : IAsyncDisposable
{
    /// <summary>Which of the seven.</summary>
    DaemonRole Role { get; }

    /// <summary>Name of the daemon's object in the configuration.</summary>
    string Name { get; }

    /// <summary>Declares what other daemons may call. Handlers run only after <see cref="StartAsync"/> returned.</summary>
    void Map(IDaemonRoutes routes);

    /// <summary>Restores state from disk. Returns when calls can be answered.</summary>
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>The daemon's loops. Returns when <paramref name="stop"/> is cancelled; returning or throwing earlier ends the process.</summary>
    Task RunAsync(CancellationToken stop);

    /// <summary>Flushes and says good-bye. Called after <see cref="RunAsync"/> ended; <paramref name="deadline"/> ends the patience.</summary>
    Task StopAsync(CancellationToken deadline);

    /// <summary>Fills in what only the daemon knows: parts, generation, gauges, health.</summary>
    void Describe(HeartbeatReply reply);
}
