using Google.Protobuf;
using Tsuba.Journal;
using Tsuba.Journal.Segments;
using Tsuba.Journal.Snapshots;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler.Following;
using Tsuba.Scheduler.Parts;
using Tsuba.Testing.Disks;

namespace Tsuba.Daemons.Tests.Scheduler.Following;

/// <summary>A copy of a journal that no longer reaches back to its first frame, and snapshots that are damaged.</summary>
public sealed class PartCopyTests : IDisposable
{
    private static readonly Epoch First = new(1, 1);

    private readonly FakeDisk _ownerDisk = new();
    private readonly SnapshotStore _snapshots;
    private readonly SegmentedJournal _journal;
    private FakeDisk _disk = new();

    public PartCopyTests()
    {
        // Frames 1 to 20, of which 1 to 10 are gone, and snapshots at 10 and 15.
        _snapshots = new SnapshotStore(_ownerDisk, "/owner/snapshot");
        _journal = SegmentedJournal.Open(_ownerDisk, "/owner/journal", new JournalOptions(), SegmentStamp.None, snapshotSequence: 0).Journal;
        Append(10);
        _snapshots.Write(10, 1, Snapshot(10));
        _journal.StartSegment(SegmentStamp.None);
        Append(10);
        _snapshots.Write(15, 1, Snapshot(15));
        _journal.DropBefore(11, keepBytes: 0);
    }

    public void Dispose() => _journal.Dispose();

    [Fact]
    public void Store_OwnerNoLongerHasTheFirstFrames_BeginsWithItsNewestSnapshot()
    {
        using var copy = Open();

        Follow(copy, 2, maxBytes: 1 << 20);

        Assert.Equal((16UL, 20UL), (copy.Journal.FirstSequence, copy.Taken));
    }

    [Fact]
    public void Store_SnapshotInManyPieces_IsPutTogether()
    {
        using var copy = Open();

        Follow(copy, 2 * Snapshot(15).Length, maxBytes: 3);

        Assert.Equal(Snapshot(15), new SnapshotStore(_disk, "/copy/part-1/snapshot").Read(15)!.Content.ToArray());
        Assert.Equal(20UL, copy.Taken);
    }

    [Fact]
    public void TryAnswer_NewestSnapshotIsDamaged_GivesTheOneBefore()
    {
        Damage(_ownerDisk, "/owner/snapshot");
        using var copy = Open();

        Follow(copy, 2, maxBytes: 1 << 20);

        Assert.Equal((11UL, 20UL), (copy.Journal.FirstSequence, copy.Taken));
        Assert.Equal([10UL], new SnapshotStore(_disk, "/copy/part-1/snapshot").Stored());
    }

    [Fact]
    public void Receive_SnapshotCannotBeRead_ThrowsAndAsksForItAgain()
    {
        using var copy = Open();
        var reply = new FollowReply { Restart = true, Snapshot = ByteString.CopyFrom(0xFF, 0xFF), SnapshotCursor = 15, SnapshotTotal = 2, SnapshotVersion = 1 };

        Assert.Throws<InvalidDataException>(() => copy.Receive(reply));

        Assert.Equal(0UL, copy.NextRequest(TimeSpan.Zero).SnapshotCursor);
    }

    [Fact]
    public void Open_OnlySnapshotIsDamaged_BeginsAnewInsteadOfCountingAsComplete()
    {
        using (var copy = Open())
        {
            Follow(copy, 2, maxBytes: 1 << 20);
            Assert.True(copy.Journal.Commit());
        }

        Damage(_disk, "/copy/part-1/snapshot");
        using var again = Open();

        Assert.Equal(1UL, again.NextRequest(TimeSpan.Zero).Cursor);
        Follow(again, 2, maxBytes: 1 << 20);
        Assert.Equal((16UL, 20UL), (again.Journal.FirstSequence, again.Taken));
    }

    private static byte[] Snapshot(ulong frame) =>
        new PartSnapshot { Part = 1, Epoch = First.Packed, Frame = frame, Manifest = new ConfigurationManifest { Generation = 1 }, State = ByteString.CopyFromUtf8("state") }.ToByteArray();

    private static void Damage(FakeDisk disk, string directory)
    {
        var path = disk.Paths.Last(path => path.StartsWith(directory, StringComparison.Ordinal));
        var content = disk.Content(path);
        content[^1] ^= 4;
        disk.Replace(path, content);
    }

    private PartCopy Open()
    {
        _disk = _disk.Paths.Count == 0 ? _disk : _disk.Crash(new Random(1));
        return new PartCopy("follower", new PartFiles(_disk, "/copy", new PartId(1)), First, new PartSettings());
    }

    private void Append(int count)
    {
        for (; count > 0; count--)
        {
            _journal.Append(type: 1, new JournalTurn { Epoch = First.Packed }.ToByteArray());
        }

        Assert.True(_journal.Commit());
    }

    private void Follow(PartCopy copy, int calls, int maxBytes)
    {
        for (; calls > 0; calls--)
        {
            Assert.True(copy.Journal.Commit());
            var request = copy.NextRequest(TimeSpan.Zero);
            request.MaxBytes = maxBytes;
            var reply = FollowAnswers.TryAnswer(_journal, _snapshots, request, isLast: true, _ => null)!;
            copy.Receive(reply);
            copy.Store(reply);
        }
    }
}
