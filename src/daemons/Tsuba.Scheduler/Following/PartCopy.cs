using Google.Protobuf;
using Tsuba.Journal;
using Tsuba.Journal.Segments;
using Tsuba.Journal.Snapshots;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler.Core;
using Tsuba.Scheduler.Parts;

namespace Tsuba.Scheduler.Following;

/// <summary>
/// The copy of a part that another scheduler owns: its journal's bytes and its snapshots. Synchronous; one owner. In turn:
/// <see cref="NextRequest"/> when everything taken is durable, <see cref="Receive"/>, then the chunks that it names, then
/// <see cref="Store"/>. So the cursor never acknowledges what is not durable here, and no frame is kept whose configuration is not.
/// </summary>
internal sealed class PartCopy : IDisposable
{
    private const int MaxFrameBytes = 4 * 1024 * 1024;

    private readonly string _name;
    private readonly SnapshotStore _snapshots;
    private readonly PartHistory _history;
    private readonly long _keepBytes;
    private uint _semantics;
    private uint _lastChecksum;
    private ulong _ownerDurable;
    private SnapshotTransfer? _transfer;

    /// <summary>A copy that goes on where its files end.</summary>
    /// <param name="name">Name of this scheduler.</param>
    /// <param name="files">The part's files here.</param>
    /// <param name="epoch">Under which the owner has the part.</param>
    /// <param name="settings">Limits, the same as the owner's.</param>
    public PartCopy(string name, PartFiles files, Epoch epoch, PartSettings settings)
    {
        _name = name;
        Part = files.Part;
        Epoch = epoch;
        _semantics = files.Semantics();
        _keepBytes = settings.KeepBytes;
        _history = new PartHistory(files, settings.History);
        _snapshots = new SnapshotStore(files.Files, files.Snapshots, _history.Directory);
        var (snapshot, _) = _snapshots.Load(_ => true);
        Journal = SegmentedJournal.Open(
            files.Files,
            files.Journal,
            new JournalOptions { SegmentBytes = settings.SegmentBytes, ArchiveDirectory = _history.Directory },
            Stamp,
            snapshot?.Sequence ?? 0).Journal;
        if (snapshot is null && Journal.FirstSequence > 1)
        {
            // No part can be opened from frames that do not reach back to the first: such a copy must not count as a complete one.
            Restart(1);
        }

        _lastChecksum = ChecksumBefore(Journal.NextSequence);
    }

    public PartId Part { get; }

    public Epoch Epoch { get; }

    /// <summary>The bytes; to be committed by the owner of the copy.</summary>
    public SegmentedJournal Journal { get; }

    /// <summary>The last frame taken; <see cref="NextRequest"/> needs it durable.</summary>
    public ulong Taken => Journal.NextSequence - 1;

    /// <summary>The highest version of the rules that the bytes are of, whether this scheduler knows it or not; may be read by anyone.</summary>
    public uint Semantics => Volatile.Read(ref _semantics);

    /// <summary>The owner's mark at the last call; may be read by anyone.</summary>
    public ulong OwnerDurable => Volatile.Read(ref _ownerDurable);

    /// <summary>Every configuration that the copy speaks of.</summary>
    public IReadOnlyList<ConfigurationManifest> Manifests() => [.. PartOpening.Manifests(Journal, _snapshots), .. _history.Manifests()];

    /// <summary>What to ask the owner for next; acknowledges what is durable here.</summary>
    public FollowRequest NextRequest(TimeSpan wait) => new()
    {
        Stamp = new PartStamp { Part = Part.Value, Epoch = Epoch.Packed },
        Follower = _name,
        Cursor = Journal.DurableSequence + 1,
        MaxBytes = MaxFrameBytes,
        WaitMs = (int)wait.TotalMilliseconds,
        PreviousChecksum = _lastChecksum,
        SnapshotHave = _snapshots.NewestSequence(),
        SnapshotCursor = _transfer?.Sequence ?? 0,
        SnapshotOffset = _transfer?.Offset ?? 0,
    };

    /// <summary>Looks at an accepted answer; returns the configurations whose chunks must be here before <see cref="Store"/>.</summary>
    /// <exception cref="InvalidDataException">The owner's snapshot cannot be read; the next call asks for it again.</exception>
    public IReadOnlyList<ConfigurationManifest> Receive(FollowReply reply)
    {
        Volatile.Write(ref _ownerDurable, reply.Durable);
        var manifests = new List<ConfigurationManifest>();
        TakePiece(reply);
        if (_transfer is { IsComplete: true } complete && ManifestOf(complete) is { } manifest)
        {
            manifests.Add(manifest);
        }

        foreach (var frame in reply.Frames.SelectMany(run => FrameFormat.ReadAll(run.Memory) ?? []))
        {
            if (frame.Type == FrameCodec.TurnWithConfiguration)
            {
                manifests.AddRange(FrameCodec.Manifests(frame.Payload.Span));
            }
        }

        return manifests;
    }

