using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using Google.Protobuf;
using Tsuba.Hosting.Pki;
using Tsuba.Hosting.Routing;
using Tsuba.Hosting.Terms;
using Tsuba.Protocol;

namespace Tsuba.Hosting.Peers;

/// <summary>The connections to one peer for one purpose. At most 256 calls are under way; further ones wait inside their time-out.</summary>
internal sealed class PeerConnection : IDisposable
{
    private const int MaxInFlight = 256;
    private const int MaxRefusalText = 400;

    private readonly PeerAddress _peer;
    private readonly LiveIdentity _identity;
    private readonly Uri _base;
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _inFlight = new(MaxInFlight);
    private PeerLine _line;

    public PeerConnection(PeerAddress peer, LiveIdentity identity)
    {
        _peer = peer;
        _identity = identity;
        _base = new UriBuilder(Uri.UriSchemeHttps, peer.Host, peer.Port).Uri;
        _line = new PeerLine(peer, identity.Current);
    }

    public async Task<TReply> CallAsync<TRequest, TReply>(
        Route<TRequest, TReply> route,
        TRequest request,
        uint term,
        CancellationToken cancellationToken)
        where TRequest : IMessage<TRequest>
        where TReply : IMessage<TReply>
    {
        await _inFlight.WaitAsync(cancellationToken);
        var line = EnterLine();
        try
        {
            using var message = new HttpRequestMessage(HttpMethod.Post, new Uri(_base, route.Path))
            {
                Version = HttpVersion.Version20,
                VersionPolicy = HttpVersionPolicy.RequestVersionExact,
                Content = new ByteArrayContent(request.ToByteArray()),
            };
            message.Content.Headers.ContentType = new MediaTypeHeaderValue(WireMessage.ContentType);
            TermHeader.Write(message.Headers, term);
            using var response = await line.Http.SendAsync(message, cancellationToken);
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            if (response.StatusCode == HttpStatusCode.OK)
            {
                return await WireMessage.ReadAsync(body, route.ReplyParser, cancellationToken);
            }

            var text = await ReadTextAsync(body, cancellationToken);
            var code = (int)response.StatusCode;
            throw new PeerCallException(_peer, route.Path, $"{code} {text}", canRetry: code is 429 or >= 500, innerException: null);
        }
        catch (HttpRequestException failed) when (failed.InnerException is AuthenticationException)
        {
            var why = line.Distrust.Length > 0 ? line.Distrust : failed.InnerException.Message;
            throw new PeerCallException(_peer, route.Path, why, canRetry: false, failed);
        }
        catch (Exception failed) when (failed is HttpRequestException or IOException or InvalidDataException or InvalidProtocolBufferException)
        {
            var canRetry = failed is not (InvalidDataException or InvalidProtocolBufferException);
            throw new PeerCallException(_peer, route.Path, Innermost(failed), canRetry, failed);
        }
        finally
        {
            line.Leave();
            _inFlight.Release();
        }
    }

    public void Dispose()
    {
        _line.Dispose();
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

    // The line of the identity that is shown now; the one before closes with its last call.
    private PeerLine EnterLine()
    {
        var identity = _identity.Current;
        lock (_gate)
        {
            if (!ReferenceEquals(_line.Identity, identity))
            {
                _line.Dispose();
                _line = new PeerLine(_peer, identity);
            }

            _line.Enter();
            return _line;
        }
    }
}
