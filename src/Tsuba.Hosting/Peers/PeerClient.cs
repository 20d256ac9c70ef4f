using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Google.Protobuf;
using Microsoft.Extensions.Logging;
using Tsuba.Hosting.Pki;
using Tsuba.Model.Items;
using Tsuba.Protocol;

namespace Tsuba.Hosting.Peers;

/// <summary>
/// Calls over HTTP/2 with connections that are kept per peer. The server must show a certificate of the site with the role and
/// name that were meant; a reply of anyone else is never read.
/// </summary>
public sealed partial class PeerClient : IPeers, IAsyncDisposable
{
    private const int MostShown = 1000;

    private readonly LiveIdentity _identity;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Counter<long> _calls;
    private readonly ConcurrentDictionary<(DaemonRole Role, string Name), bool> _answered = new();
    private readonly ConcurrentDictionary<(PeerAddress Peer, bool Heartbeat), Lazy<PeerConnection>> _connections = new();

    /// <summary>A client that shows the given identity, as it is at the time of each call.</summary>
    public PeerClient(LiveIdentity identity, TimeProvider time, IMeterFactory meters, ILoggerFactory loggers)
    {
        _identity = identity;
        _time = time;
        _logger = loggers.CreateLogger<PeerClient>();
        var meter = meters.Create("Tsuba.Hosting.Peers");
        _calls = meter.CreateCounter<long>("tsuba_peer_calls_total", description: "Calls to other daemons, by peer and outcome.");
        meter.CreateObservableGauge("tsuba_peer_up", ReadAnswered, description: "Whether a daemon answered the last call to it.");
    }

    /// <summary>Under which term this daemon gives orders; 0: it gives none. Goes along with every call.</summary>
    public Func<uint> Leading { get; init; } = static () => 0;

    /// <inheritdoc/>
    public async Task<TReply> CallAsync<TRequest, TReply>(
        PeerAddress peer,
        Route<TRequest, TReply> route,
        TRequest request,
        TimeSpan timeout,
        CancellationToken cancellationToken)
        where TRequest : IMessage<TRequest>
        where TReply : IMessage<TReply>
    {
        using var timer = new CancellationTokenSource(timeout, _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        try
        {
            var reply = await Connection(peer, route.Path).CallAsync(route, request, Leading(), linked.Token);
            Count(peer, "ok");
            return reply;
        }
        catch (OperationCanceledException canceled) when (!cancellationToken.IsCancellationRequested)
        {
            Count(peer, "timeout");
            throw new PeerCallException(peer, route.Path, $"no answer within {timeout.TotalSeconds:0.###} s", canRetry: true, canceled);
        }
        catch (OperationCanceledException canceled)
        {
            throw new OperationCanceledException(canceled.Message, canceled, cancellationToken);
        }
        catch (PeerCallException failed)
        {
            Count(peer, failed.CanRetry ? "failed" : "refused");
            LogCallFailed(failed.Message);
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        foreach (var connection in _connections.Values)
        {
            connection.Value.Dispose();
        }

        _connections.Clear();
        return ValueTask.CompletedTask;
    }

    private PeerConnection Connection(PeerAddress peer, string path) =>
        _connections.GetOrAdd(
            (peer, path == Routes.Heartbeat.Path),
            static (key, identity) => new Lazy<PeerConnection>(() => new PeerConnection(key.Peer, identity)),
            _identity).Value;

    private void Count(PeerAddress peer, string outcome)
    {
        // As many as a configuration has daemons, those of former ones included; a site that has had more shows the first ones.
        if (_answered.Count < MostShown || _answered.ContainsKey((peer.Role, peer.Name)))
        {
            _answered[(peer.Role, peer.Name)] = outcome is "ok" or "refused";
        }

        _calls.Add(
            1,
            new KeyValuePair<string, object?>("role", peer.Role.ToIdentifier()),
            new KeyValuePair<string, object?>("peer", peer.Name),
            new KeyValuePair<string, object?>("outcome", outcome));
    }

    private IEnumerable<Measurement<int>> ReadAnswered() => _answered.Select(peer => new Measurement<int>(
        peer.Value ? 1 : 0,
        new KeyValuePair<string, object?>("role", peer.Key.Role.ToIdentifier()),
        new KeyValuePair<string, object?>("peer", peer.Key.Name)));

    [LoggerMessage(8010, LogLevel.Debug, "Call failed: {Text}")]
    private partial void LogCallFailed(string text);
}
