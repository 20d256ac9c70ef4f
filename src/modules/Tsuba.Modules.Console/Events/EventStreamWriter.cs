using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Tsuba.Modules.Console.Api;
using Tsuba.Modules.History;

namespace Tsuba.Modules.Console.Events;

/// <summary>
/// Writes server-sent events. Names are fixed words and data is one line of JSON, so nothing that an event holds can end a field early.
/// Source: WHATWG HTML, "Server-sent events".
/// </summary>
internal sealed class EventStreamWriter(PipeWriter output)
{
    // A part of a batch: what is asked for goes to the server's buffer in pieces, and the reader's pace is seen between them.
    private const int FlushBytes = 32 * 1024;

    /// <summary>Whether enough is written to be sent.</summary>
    public bool IsFull => output.UnflushedBytes >= FlushBytes;

    /// <summary>The first lines: how long a client waits before it comes back, and where the stream begins.</summary>
    public void Open(HistoryCursor at)
    {
        Write("retry: 2000\n");
        Message(at, "open", JsonSerializer.SerializeToUtf8Bytes(new ApiStreamOpening(at.ToString()), ApiJson.Default.ApiStreamOpening));
    }

    /// <summary>Says that events behind a cursor are gone, and where those begin that follow.</summary>
    public void Gone(HistoryCursor after, HistoryCursor next)
    {
        var gap = new ApiStreamGap(after.ToString(), after.UtcMilliseconds / 1000.0, next.ToString(), next.UtcMilliseconds / 1000.0);
        Message(null, "gone", JsonSerializer.SerializeToUtf8Bytes(gap, ApiJson.Default.ApiStreamGap));
    }

    /// <summary>One entry.</summary>
    public void Entry(HistoryCursor at, ApiEntry entry) =>
        Message(at, entry.Kind, JsonSerializer.SerializeToUtf8Bytes(entry, ApiJson.Default.ApiEntry));

    /// <summary>A sign of life, which also moves the cursor of the client over what it did not ask for.</summary>
    public void Heartbeat(HistoryCursor at) => Write($": heartbeat\nid: {at}\n\n");

    /// <summary>Why the stream ends.</summary>
    public void End(string reason) => Message(null, "end", JsonSerializer.SerializeToUtf8Bytes(new ApiStreamEnd(reason), ApiJson.Default.ApiStreamEnd));

    private void Message(HistoryCursor? at, string name, ReadOnlySpan<byte> data)
    {
        Write(at is { } cursor ? $"id: {cursor}\nevent: {name}\ndata: " : $"event: {name}\ndata: ");
        output.Write(data);
        Write("\n\n");
    }

    private void Write(string text) => Encoding.UTF8.GetBytes(text, output);
}
