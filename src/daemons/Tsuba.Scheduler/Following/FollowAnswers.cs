using Google.Protobuf;
using Tsuba.Journal;
using Tsuba.Journal.Snapshots;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Scheduler.Following;

/// <summary>The owner's side of a copy: frames from the follower's cursor, and pieces of a snapshot that it lacks.</summary>
internal static class FollowAnswers
{
    private const int MaxFrameBytes = 4 * 1024 * 1024;
    private const int MaxPieceBytes = 4 * 1024 * 1024;

    /// <summary>What there is to send now; null: nothing, and <paramref name="isLast"/> was not set.</summary>
    /// <param name="journal">The owner's journal.</param>
    /// <param name="snapshots">The owner's snapshots.</param>
    /// <param name="request">The follower's call, which may have waited for long.</param>
    /// <param name="isLast">Whether an empty answer is due.</param>
    /// <param name="checkEpoch">Why a stamp is refused by now.</param>
    public static FollowReply? TryAnswer(
        SegmentedJournal journal, SnapshotStore snapshots, FollowRequest request, bool isLast, Func<PartStamp, Ack?> checkEpoch)
    {
        // The record of a higher epoch comes before its first frame, so this order of looking lets no frame through to a copy under a
        // lower one: its files would be ahead of its record, and it could take a late order for a new one.
        var reply = TryAnswer(journal, snapshots, request, isLast);
        return checkEpoch(request.Stamp) is { } stale ? new FollowReply { Ack = stale } : reply;
    }

    /// <summary>Whether the follower's copy is a beginning of this journal.</summary>
    public static bool Continues(SegmentedJournal journal, FollowRequest request)
    {
        if (request.Cursor < journal.FirstSequence || request.Cursor > journal.DurableSequence + 1)
        {
            return false;
        }

        if (request.PreviousChecksum == 0)
        {
            return true;
        }

        // Only where the frame before the cursor is still here can the copies be compared.
        var read = journal.Read(request.Cursor - 1, maxBytes: 1);
        return read.TooOld
            || (FrameFormat.TryRead(read.Frames, out var frame)
                && frame.Sequence == request.Cursor - 1 && frame.Checksum == request.PreviousChecksum);
    }

    private static FollowReply? TryAnswer(SegmentedJournal journal, SnapshotStore snapshots, FollowRequest request, bool isLast)
    {
        var reply = new FollowReply
        {
            Ack = new Ack { Accepted = true },
            Durable = journal.DurableSequence,
            NextCursor = request.Cursor,
        };
        reply.Restart = !Continues(journal, request);
        AddSnapshot(snapshots, request, reply);
        if (!reply.Restart)
        {
            var read = journal.Read(request.Cursor, Math.Clamp(request.MaxBytes, 1, MaxFrameBytes));
            if (!read.Frames.IsEmpty)
            {
                reply.Frames.Add(UnsafeByteOperations.UnsafeWrap(read.Frames));
                reply.NextCursor = read.Next;
            }
        }

        return isLast || reply.Restart || reply.SnapshotTotal > 0 || reply.Frames.Count > 0 ? reply : null;
    }

    private static void AddSnapshot(SnapshotStore snapshots, FollowRequest request, FollowReply reply)
    {
        if (!IsWanted(snapshots.NewestSequence(), request, reply) || !IsWanted(snapshots.NewestWhole(), request, reply))
        {
            return;
        }

        var pieceBytes = Math.Clamp(request.MaxBytes, 1, MaxPieceBytes);
        if (request.SnapshotCursor > 0 && snapshots.ReadPiece(request.SnapshotCursor, request.SnapshotOffset, pieceBytes) is { } next)
        {
            Add(reply, request.SnapshotCursor, request.SnapshotOffset, next);
        }
        else if (snapshots.NewestWhole(again: true) is var newest && IsWanted(newest, request, reply) && snapshots.ReadPiece(newest, 0, pieceBytes) is { } first)
        {
            Add(reply, newest, 0, first);
        }
    }

    private static void Add(FollowReply reply, ulong sequence, long offset, SnapshotPiece piece)
    {
        reply.Snapshot = UnsafeByteOperations.UnsafeWrap(piece.Bytes);
        reply.SnapshotCursor = sequence;
        reply.SnapshotOffset = offset;
        reply.SnapshotTotal = piece.Total;
        reply.SnapshotVersion = piece.SemanticsVersion;
        reply.SnapshotChecksum = piece.Checksum;
    }

    private static bool IsWanted(ulong snapshot, FollowRequest request, FollowReply reply) =>
        snapshot > 0 && (reply.Restart || (snapshot > request.SnapshotHave && snapshot < request.Cursor));
}
