using Tsuba.Journal.Files;
using Tsuba.Journal.Segments;

namespace Tsuba.Journal;

/// <summary>
/// An append-only log of frames in segments. One thread appends, which only copies bytes; one thread commits, which writes and
/// flushes everything appended so far (<see cref="GroupCommit"/> does that); anyone reads what is durable.
/// Invariant: <c>FirstSequence - 1 ≤ DurableSequence ≤ NextSequence - 1</c>.
/// A write that fails is tried again in place. A flush that fails ends its file: frames behind the durable mark are written
/// again to a new segment, and none of them counts as durable before that one is flushed.
/// </summary>
public sealed partial class SegmentedJournal : IDisposable
{
    // Behind damage nobody knows which numbers were given out, so this many are left out: a cursor of before never points to a
    // frame of after.
    private const ulong SkippedAfterDamage = 1 << 20;

    // What a batch begins with is what the one before it held: most turns of a quiet part are a few hundred bytes.
    private const int SmallestBatch = 512;
    private const int LargestBatch = 64 * 1024;

    private readonly IJournalFiles _files;
    private readonly string _directory;
    private readonly JournalOptions _options;

    // Guards every mutable member below; held for copying and bookkeeping only, never over a system call.
    private readonly Lock _gate = new();

    // Keeps Restart out of a running Commit; the only lock held over system calls. Taken before _gate.
    private readonly Lock _commitGate = new();
    private readonly List<Segment> _segments;
    private readonly Queue<PendingBatch> _pending = new();
    private PendingBatch? _filling;
    private int _usualBatch = SmallestBatch;
    private SegmentStamp _stamp;
    private bool _startSegment;
    private long _pendingBytes;
    private ulong _next;
    private ulong _durable;
    private string? _failure;

    private SegmentedJournal(
        IJournalFiles files, string directory, JournalOptions options, List<Segment> segments, ulong next, SegmentStamp stamp)
    {
        _files = files;
        _directory = directory;
        _options = options;
        _segments = segments;
        _stamp = stamp;
        _next = next;
        _durable = next - 1;
        _startSegment = segments.Count == 0;
    }

    /// <summary>The oldest frame that can be read; equals <see cref="NextSequence"/> where there is none.</summary>
    public ulong FirstSequence
    {
        get
        {
            lock (_gate)
            {
                return _segments.Count == 0 ? _durable + 1 : _segments[0].First;
            }
        }
    }

    /// <summary>What the next <see cref="Append"/> will return.</summary>
    public ulong NextSequence
    {
        get
        {
            lock (_gate)
            {
                return _next;
            }
        }
    }

    /// <summary>The last frame that survives a power cut; one less than the first where there is none.</summary>
    public ulong DurableSequence
    {
        get
        {
            lock (_gate)
            {
                return _durable;
            }
        }
    }

    /// <summary>Bytes appended and not yet durable.</summary>
    public long PendingBytes
    {
        get
        {
            lock (_gate)
            {
                return _pendingBytes;
            }
        }
    }

    /// <summary>Bytes of all segments on disk.</summary>
    public long StoredBytes
    {
        get
        {
            lock (_gate)
            {
                return _segments.Sum(segment => segment.DurableBytes);
            }
        }
    }

    /// <summary>Why nothing becomes durable at present; null: it does.</summary>
    public string? Failure
    {
        get
        {
            lock (_gate)
            {
                return _failure;
            }
        }
    }

    /// <summary>
    /// Opens the journal of a directory, which is created where it is missing. Behind damage, numbers that may have been given
    /// out are skipped.
    /// </summary>
    /// <param name="files">The file system.</param>
    /// <param name="directory">A directory of the journal's own; snapshots may lie in it too.</param>
    /// <param name="options">Limits.</param>
    /// <param name="stamp">For segments to be written.</param>
    /// <param name="snapshotSequence">Up to where a valid snapshot makes frames dispensable; 0: there is none.</param>
    public static JournalOpening Open(
        IJournalFiles files, string directory, JournalOptions options, SegmentStamp stamp, ulong snapshotSequence)
    {
        files.CreateDirectory(directory);
        var recovery = JournalRecovery.Run(files, directory, snapshotSequence);
        var segments = recovery.Segments;
        var last = segments.Count == 0 ? Math.Max(options.FirstSequence - 1, Math.Max(recovery.Highest, snapshotSequence)) : segments[^1].Last;
        var journal = new SegmentedJournal(files, directory, options, segments, last + 1, stamp);
        var opening = new JournalOpening(journal, recovery.Findings);
        var endsBefore = last < snapshotSequence;
        if (endsBefore)
        {
            opening = opening with
            {
                Findings = recovery.Findings.Add(new JournalFinding(
                    JournalFindingKind.SetAside,
                    "",
                    0,
                    $"the journal ends at frame {last}, before the snapshot at {snapshotSequence}; it starts anew behind the snapshot")),
            };
        }

        try
        {
            journal.Repair(recovery, opening.HasDamage, endsBefore ? snapshotSequence + 1 : 0, Math.Max(recovery.Highest, last) + SkippedAfterDamage);
        }
        catch (Exception)
        {
            journal.Dispose();
            throw;
        }

        return opening;
    }

