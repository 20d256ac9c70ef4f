using System.Collections.Immutable;
using Google.Protobuf;
using Tsuba.Execution.Work;
using Tsuba.Journal;
using Tsuba.Journal.Files;
using Tsuba.Journal.Segments;
using Tsuba.Workers;

namespace Tsuba.Reactionner.Records;

/// <summary>
/// The reactionner's record of what it must not do twice: a journal of the actions that it starts, how they ended, and which receipts were
/// taken. What no longer matters is left behind when the files have grown to twice what matters and 4 MiB: what matters is written again to a
/// new segment, and the old ones go. One write at a time.
/// </summary>
internal sealed class ActionRecord : IWorkRecord
{
    private const byte RecordType = 1;
    private const int ReadBytes = 256 * 1024;
    private const long SlackBytes = 4 * 1024 * 1024;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private readonly SegmentedJournal _journal;
    private readonly GroupCommit _commit;
    private readonly WorkMemory _memory;
    private readonly TimeProvider _time;
    private long _compactAbove;
    private string? _leftBehind;

    private ActionRecord(SegmentedJournal journal, ImmutableArray<JournalFinding> findings, int remembered, TimeProvider time)
    {
        _journal = journal;
        _memory = new WorkMemory(remembered);
        _time = time;
        Findings = findings;
        Replay();
        _commit = new GroupCommit(journal, "record of actions", static _ => { });
        _compactAbove = SlackBytes;
    }

    /// <inheritdoc/>
    public IReadOnlyList<RecordedWork> Works => _memory.Works;

    /// <inheritdoc/>
    public string? Fault => (_journal.Failure ?? _leftBehind) is { } failure ? "record of actions: " + failure : null;

    /// <summary>What was not as it should be on disk: one log line each.</summary>
    public ImmutableArray<JournalFinding> Findings { get; }

    /// <summary>Entries that another version wrote and this one cannot read.</summary>
    internal int Unread { get; private set; }

    /// <summary>Bytes on disk.</summary>
    internal long StoredBytes => _journal.StoredBytes;

    /// <summary>Opens the record of a directory, which is created where it is missing.</summary>
    /// <param name="files">The file system.</param>
    /// <param name="directory">A directory of its own.</param>
    /// <param name="remembered">Actions remembered after their receipt was taken.</param>
    /// <param name="time">The clock.</param>
    public static ActionRecord Open(IJournalFiles files, string directory, int remembered, TimeProvider time)
    {
        var options = new JournalOptions { SegmentBytes = SlackBytes };
        var opening = SegmentedJournal.Open(files, directory, options, SegmentStamp.None, snapshotSequence: 0);
        return new ActionRecord(opening.Journal, opening.Findings, remembered, time);
    }

    /// <inheritdoc/>
    public async Task<bool> WriteAsync(ImmutableArray<WorkEntry> entries, CancellationToken cancellationToken)
    {
        var last = 0UL;
        foreach (var entry in entries)
        {
            _memory.Apply(entry);
            last = _journal.Append(RecordType, WorkRecordCodec.Encode(entry));
            if (last == 0)
            {
                return false;
            }
        }

        var isDurable = await WaitAsync(last, cancellationToken);
        if (isDurable && _journal.StoredBytes > _compactAbove)
        {
            await CompactAsync(cancellationToken);
        }

        return isDurable;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _commit.Dispose();
        _journal.Dispose();
    }

    private async Task<bool> WaitAsync(ulong sequence, CancellationToken cancellationToken)
    {
        _commit.Request();
        if (_journal.Failure is not null)
        {
            // It is tried again each second; nobody waits for that.
            return false;
        }

        try
        {
            return await _commit.WaitDurableAsync(sequence, cancellationToken).AsTask().WaitAsync(LongestWait, _time, cancellationToken);
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private async Task CompactAsync(CancellationToken cancellationToken)
    {
        _journal.StartSegment(SegmentStamp.None);
        var (first, last) = (0UL, 0UL);
        foreach (var entry in _memory.Works.SelectMany(Entries))
        {
            last = _journal.Append(RecordType, WorkRecordCodec.Encode(entry));
            first = first == 0 ? last : first;
            if (last == 0)
            {
                return;
            }
        }

        if (last == 0)
        {
            last = first = _journal.Append(RecordType, []);
        }

        if (await WaitAsync(last, cancellationToken))
        {
            _leftBehind = null;
            try
            {
                _journal.DropBefore(first, keepBytes: 0);
            }
            catch (IOException exception)
            {
                // It is no longer read, and read again before the rest after the next start, which changes nothing.
                _leftBehind = exception.Message;
            }

            _compactAbove = (2 * _journal.StoredBytes) + SlackBytes;
        }
    }

    private static IEnumerable<WorkEntry> Entries(RecordedWork work)
    {
        if (work.Result is not { } result)
        {
            yield return new WorkEntry.Started(work.Item);
            yield break;
        }

        yield return new WorkEntry.Ended(result);
        if (work.IsSettled)
        {
            yield return new WorkEntry.Settled(work.Item.Part, work.Item.Id, Forgets: false);
        }
    }

    private void Replay()
    {
        var cursor = _journal.FirstSequence;
        while (cursor < _journal.NextSequence)
        {
            var read = _journal.Read(cursor, ReadBytes);
            if (read.TooOld)
            {
                // Numbers that damage left out.
                cursor = Math.Max(_journal.FirstSequence, cursor + 1);
                continue;
            }

            if (read.Frames.IsEmpty)
            {
                return;
            }

            foreach (var frame in FrameFormat.ReadAll(read.Frames) ?? [])
            {
                Apply(frame.Payload.Span);
            }

            cursor = read.Next;
        }
    }

    private void Apply(ReadOnlySpan<byte> payload)
    {
        // What a compaction leaves where nothing mattered any more.
        if (payload.IsEmpty)
        {
            return;
        }

        // Of what cannot be read the checksum is right, so an unknown version wrote it: nothing that this one could answer from.
        try
        {
            if (WorkRecordCodec.Decode(payload) is { } entry)
            {
                _memory.Apply(entry);
            }
            else
            {
                Unread++;
            }
        }
        catch (InvalidProtocolBufferException)
        {
            Unread++;
        }
    }
}
