using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Tsuba.Hosting.Pki;

namespace Tsuba.Hosting.Peers;

/// <summary>
/// The connections to one peer that were made with one identity. When the identity is replaced, calls under way end here and new ones
/// go over another line, so no call is lost.
/// </summary>
internal sealed class PeerLine : IDisposable
{
    private readonly PeerAddress _peer;
    private volatile string _distrust = "";
    private int _users = 1;

    public PeerLine(PeerAddress peer, TlsIdentity identity)
    {
        _peer = peer;
        Identity = identity;
        Http = new HttpMessageInvoker(
            new SocketsHttpHandler
            {
                SslOptions = identity.ClientOptions(Accept),
                UseProxy = false,
                UseCookies = false,
                AllowAutoRedirect = false,
                AutomaticDecompression = DecompressionMethods.None,
                ActivityHeadersPropagator = null,
                EnableMultipleHttp2Connections = true,
                InitialHttp2StreamWindowSize = 1024 * 1024,
                MaxResponseHeadersLength = 16,
                ConnectTimeout = TimeSpan.FromSeconds(5),
                KeepAlivePingDelay = TimeSpan.FromSeconds(5),
                KeepAlivePingTimeout = TimeSpan.FromSeconds(5),
                KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
                PooledConnectionIdleTimeout = TimeSpan.FromMinutes(5),
                PooledConnectionLifetime = TimeSpan.FromHours(6),
            },
            disposeHandler: true);
    }

    /// <summary>The identity that it shows.</summary>
    public TlsIdentity Identity { get; }

    /// <summary>Sends requests.</summary>
    public HttpMessageInvoker Http { get; }

    /// <summary>Why the peer was not believed when it was shaken hands with last; empty: it was.</summary>
    public string Distrust => _distrust;

    /// <summary>Another call begins. Only while it is known that the line is not disposed.</summary>
    public void Enter() => Interlocked.Increment(ref _users);

    /// <summary>A call ended, or (<see cref="Dispose"/>) no further ones will come; with the last of both the connections close.</summary>
    public void Leave()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            Http.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Leave();

    private bool Accept(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        var peer = Identity.Trust.Identify(certificate, chain, errors, out var refusal);
        if (peer is not null && (peer.Role != _peer.Role || peer.Name != _peer.Name))
        {
            refusal = $"it is {peer}";
            peer = null;
        }

        _distrust = refusal;
        return peer is not null;
    }
}
