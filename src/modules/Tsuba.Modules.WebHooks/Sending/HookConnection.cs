using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Tsuba.Journal.Spooling;
using Tsuba.Modules.WebHooks.Messages;
using Tsuba.Sinks;

namespace Tsuba.Modules.WebHooks.Sending;

/// <summary>
/// Posts messages, signed as "Standard Webhooks" says (webhook-id, webhook-timestamp, webhook-signature). Follows no redirect, uses no proxy, keeps no
/// cookie, and connects only where <see cref="AddressRules"/> lets it.
/// </summary>
internal sealed class HookConnection : ISinkConnection
{
    private static readonly TimeSpan LongestWish = TimeSpan.FromHours(1);

    private readonly WebHookSettings _settings;
    private readonly TimeProvider _time;
    private readonly Action _delivered;
    private readonly Action<string, string> _refused;
    private readonly HttpClient _client;
    private ulong _confirmed;

    /// <summary>A connection that connects with its first event.</summary>
    /// <param name="settings">Where to.</param>
    /// <param name="time">The clock.</param>
    /// <param name="delivered">Is told of each event that the target took.</param>
    /// <param name="refused">Is told the id of each event that the target does not want, and why.</param>
    public HookConnection(WebHookSettings settings, TimeProvider time, Action delivered, Action<string, string> refused)
    {
        (_settings, _time, _delivered, _refused) = (settings, time, delivered, refused);
        _client = new HttpClient(MakeHandler(settings)) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <inheritdoc />
    public bool IsOpen => true;

    /// <inheritdoc />
    public TimeSpan Wish { get; private set; }

    /// <inheritdoc />
    public async Task SendAsync(IReadOnlyList<SpoolRecord> records, CancellationToken cancellationToken)
    {
        foreach (var record in records)
        {
            if (HookMessage.Decode(record.Content) is { } message)
            {
                await DeliverAsync(message, cancellationToken);
            }
            else
            {
                _refused(record.Sequence.ToString(CultureInfo.InvariantCulture), "the record of the spool is no message");
            }

            _confirmed = record.Sequence;
        }
    }

    /// <inheritdoc />
    public ulong TakeConfirmed()
    {
        var confirmed = _confirmed;
        _confirmed = 0;
        return confirmed;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The signature of a message: <c>v1,</c> and base64 of the HMAC-SHA256 of <c>id.timestamp.body</c>.</summary>
    public static string SignatureOf(byte[] secret, string id, string timestamp, ReadOnlySpan<byte> body)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
        mac.AppendData(Encoding.UTF8.GetBytes($"{id}.{timestamp}."));
        mac.AppendData(body);
        return "v1," + Convert.ToBase64String(mac.GetHashAndReset());
    }

    // Returns when the target has it or does not want it. The order of events stays, so the others wait behind it.
    private async Task DeliverAsync(HookMessage message, CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(_settings.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, limit.Token);
        try
        {
            using var request = Sign(message);
            using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            var reason = FormattableString.Invariant($"HTTP {(int)answer.StatusCode}");
            switch (DeliveryOf(answer.StatusCode))
            {
                case Delivery.Delivered:
                    _delivered();
                    break;
                case Delivery.Refused:
                    _refused(message.Id, reason);
                    break;
                default:
                    Wish = PauseOf(answer);
                    throw new IOException(reason);
            }
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new IOException(FormattableString.Invariant($"no answer within {_settings.Timeout.TotalSeconds} s"));
        }
        catch (HttpRequestException failure)
        {
            throw new IOException(failure.InnerException is { } inner ? $"{failure.Message} {inner.Message}" : failure.Message, failure);
        }
    }

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
