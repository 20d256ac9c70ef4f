using Microsoft.Extensions.Logging;
using Tsuba.Hosting.Peers;
using Tsuba.Journal;
using Tsuba.Journal.Segments;
using Tsuba.Journal.Snapshots;
using Tsuba.Model.Items;
using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler.Core;
using Tsuba.Scheduler.Parts;

namespace Tsuba.Scheduler.Following;

/// <summary>
/// The copy of a part that another scheduler owns: its journal's bytes, its snapshots, and the chunks that both speak of. The
/// next call's cursor acknowledges what is durable here. Nothing is replayed before a takeover.
/// </summary>
internal sealed partial class FollowedPart : IAsyncDisposable
{
    private const int MaxFrameBytes = 4 * 1024 * 1024;
    private const long KeepBytes = 256L * 1024 * 1024;
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(200);

    private readonly string _name;
    private readonly PeerAddress _owner;
    private readonly IPeers _peers;
    private readonly PartServices _services;
    private readonly SegmentedJournal _journal;
    private readonly SnapshotStore _snapshots;
    private readonly GroupCommit _commit;
    private readonly CancellationTokenSource _stop = new();
    private uint _lastChecksum;
    private ulong _ownerDurable;
    private SnapshotTransfer? _transfer;
    private Task _loop = Task.CompletedTask;

    /// <summary>A copy that goes on where its files end; the loop starts with <see cref="Start"/>.</summary>
    public FollowedPart(string name, PartFiles files, Epoch epoch, PeerAddress owner, IPeers peers, PartServices services)
    {
        _name = name;
        Part = files.Part;
        Epoch = epoch;
        _owner = owner;
        _peers = peers;
        _services = services;
        _snapshots = new SnapshotStore(files.Files, files.Snapshots);
        var (snapshot, _) = _snapshots.Load(_ => true);
        _journal = SegmentedJournal.Open(
            files.Files, files.Journal, new JournalOptions(), SegmentStamp.None, snapshot?.Sequence ?? 0).Journal;
        _commit = new GroupCommit(_journal, $"copy of part {Part}", static _ => { });
        _lastChecksum = ChecksumBefore(_journal.NextSequence);
    }

    public PartId Part { get; }

    public Epoch Epoch { get; }

    public PeerAddress Owner => _owner;

    /// <summary>The last frame that is durable here.</summary>
    public ulong Durable => _journal.DurableSequence;

    /// <summary>The owner's mark at the last call.</summary>
    public ulong OwnerDurable => Volatile.Read(ref _ownerDurable);

    /// <summary>Every configuration that the copy speaks of.</summary>
    public IReadOnlyList<ConfigurationManifest> Manifests() => PartOpening.Manifests(_journal, _snapshots);

    public void Start() => _loop = RunAsync(_stop.Token);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _commit.Dispose();
        _journal.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync(CancellationToken stop)
    {
        while (true)
        {
            try
            {
                if (await FollowOnceAsync(stop))
                {
                    continue;
                }
            }
            catch (PeerCallException exception)
            {
                LogUnreachable(_services.Log, Part.Value, _owner, exception.Message);
            }
            catch (IOException exception)
            {
                LogDisk(_services.Log, Part.Value, exception);
            }

            await Task.Delay(RetryPause, _services.Time, stop);
        }
    }

    private async Task<bool> FollowOnceAsync(CancellationToken stop)
    {
        var request = new FollowRequest
        {
            Stamp = new PartStamp { Part = Part.Value, Epoch = Epoch.Packed },
            Follower = _name,
            Cursor = _journal.NextSequence,
            MaxBytes = MaxFrameBytes,
            WaitMs = (int)Wait.TotalMilliseconds,
            PreviousChecksum = _lastChecksum,
            SnapshotHave = _snapshots.NewestSequence(),
            SnapshotCursor = _transfer?.Sequence ?? 0,
            SnapshotOffset = _transfer?.Offset ?? 0,
        };
        var reply = await _peers.CallAsync(_owner, Routes.Follow, request, CallLimit, stop);
        if (reply.Ack is { Accepted: false } refused)
        {
            LogRefused(_services.Log, Part.Value, _owner, refused.Refusal);
            return false;
        }

        Volatile.Write(ref _ownerDurable, reply.Durable);
        if (reply.Restart && reply.SnapshotTotal == 0)
        {
            Restart(1);
        }

        if (reply.SnapshotTotal > 0)
        {
            await TakePieceAsync(reply, stop);
        }

        foreach (var run in reply.Frames)
        {
            if (!await TakeFramesAsync(run.Memory, stop))
            {
                Restart(1);
                return false;
            }
        }

        return true;
    }

