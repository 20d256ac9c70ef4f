using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Google.Protobuf;
using Tsuba.Hosting.Pki;
using Tsuba.Hosting.Routing;
using Tsuba.Protocol;

namespace Tsuba.Hosting.Peers;

/// <summary>The connections to one peer for one purpose. At most 256 calls are under way; further ones wait inside their time-out.</summary>
internal sealed class PeerConnection : IDisposable
{
    private const int MaxInFlight = 256;
    private const int MaxRefusalText = 400;

    private readonly PeerAddress _peer;
    private readonly TlsIdentity _identity;
    private readonly Uri _base;
    private readonly HttpMessageInvoker _http;
    private readonly SemaphoreSlim _inFlight = new(MaxInFlight);
    private volatile string _distrust = "";

    public PeerConnection(PeerAddress peer, TlsIdentity identity)
    {
        _peer = peer;
        _identity = identity;
        _base = new UriBuilder(Uri.UriSchemeHttps, peer.Host, peer.Port).Uri;
        var options = identity.ClientOptions(Accept);
        _http = new HttpMessageInvoker(
            new SocketsHttpHandler
            {
                SslOptions = options,
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

    public async Task<TReply> CallAsync<TRequest, TReply>(
        Route<TRequest, TReply> route,
        TRequest request,
        CancellationToken cancellationToken)
        where TRequest : IMessage<TRequest>
        where TReply : IMessage<TReply>
    {
        await _inFlight.WaitAsync(cancellationToken);
        try
        {
            using var message = new HttpRequestMessage(HttpMethod.Post, new Uri(_base, route.Path))
            {
                Version = HttpVersion.Version20,
                VersionPolicy = HttpVersionPolicy.RequestVersionExact,
                Content = new ByteArrayContent(request.ToByteArray()),
            };
            message.Content.Headers.ContentType = new MediaTypeHeaderValue(WireMessage.ContentType);
            using var response = await _http.SendAsync(message, cancellationToken);
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            if (response.StatusCode == HttpStatusCode.OK)
            {
                return await WireMessage.ReadAsync(body, route.ReplyParser, cancellationToken);
            }

            var text = await ReadTextAsync(body, cancellationToken);
            var code = (int)response.StatusCode;
            throw new PeerCallException($"{_peer} {route.Path}: {code} {text}", canRetry: code is 429 or >= 500, innerException: null);
        }
        catch (HttpRequestException failed) when (failed.InnerException is AuthenticationException)
        {
            var why = _distrust.Length > 0 ? _distrust : failed.InnerException.Message;
            throw new PeerCallException($"{_peer} {route.Path}: {why}", canRetry: false, failed);
        }
        catch (Exception failed) when (failed is HttpRequestException or IOException or InvalidDataException or InvalidProtocolBufferException)
        {
            var canRetry = failed is not (InvalidDataException or InvalidProtocolBufferException);
            throw new PeerCallException($"{_peer} {route.Path}: {Innermost(failed)}", canRetry, failed);
        }
        finally
        {
            _inFlight.Release();
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        _inFlight.Dispose();
    }

    private static string Innermost(Exception exception)
    {
        while (exception.InnerException is { } inner)
        {
            exception = inner;
        }

        return exception.Message;
    }

    private static async Task<string> ReadTextAsync(Stream body, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(body);
        var buffer = new char[MaxRefusalText];
        var length = await reader.ReadBlockAsync(buffer, cancellationToken);
        return new string(buffer, 0, length).ReplaceLineEndings(" ").Trim();
    }

    private bool Accept(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        var peer = _identity.Trust.Identify(certificate, errors, out var refusal);
        if (peer is not null && (peer.Role != _peer.Role || peer.Name != _peer.Name))
        {
            refusal = $"it is {peer}";
            peer = null;
        }

        _distrust = refusal;
        return peer is not null;
    }
}
