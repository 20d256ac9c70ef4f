using System.Collections.Immutable;
using Google.Protobuf;
using Microsoft.Extensions.Logging;
using Tsuba.Broker.Core;
using Tsuba.Hosting.Peers;
using Tsuba.Model.Snapshots;
using Tsuba.Protocol;
using Tsuba.Protocol.Configuration;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Broker.Reading;

/// <summary>
/// Reads the events of one part from its owner, as long as that ownership lasts: image, definitions, then frames by cursor.
/// The tables and the modules are given each frame before the next cursor acknowledges it.
/// </summary>
public sealed partial class PartReader
{
    private const int MaxBytes = 4 * 1024 * 1024;
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly string _reader;
    private readonly PartOwnership _owner;
    private readonly PartCursor _cursor;
    private readonly IPeers _peers;
    private readonly IEventFeed _feed;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly ChunkLinker _linker;

    /// <summary>A reader for one ownership of a part; the cursor outlives it.</summary>
    public PartReader(string reader, PartOwnership owner, PartCursor cursor, IPeers peers, LinkedParts linked, IEventFeed feed, TimeProvider time, ILogger log)
    {
        _linker = new ChunkLinker(linked);
        _reader = reader;
        _owner = owner;
        _cursor = cursor;
        _peers = peers;
        _feed = feed;
        _time = time;
        _log = log;
    }

    /// <summary>Reads until <paramref name="stop"/> is cancelled; an owner that does not answer is asked again, with pauses.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var pause = FirstPause;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                if (await ReadOnceAsync(stop))
                {
                    pause = FirstPause;
                    continue;
                }
            }
            catch (PeerCallException exception)
            {
                LogUnreachable(_cursor.Part, _owner.Scheduler, exception.Message);
            }

            await Task.Delay(pause, _time, stop);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    /// <summary>One call and its effects; false if the owner refused.</summary>
    private async Task<bool> ReadOnceAsync(CancellationToken stop)
    {
        var request = _cursor.NextRequest(_reader, MaxBytes, Wait);
        var reply = await _peers.CallAsync(_owner.Scheduler, Routes.ReadEvents, request, CallLimit, stop);
        if (reply.Ack is { Accepted: false } refused)
        {
            LogRefused(_cursor.Part, _owner.Scheduler, refused.Refusal);
            _cursor.Restart();
            return false;
        }

        var missed = _cursor.Missed;
        var reading = _cursor.Take(reply);
        if (_cursor.Missed != missed)
        {
            LogMissed(_cursor.Part, _cursor.Missed - missed);
        }

        if (reading.Image is { } image)
        {
            await TakeDefinitionsAsync(reply.Stamp.Part, image.Frames, stop);
            _feed.Image(reply.Stamp, image);
        }

        if (!reading.Frames.IsEmpty)
        {
            await TakeDefinitionsAsync(reply.Stamp.Part, reading.Frames, stop);
            await _feed.FramesAsync(reply.Stamp, reading.Frames, _cursor.Position, stop);
        }

        return true;
    }

    private async Task TakeDefinitionsAsync(int part, ImmutableArray<EventFrame> frames, CancellationToken stop)
    {
        foreach (var frame in frames)
        {
            foreach (var happened in frame.Events)
            {
                if (happened.KindCase == Event.KindOneofCase.Definitions)
                {
                    await TakeDefinitionsAsync(part, happened.Definitions.Manifest, stop);
                }
            }
        }
    }

    private async Task TakeDefinitionsAsync(int part, ConfigurationManifest manifest, CancellationToken stop)
    {
        // A scheduler beside this broker has linked it already.
        if ((_linker.Find(manifest) ?? await LinkAsync(part, manifest, stop)) is { } snapshot)
        {
            _feed.Definitions(part, snapshot);
        }
    }

    private async Task<ConfigurationSnapshot?> LinkAsync(int part, ConfigurationManifest manifest, CancellationToken stop)
    {
        // Chunks that the definitions before had are not asked for again.
        var changed = await FetchAsync(_linker.Changed(manifest), stop);
        if (_linker.LinkChanges(manifest, hash => changed.GetValueOrDefault(hash)) is { } linked)
        {
            return linked;
        }

        var all = await FetchAsync([.. manifest.Chunks.Distinct()], stop);
        var (snapshot, refusal) = _linker.LinkWhole(manifest, hash => all.GetValueOrDefault(hash));
        if (snapshot is null)
        {
            LogUnreadable(part, manifest.Generation, refusal);
        }

        return snapshot;
    }

    private async Task<Dictionary<ByteString, ByteString>> FetchAsync(IReadOnlyList<ByteString> hashes, CancellationToken stop)
    {
        var found = new Dictionary<ByteString, ByteString>();
        while (true)
        {
            var request = new FetchChunksRequest();
            request.Hashes.AddRange(hashes.Where(hash => !found.ContainsKey(hash)));
            if (request.Hashes.Count == 0)
            {
                return found;
            }

            var reply = await _peers.CallAsync(_owner.Scheduler, Routes.FetchChunks, request, CallLimit, stop);
            if (reply.Chunks.Count == 0)
            {
                return found;
            }

            foreach (var chunk in reply.Chunks)
            {
                if (ConfigurationChunks.Hash(chunk.Content.Span) == chunk.Hash)
                {
                    found[chunk.Hash] = chunk.Content;
                }
            }
        }
    }

    [LoggerMessage(6001, LogLevel.Warning, "Part {Part}: {Scheduler} does not answer: {Reason}")]
    private partial void LogUnreachable(int part, PeerAddress scheduler, string reason);

    [LoggerMessage(6002, LogLevel.Information, "Part {Part}: {Scheduler} refuses: {Reason}")]
    private partial void LogRefused(int part, PeerAddress scheduler, string reason);

    [LoggerMessage(6003, LogLevel.Warning, "Part {Part}: {Count} events are gone before the modules could get them")]
    private partial void LogMissed(int part, ulong count);

    [LoggerMessage(6004, LogLevel.Error, "Part {Part}: definitions of generation {Generation} cannot be read: {Reason}")]
    private partial void LogUnreadable(int part, long generation, string reason);
}
