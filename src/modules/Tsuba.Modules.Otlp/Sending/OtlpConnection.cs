using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using Tsuba.Journal.Spooling;
using Tsuba.Modules.Otlp.Contracts;
using Tsuba.Sinks;

namespace Tsuba.Modules.Otlp.Sending;

/// <summary>Posts records to a receiver. Messages of one kind put behind each other are one message, so a batch is the records as they lie in the spool.</summary>
internal sealed class OtlpConnection : ISinkConnection
{
    private const int MostReplyBytes = 64 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    // The request itself is at fault and will always be. Everything else may pass, wrong keys and paths among it: somebody mends them.
    private static readonly HttpStatusCode[] Hopeless = [HttpStatusCode.BadRequest, HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.UnprocessableContent];

    private readonly OtlpSettings _settings;
    private readonly TimeProvider _time;
    private readonly Action<long, string> _rejected;
    private readonly HttpClient _client;
    private ulong _confirmed;

    /// <summary>A connection that connects with its first batch.</summary>
    /// <param name="settings">Where to.</param>
    /// <param name="time">The clock.</param>
    /// <param name="rejected">Is told how many points the receiver did not take, and why.</param>
    public OtlpConnection(OtlpSettings settings, TimeProvider time, Action<long, string> rejected)
    {
        (_settings, _time, _rejected) = (settings, time, rejected);
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false })
        {
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = MostReplyBytes,
        };
    }

    /// <inheritdoc />
    public bool IsOpen => true;

    /// <inheritdoc />
    public async Task SendAsync(IReadOnlyList<SpoolRecord> records, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            var body = new ArrayBufferWriter<byte>();
            foreach (var record in records)
            {
                body.Write(record.Content.Span);
            }

            await PostAsync(body.WrittenMemory, either.Token);
            _confirmed = records[^1].Sequence;
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

    private async Task PostAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
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
            _rejected(Count(body), $"HTTP {(int)response.StatusCode}");
            return;
        }

        if (!response.IsSuccessStatusCode)
        {
            throw new IOException($"HTTP {(int)response.StatusCode}");
        }

        var reply = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        if (Parse(reply).PartialSuccess is { RejectedPoints: > 0 } partial)
        {
            _rejected(partial.RejectedPoints, partial.Message);
        }
    }

    // A receiver that answers 200 has taken the request, whatever else it says.
    private static ExportReply Parse(byte[] reply)
    {
        try
        {
            return ExportReply.Parser.ParseFrom(reply);
        }
        catch (InvalidProtocolBufferException)
        {
            return new ExportReply();
        }
    }

    private static long Count(ReadOnlyMemory<byte> body) => ExportRequest.Parser.ParseFrom(new ReadOnlySequence<byte>(body)).Resources
        .SelectMany(resource => resource.Scopes).SelectMany(scope => scope.Metrics).Sum(metric => (long)metric.Gauge.Points.Count);
}
