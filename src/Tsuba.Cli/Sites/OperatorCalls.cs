using Google.Protobuf;
using Microsoft.Extensions.Logging.Abstractions;
using Tsuba.Hosting.Lifecycle;
using Tsuba.Hosting.Metrics;
using Tsuba.Hosting.Peers;
using Tsuba.Hosting.Pki;
using Tsuba.Model.Items;
using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Cli.Sites;

/// <summary>Calls of a person to the daemons of a running site, with an operator certificate of that site.</summary>
internal sealed class OperatorCalls : IAsyncDisposable
{
    private static readonly TimeSpan LeaderTimeout = TimeSpan.FromSeconds(2);

    private readonly SiteState _state;
    private readonly LiveIdentity _identity;
    private readonly DaemonMeterFactory _meters = new();
    private readonly PeerClient _peers;

    /// <summary>Opens or makes the certificate of the user who calls.</summary>
    public OperatorCalls(SiteState state)
    {
        _state = state;
        Name = Environment.UserName.Length > 0 ? Environment.UserName : "operator";
        _identity = new LiveIdentity(state.Pki.OpenOperator(Name));
        _peers = new PeerClient(_identity, TimeProvider.System, _meters, NullLoggerFactory.Instance);
    }

    /// <summary>Who calls, as the daemons are told; the certificate may be one that a bundle brought.</summary>
    public string Name { get; }

    /// <summary>Calls the daemon of a role that runs on this machine; of several, the first that answers, of arbiters the one that leads.</summary>
    public async Task<TReply> CallAsync<TRequest, TReply>(
        DaemonRole role,
        Route<TRequest, TReply> route,
        TRequest request,
        TimeSpan timeout,
        CancellationToken cancellationToken)
        where TRequest : IMessage<TRequest>
        where TReply : IMessage<TReply>
    {
        PeerCallException? last = null;
        foreach (var peer in await FindAsync(role, cancellationToken))
        {
            try
            {
                return await _peers.CallAsync(peer, route, request, timeout, cancellationToken);
            }
            catch (PeerCallException failed) when (failed.CanRetry)
            {
                last = failed;
            }
        }

        throw last ?? new PeerCallException(
            $"No {role.ToIdentifier()} of site {_state.Site} runs on this machine (state directory {_state.Directory}).",
            canRetry: true,
            innerException: null);
    }

    private async Task<IReadOnlyList<PeerAddress>> FindAsync(DaemonRole role, CancellationToken cancellationToken)
    {
        var found = RunningDaemon.List(_state).Select(daemon => daemon.ToPeer()).OfType<PeerAddress>().Where(peer => peer.Role == role).ToList();
        if (role != DaemonRole.Arbiter || found.Count < 2)
        {
            return found;
        }

        foreach (var peer in found)
        {
            try
            {
                var reply = await _peers.CallAsync(peer, Routes.Heartbeat, new HeartbeatRequest(), LeaderTimeout, cancellationToken);
                return [.. found.OrderByDescending(arbiter => arbiter.Name == reply.TermHolder)];
            }
            catch (PeerCallException failed) when (failed.CanRetry)
            {
                // One that does not answer knows nothing; the next one does.
                continue;
            }
        }

        return found;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _peers.DisposeAsync();
        _identity.Dispose();
        _meters.Dispose();
    }
}
