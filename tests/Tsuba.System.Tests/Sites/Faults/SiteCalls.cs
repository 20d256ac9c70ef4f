using Google.Protobuf;
using Microsoft.Extensions.Logging.Abstractions;
using Tsuba.Hosting.Lifecycle;
using Tsuba.Hosting.Metrics;
using Tsuba.Hosting.Peers;
using Tsuba.Hosting.Pki;
using Tsuba.Model.Items;
using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;

namespace Tsuba.System.Tests.Sites.Faults;

/// <summary>Calls of an operator to the daemons of a site, without a process for each as the command line has.</summary>
internal sealed class SiteCalls : IAsyncDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private readonly LiveIdentity _identity;
    private readonly DaemonMeterFactory _meters = new();
    private readonly PeerClient _peers;

    /// <summary>As the operator of the site whose authority lies in a state directory.</summary>
    public SiteCalls(string state)
    {
        _identity = new LiveIdentity(SiteState.Open(state, TimeProvider.System).Pki.OpenOrIssue(DaemonRole.Operator, "tests"));
        _peers = new PeerClient(_identity, TimeProvider.System, _meters, NullLoggerFactory.Instance);
    }

    /// <summary>What a daemon says of itself; null: it does not answer.</summary>
    public Task<HeartbeatReply?> HeartbeatAsync(PeerAddress peer) => CallAsync(peer, Routes.Heartbeat, new HeartbeatRequest());

    /// <summary>The site as an arbiter sees it; null: it does not answer.</summary>
    public Task<StatusReply?> StatusAsync(PeerAddress arbiter) => CallAsync(arbiter, Routes.Status, new StatusRequest());

    public async ValueTask DisposeAsync()
    {
        await _peers.DisposeAsync();
        _identity.Dispose();
        _meters.Dispose();
    }

    private async Task<TReply?> CallAsync<TRequest, TReply>(PeerAddress peer, Route<TRequest, TReply> route, TRequest request)
        where TRequest : IMessage<TRequest>
        where TReply : class, IMessage<TReply>
    {
        try
        {
            return await _peers.CallAsync(peer, route, request, Timeout, CancellationToken.None);
        }
        catch (PeerCallException)
        {
            // Daemons are killed and stopped here: whoever asks polls on.
            return null;
        }
    }
}