    /// <summary>Takes a frame; returns its sequence, or 0 where too many bytes wait for the disk already.</summary>
    public ulong Append(byte type, ReadOnlySpan<byte> payload)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(payload.Length, FrameFormat.MaxPayloadBytes);
        lock (_gate)
        {
            var length = FrameFormat.FrameBytes(payload.Length);
            if (_pendingBytes + length > _options.MaxPendingBytes && _pendingBytes > 0)
            {
                return 0;
            }

            var batch = Filling();
            FrameFormat.Write(batch.Reserve(length), _next, type, payload);
            batch.Add(_next, length);
            _pendingBytes += length;
            return _next++;
        }
    }

    /// <summary>
    /// Takes frames of another journal as they are: the follower's side of a copy. Numbers that the other one left out behind damage
    /// are left out here too.
    /// </summary>
    /// <returns>False where they are damaged, do not continue this journal, or too many bytes wait for the disk; nothing is taken then.</returns>
    public bool AppendCopied(ReadOnlyMemory<byte> frames)
    {
        if (FrameFormat.ReadAll(frames) is not { } parsed)
        {
            return false;
        }

        lock (_gate)
        {
            if (_pendingBytes + frames.Length > _options.MaxPendingBytes && _pendingBytes > 0)
            {
                return false;
            }

            if (parsed.Count == 0)
            {
                return true;
            }

            var first = parsed[0].Sequence;
            for (var index = 0; index < parsed.Count; index++)
            {
                if (parsed[index].Sequence != first + (ulong)index || first < _next)
                {
                    return false;
                }
            }

            if (first > _next)
            {
                EndBatch();
                _startSegment = true;
                _next = first;
            }

            var batch = Filling();
            foreach (var frame in parsed)
            {
                var length = FrameFormat.FrameBytes(frame.Payload.Length);
                FrameFormat.Write(batch.Reserve(length), frame.Sequence, frame.Type, frame.Payload.Span);
                batch.Add(frame.Sequence, length);
                _pendingBytes += length;
                _next++;
            }

            return true;
        }
    }

    /// <summary>Begins a new segment with the next frame, under another stamp.</summary>
    public void StartSegment(SegmentStamp stamp)
    {
        lock (_gate)
        {
            EndBatch();
            _stamp = stamp;
            _startSegment = true;
        }
    }

    /// <summary>
    /// Lets go of segments whose last frame is before <paramref name="sequence"/>, oldest first; the newest segment always stays. They are
    /// removed, or moved to the archive where there is one.
    /// </summary>
    /// <param name="sequence">The first frame that is needed.</param>
    /// <param name="keepBytes">As much as this stays even if it is not needed, for readers who come late.</param>
    /// <exception cref="IOException">A file cannot be removed; it is no longer read, and it is seen again at the next opening.</exception>
    public void DropBefore(ulong sequence, long keepBytes)
    {
        var dropped = new List<Segment>();
        lock (_gate)
        {
            var stored = _segments.Sum(segment => segment.DurableBytes);
            while (_segments.Count > 1 && _segments[0].Last < sequence && stored - _segments[0].DurableBytes >= keepBytes)
            {
                stored -= _segments[0].DurableBytes;
                dropped.Add(_segments[0]);
                _segments.RemoveAt(0);
            }
        }

        foreach (var segment in dropped)
        {
            segment.Dispose();
        }

        foreach (var segment in dropped)
        {
            if (_options.ArchiveDirectory is { } archive)
            {
                _files.Rename(Path.Combine(_directory, segment.Name), Path.Combine(archive, segment.Name));
            }
            else
            {
                _files.Delete(Path.Combine(_directory, segment.Name));
            }
        }
    }

    /// <summary>Forgets every frame and goes on with <paramref name="next"/>: a follower that was given a snapshot instead.</summary>
    public void Restart(ulong next)
    {
        lock (_commitGate)
        {
            List<Segment> dropped;
            lock (_gate)
            {
                dropped = [.. _segments];
                _segments.Clear();
                _pending.Clear();
                _filling = null;
                _pendingBytes = 0;
                _startSegment = true;
                _next = next;
                _durable = next - 1;
            }

            foreach (var segment in dropped)
            {
                segment.Dispose();
                _files.Delete(Path.Combine(_directory, segment.Name));
            }

            _files.FlushDirectory(_directory);
        }
    }

    /// <summary>Closes the files. What is pending is not written: commit first.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var segment in _segments)
            {
                segment.Dispose();
            }

            _segments.Clear();
        }
    }

    // Numbers are left out before the damage is repaired: else a disk that refuses in between would leave no trace of it, and they would be given
    // out again.
    private void Repair(JournalRecovery recovery, bool hasDamage, ulong restartAt, ulong skipTo)
    {
        if (hasDamage)
        {
            _options.BeforeRepair?.Invoke();
        }

        if (hasDamage && restartAt == 0)
        {
            SkipTo(skipTo);
        }

        recovery.Repair();
        if (restartAt > 0)
        {
            Restart(restartAt);
        }
    }

    // The new segment is created at once, so that the numbers stay left out even if nothing is appended before the next opening.
    private void SkipTo(ulong next)
    {
        lock (_gate)
        {
            _next = next;
            _durable = next - 1;
        }

        CreateSegment(next, _stamp);
    }

    private void EndBatch()
    {
        if (_filling is { Count: > 0 } full)
        {
            _pending.Enqueue(full);
        }

        _filling = null;
    }

    private PendingBatch Filling()
    {
        if (_filling is not null)
        {
            return _filling;
        }

        _filling = new PendingBatch(_startSegment, _stamp, _usualBatch);
        _startSegment = false;
        return _filling;
    }
}
