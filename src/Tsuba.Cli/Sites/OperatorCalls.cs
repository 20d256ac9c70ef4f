using Google.Protobuf;
using Microsoft.Extensions.Logging.Abstractions;
using Tsuba.Hosting.Lifecycle;
using Tsuba.Hosting.Metrics;
using Tsuba.Hosting.Peers;
using Tsuba.Hosting.Pki;
using Tsuba.Model.Items;
using Tsuba.Protocol;

namespace Tsuba.Cli.Sites;

/// <summary>Calls of a person to the daemons of a running site, with an operator certificate of that site.</summary>
internal sealed class OperatorCalls : IAsyncDisposable
{
    private readonly SiteState _state;
    private readonly LiveIdentity _identity;
    private readonly DaemonMeterFactory _meters = new();
    private readonly PeerClient _peers;

    /// <summary>Opens or makes the certificate of the user who calls.</summary>
    public OperatorCalls(SiteState state)
    {
        _state = state;
        Name = Environment.UserName.Length > 0 ? Environment.UserName : "operator";
        _identity = new LiveIdentity(state.Pki.OpenOrIssue(DaemonRole.Operator, Name));
        _peers = new PeerClient(_identity, TimeProvider.System, _meters, NullLoggerFactory.Instance);
    }

    /// <summary>Name in the certificate.</summary>
    public string Name { get; }

    /// <summary>Calls the daemon of a role that runs on this machine; of several, the first that answers.</summary>
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
        foreach (var daemon in RunningDaemon.List(_state))
        {
            if (daemon.ToPeer() is not { } peer || peer.Role != role)
            {
                continue;
            }

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

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _peers.DisposeAsync();
        _identity.Dispose();
        _meters.Dispose();
    }
}