    /// <summary>Takes what the answer brought; false where the copy had to begin anew.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    public bool Store(FollowReply reply)
    {
        if (_transfer is { IsComplete: true } complete)
        {
            _transfer = null;
            StoreSnapshot(complete, reply);
        }
        else if (reply.Restart && reply.SnapshotTotal == 0)
        {
            Restart(1);
            return false;
        }

        foreach (var run in reply.Frames)
        {
            if (FrameFormat.ReadAll(run.Memory) is not { Count: > 0 } frames || !Append(run.Memory, frames))
            {
                Restart(1);
                return false;
            }

            _lastChecksum = frames[^1].Checksum;
        }

        return true;
    }

    public void Dispose() => Journal.Dispose();

    private SegmentStamp Stamp => new(_semantics, ReadOnlyMemory<byte>.Empty);

    // A segment begins with the frame of a configuration or of other rules, as it does at the owner: whoever looks for configurations need not read all of it.
    private bool Append(ReadOnlyMemory<byte> run, List<JournalFrame> frames)
    {
        var (start, end) = (0, 0);
        foreach (var frame in frames)
        {
            if (frame.Type == FrameCodec.TurnWithConfiguration)
            {
                if (!Journal.AppendCopied(run[start..end]))
                {
                    return false;
                }

                Volatile.Write(ref _semantics, Math.Max(_semantics, FrameCodec.Semantics(frame.Payload.Span) ?? 0));
                Journal.StartSegment(Stamp);
                start = end;
            }

            end += FrameFormat.FrameBytes(frame.Payload.Length);
        }

        return Journal.AppendCopied(run[start..]);
    }

    private ConfigurationManifest? ManifestOf(SnapshotTransfer snapshot)
    {
        if (snapshot.IsDamaged)
        {
            _transfer = null;
            throw new InvalidDataException($"the snapshot at frame {snapshot.Sequence} of part {Part} was damaged while it was read");
        }

        try
        {
            return PartSnapshotManifest.Parser.WithDiscardUnknownFields(true).ParseFrom(snapshot.Content.Span).Manifest;
        }
        catch (InvalidProtocolBufferException exception)
        {
            _transfer = null;
            throw new InvalidDataException($"the snapshot at frame {snapshot.Sequence} of part {Part} is not one: {exception.Message}", exception);
        }
    }

    private void TakePiece(FollowReply reply)
    {
        if (reply.SnapshotTotal == 0)
        {
            return;
        }

        if (_transfer is null || _transfer.Sequence != reply.SnapshotCursor || _transfer.Offset != reply.SnapshotOffset)
        {
            _transfer = reply.SnapshotOffset == 0 ? new SnapshotTransfer(reply.SnapshotCursor, reply.SnapshotTotal, reply.SnapshotChecksum) : null;
        }

        if (_transfer is not null && !_transfer.Add(reply.Snapshot.Span))
        {
            _transfer = null;
        }
    }

    private void StoreSnapshot(SnapshotTransfer snapshot, FollowReply reply)
    {
        if (reply.Restart)
        {
            _snapshots.Clear();
        }

        var oldest = _snapshots.Write(snapshot.Sequence, reply.SnapshotVersion, snapshot.Content.Span);
        if (reply.Restart)
        {
            Restart(snapshot.Sequence + 1, reply.SnapshotVersion);
        }
        else
        {
            Volatile.Write(ref _semantics, Math.Max(_semantics, reply.SnapshotVersion));
            Journal.DropBefore(oldest + 1, _keepBytes);
            _history.Prune(Journal, _snapshots);
        }
    }

    private void Restart(ulong next, uint semantics = SemanticsRange.First)
    {
        if (next == 1)
        {
            _snapshots.Clear();
        }

        _history.Clear();

        Journal.Restart(next);
        Volatile.Write(ref _semantics, Math.Max(SemanticsRange.First, semantics));
        Journal.StartSegment(Stamp);
        _lastChecksum = 0;
    }

    private uint ChecksumBefore(ulong next)
    {
        var read = Journal.Read(next - 1, maxBytes: 1);
        return next > 1 && !read.TooOld && FrameFormat.TryRead(read.Frames, out var frame) ? frame.Checksum : 0;
    }
}
