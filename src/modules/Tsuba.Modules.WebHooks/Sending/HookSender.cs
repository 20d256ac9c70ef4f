using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Tsuba.Modules.WebHooks.Messages;

namespace Tsuba.Modules.WebHooks.Sending;

/// <summary>
/// Posts messages, signed as "Standard Webhooks" says (webhook-id, webhook-timestamp, webhook-signature). Follows no redirect, uses no proxy, keeps no
/// cookie, and connects only where <see cref="AddressRules"/> lets it.
/// </summary>
internal sealed class HookSender : IDisposable
{
    private static readonly TimeSpan LongestWish = TimeSpan.FromHours(1);

    private readonly WebHookSettings _settings;
    private readonly TimeProvider _time;
    private readonly HttpClient _client;

    public HookSender(WebHookSettings settings, TimeProvider time)
    {
        _settings = settings;
        _time = time;
        _client = new HttpClient(MakeHandler(settings)) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>One attempt.</summary>
    /// <returns>What became of it, why, and how long the target wants to be left alone (zero: it did not say).</returns>
    public async Task<(Delivery Delivery, string Reason, TimeSpan Pause)> SendAsync(HookMessage message, CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(_settings.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, limit.Token);
        try
        {
            using var request = Sign(message);
            using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            var reason = FormattableString.Invariant($"HTTP {(int)answer.StatusCode}");
            return (DeliveryOf(answer.StatusCode), reason, PauseOf(answer));
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return (Delivery.Failed, FormattableString.Invariant($"no answer within {_settings.Timeout.TotalSeconds} s"), TimeSpan.Zero);
        }
        catch (HttpRequestException exception)
        {
            return (Delivery.Failed, exception.InnerException is { } inner ? $"{exception.Message} {inner.Message}" : exception.Message, TimeSpan.Zero);
        }
    }

    /// <summary>The signature of a message: <c>v1,</c> and base64 of the HMAC-SHA256 of <c>id.timestamp.body</c>.</summary>
    public static string SignatureOf(byte[] secret, string id, string timestamp, ReadOnlySpan<byte> body)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
        mac.AppendData(Encoding.UTF8.GetBytes($"{id}.{timestamp}."));
        mac.AppendData(body);
        return "v1," + Convert.ToBase64String(mac.GetHashAndReset());
    }

    public void Dispose() => _client.Dispose();

    private HttpRequestMessage Sign(HookMessage message)
    {
        var timestamp = _time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var content = new ReadOnlyMemoryContent(message.Body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/cloudevents+json", "utf-8");
        var request = new HttpRequestMessage(HttpMethod.Post, _settings.Url) { Content = content };
        request.Headers.Add("webhook-id", message.Id);
        request.Headers.Add("webhook-timestamp", timestamp);
        request.Headers.Add("webhook-signature", SignatureOf(_settings.Secret, message.Id, timestamp, message.Body.Span));
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Tsuba", "1.0"));
        return request;
    }

    private static Delivery DeliveryOf(HttpStatusCode status) => status switch
    {
        >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices => Delivery.Delivered,
        HttpStatusCode.BadRequest or HttpStatusCode.NotAcceptable or HttpStatusCode.Conflict or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnsupportedMediaType
            or HttpStatusCode.UnprocessableEntity => Delivery.Refused,

        // A redirect, a missing page or a missing right is a fault of the set-up, not of the message: it waits until that is put right.
        _ => Delivery.Failed,
    };

    private TimeSpan PauseOf(HttpResponseMessage answer)
    {
        var wish = answer.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - _time.GetUtcNow(),
            _ => TimeSpan.Zero,
        };
        return wish < TimeSpan.Zero ? TimeSpan.Zero : wish > LongestWish ? LongestWish : wish;
    }

    private static SocketsHttpHandler MakeHandler(WebHookSettings settings)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            MaxConnectionsPerServer = 1,
            MaxResponseHeadersLength = 16,
            MaxResponseDrainSize = 64 * 1024,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectCallback = (context, cancellationToken) => ConnectAsync(settings, context.DnsEndPoint, cancellationToken),
        };
        if (settings.Authorities is { } authorities)
        {
            handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = PolicyOf(authorities) };
        }

        return handler;
    }

    private static X509ChainPolicy PolicyOf(X509Certificate2Collection authorities)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }

    private static async ValueTask<Stream> ConnectAsync(WebHookSettings settings, DnsEndPoint target, CancellationToken cancellationToken)
    {
        var refusal = $"{target.Host} has no address";
        foreach (var address in await Dns.GetHostAddressesAsync(target.Host, cancellationToken))
        {
            if (AddressRules.Refusal(address, settings.AllowPrivate, settings.AllowLoopback) is { } reason)
            {
                refusal = reason;
                continue;
            }

            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, target.Port), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException exception)
            {
                socket.Dispose();
                refusal = $"{address}: {exception.Message}";
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        throw new HttpRequestException(refusal);
    }
}
