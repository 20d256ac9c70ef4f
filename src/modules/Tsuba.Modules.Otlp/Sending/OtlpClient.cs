using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using Tsuba.Modules.Otlp.Contracts;

namespace Tsuba.Modules.Otlp.Sending;

/// <summary>Posts requests to a receiver of OTLP over HTTP. Follows no redirect, uses no proxy, keeps no cookie.</summary>
internal sealed class OtlpClient : IDisposable
{
    private const int MostReplyBytes = 64 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    // The request itself is at fault and will always be. Everything else may pass, wrong keys and paths among it: somebody mends them.
    private static readonly HttpStatusCode[] Hopeless = [HttpStatusCode.BadRequest, HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.UnprocessableContent];

    private readonly OtlpSettings _settings;
    private readonly TimeProvider _time;
    private readonly HttpClient _client;

    /// <summary>A client that connects with its first request.</summary>
    public OtlpClient(OtlpSettings settings, TimeProvider time)
    {
        (_settings, _time) = (settings, time);
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false })
        {
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = MostReplyBytes,
        };
    }

    /// <summary>Posts a request.</summary>
    /// <param name="body">The encoded request.</param>
    /// <param name="cancellationToken">Stop.</param>
    /// <exception cref="IOException">It may be taken at another time.</exception>
    public async Task<OtlpAnswer> PostAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            return await TryPostAsync(body, either.Token);
        }
        catch (HttpRequestException failure)
        {
            throw new IOException(failure.Message, failure);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IOException($"no answer within {Patience.TotalSeconds} s");
        }
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    private async Task<OtlpAnswer> TryPostAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _settings.Endpoint) { Content = new ReadOnlyMemoryContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
        foreach (var (name, value) in _settings.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
        if (Hopeless.Contains(response.StatusCode))
        {
            return new OtlpAnswer(false, 0, $"HTTP {(int)response.StatusCode}");
        }

        if (!response.IsSuccessStatusCode)
        {
            throw new IOException($"HTTP {(int)response.StatusCode}");
        }

        var reply = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        return Parse(reply).PartialSuccess is { RejectedPoints: > 0 } partial ? new OtlpAnswer(true, partial.RejectedPoints, partial.Message) : new OtlpAnswer(true, 0, "");
    }

    // A receiver that answers 200 has taken the request, whatever else it says. The library throws the second exception where an unknown group is
    // cut short in the middle of a number.
    private static ExportReply Parse(byte[] reply)
    {
        try
        {
            return ExportReply.Parser.ParseFrom(reply);
        }
        catch (Exception exception) when (exception is InvalidProtocolBufferException or IndexOutOfRangeException)
        {
            return new ExportReply();
        }
    }
}