    private async Task<bool> TakeFramesAsync(ReadOnlyMemory<byte> run, CancellationToken stop)
    {
        if (FrameFormat.ReadAll(run) is not { Count: > 0 } frames || !_journal.AppendCopied(run))
        {
            return false;
        }

        foreach (var frame in frames)
        {
            if (frame.Type == FrameCodec.ConfigurationFrame)
            {
                foreach (var input in FrameCodec.ReadInputs(frame.Payload.Span).Inputs)
                {
                    if (input.KindCase == JournalInput.KindOneofCase.Configuration)
                    {
                        await FetchChunksAsync(input.Configuration.Manifest, stop);
                    }
                }
            }
        }

        _lastChecksum = frames[^1].Checksum;
        await _commit.WaitDurableAsync(frames[^1].Sequence, stop);
        return true;
    }

    private async Task TakePieceAsync(FollowReply reply, CancellationToken stop)
    {
        if (_transfer is null || _transfer.Sequence != reply.SnapshotCursor || _transfer.Offset != reply.SnapshotOffset)
        {
            _transfer = reply.SnapshotOffset == 0 ? new SnapshotTransfer(reply.SnapshotCursor, reply.SnapshotTotal) : null;
        }

        if (_transfer is null || !_transfer.Add(reply.Snapshot.Span))
        {
            _transfer = null;
            return;
        }

        if (!_transfer.IsComplete)
        {
            return;
        }

        var (sequence, content) = (_transfer.Sequence, _transfer.Content);
        _transfer = null;
        var manifest = PartSnapshot.Parser.ParseFrom(content.Span).Manifest;
        if (manifest is not null)
        {
            await FetchChunksAsync(manifest, stop);
        }

        if (reply.Restart)
        {
            _snapshots.Clear();
        }

        var oldest = _snapshots.Write(sequence, reply.SnapshotVersion, content.Span);
        if (reply.Restart)
        {
            Restart(sequence + 1);
        }
        else
        {
            _journal.DropBefore(oldest + 1, KeepBytes);
        }
    }

    private async Task FetchChunksAsync(ConfigurationManifest manifest, CancellationToken stop)
    {
        while (_services.Chunks.Missing(manifest) is { Count: > 0 } missing)
        {
            var request = new FetchChunksRequest();
            request.Hashes.AddRange(missing);
            var reply = await _peers.CallAsync(_owner, Routes.FetchChunks, request, CallLimit, stop);
            if (reply.Chunks.Count == 0 || _services.Chunks.Put(reply.Chunks) is not null)
            {
                // The owner no longer has it: the frame speaks of a configuration that has been replaced since.
                return;
            }
        }
    }

    private void Restart(ulong next)
    {
        LogRestart(_services.Log, Part.Value, next);
        if (next == 1)
        {
            _snapshots.Clear();
        }

        _journal.Restart(next);
        _lastChecksum = 0;
    }

    private uint ChecksumBefore(ulong next)
    {
        var read = _journal.Read(next - 1, maxBytes: 1);
        return next > 1 && !read.TooOld && FrameFormat.TryRead(read.Frames, out var frame) ? frame.Checksum : 0;
    }

    [LoggerMessage(2020, LogLevel.Debug, "Copy of part {Part}: {Owner} does not answer: {Reason}")]
    private static partial void LogUnreachable(ILogger log, int part, PeerAddress owner, string reason);

    [LoggerMessage(2021, LogLevel.Debug, "Copy of part {Part}: {Owner} refuses: {Reason}")]
    private static partial void LogRefused(ILogger log, int part, PeerAddress owner, string reason);

    [LoggerMessage(2022, LogLevel.Warning, "Copy of part {Part}: the disk refuses")]
    private static partial void LogDisk(ILogger log, int part, Exception exception);

    [LoggerMessage(2023, LogLevel.Warning, "Copy of part {Part} begins anew at frame {Next}: it did not continue the owner's journal")]
    private static partial void LogRestart(ILogger log, int part, ulong next);
}
