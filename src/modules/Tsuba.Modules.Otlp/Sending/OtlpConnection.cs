using System.Buffers;
using Tsuba.Journal.Spooling;
using Tsuba.Modules.Otlp.Contracts;
using Tsuba.Sinks;

namespace Tsuba.Modules.Otlp.Sending;

/// <summary>Posts records to a receiver. Messages of one kind put behind each other are one message, so a batch is the records as they lie in the spool.</summary>
/// <param name="client">Posts.</param>
/// <param name="rejected">Is told how many points the receiver did not take, and why.</param>
internal sealed class OtlpConnection(OtlpClient client, Action<long, string> rejected) : ISinkConnection
{
    private ulong _confirmed;

    /// <inheritdoc />
    public bool IsOpen => true;

    /// <inheritdoc />
    public async Task SendAsync(IReadOnlyList<SpoolRecord> records, CancellationToken cancellationToken)
    {
        var body = new ArrayBufferWriter<byte>();
        foreach (var record in records)
        {
            body.Write(record.Content.Span);
        }

        var answer = await client.PostAsync(body.WrittenMemory, cancellationToken);
        _confirmed = records[^1].Sequence;
        if (answer.Reason.Length > 0)
        {
            rejected(answer.IsTaken ? answer.Rejected : Count(body.WrittenMemory), answer.Reason);
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
        client.Dispose();
        return ValueTask.CompletedTask;
    }

    private static long Count(ReadOnlyMemory<byte> body) => ExportRequest.Parser.ParseFrom(new ReadOnlySequence<byte>(body)).Resources
        .SelectMany(resource => resource.Scopes).SelectMany(scope => scope.Metrics).Sum(metric => (long)metric.Gauge.Points.Count);
}
