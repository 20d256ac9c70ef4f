using System.Collections.Immutable;
using Tsuba.Journal.Files;
using Tsuba.Journal.Segments;

namespace Tsuba.Journal.Spooling;

/// <summary>
/// The records of a <see cref="Spool"/>, without the thread that makes them durable: appended records are durable, and can be
/// read, after a <see cref="Commit"/> that says so. All members may be called by any thread.
/// </summary>
public sealed class SpoolLog : IDisposable
{
    private const byte RecordType = 1;
    private const int ReadBytes = 256 * 1024;

    private readonly SegmentedJournal _journal;
    private readonly AcknowledgedMark _mark;
    private readonly SpoolOptions _options;

    // Guards the members below and the order of appends.
    private readonly Lock _gate = new();
    private readonly Queue<(ulong Sequence, int Bytes)> _unacknowledged = new();
    private long _received;
    private long _delivered;
    private long _refused;
    private long _pendingBytes;
    private string? _dropFailure;

    private SpoolLog(SegmentedJournal journal, AcknowledgedMark mark, SpoolOptions options, ImmutableArray<JournalFinding> findings)
    {
        _journal = journal;
        _mark = mark;
        _options = options;
        Findings = findings;
        Recount();
    }

    /// <summary>What was not as it should be on disk: one log line each.</summary>
    public ImmutableArray<JournalFinding> Findings { get; }

    /// <summary>Everything up to here is acknowledged.</summary>
    public ulong Acknowledged
    {
        get
        {
            lock (_gate)
            {
                return _mark.Value;
            }
        }
    }

    /// <summary>The last record that survives a power cut.</summary>
    public ulong DurableSequence => _journal.DurableSequence;

    internal SegmentedJournal Journal => _journal;

    /// <summary>Why nothing becomes durable at present, or why the disk does not know what is acknowledged; null: neither.</summary>
    public string? Failure
    {
        get
        {
            lock (_gate)
            {
                return _journal.Failure ?? _mark.Failure ?? _dropFailure;
            }
        }
    }

    /// <summary>Counters at this moment.</summary>
    public SpoolCounters Counters
    {
        get
        {
            lock (_gate)
            {
                return new SpoolCounters(_received, _delivered, _refused, _unacknowledged.Count, _pendingBytes);
            }
        }
    }

    /// <summary>Opens the spool of a directory, which is created where it is missing.</summary>
    /// <param name="files">The file system.</param>
    /// <param name="directory">A directory of the spool's own.</param>
    /// <param name="options">Limits.</param>
    public static SpoolLog Open(IJournalFiles files, string directory, SpoolOptions options)
    {
        files.CreateDirectory(directory);
        var mark = new AcknowledgedMark(files, Path.Combine(directory, "acknowledged"));
        var journalOptions = new JournalOptions
        {
            SegmentBytes = options.SegmentBytes,
            MaxPendingBytes = options.MaxBytes,
            FirstSequence = Math.Max(options.FirstSequence, mark.Value + 1),
        };
        var opening = SegmentedJournal.Open(files, directory, journalOptions, SegmentStamp.None, mark.Value);
        return new SpoolLog(opening.Journal, mark, options, opening.Findings);
    }

    /// <summary>Takes a record; returns its sequence, or 0 where the spool is full. Durable only after a <see cref="Commit"/>.</summary>
    public ulong Append(ReadOnlySpan<byte> record)
    {
        lock (_gate)
        {
            var bytes = FrameFormat.FrameBytes(record.Length);
            if (_pendingBytes + bytes > _options.MaxBytes)
            {
                _refused++;
                return 0;
            }

            var sequence = _journal.Append(RecordType, record);
            if (sequence == 0)
            {
                _refused++;
                return 0;
            }

            _received++;
            _pendingBytes += bytes;
            _unacknowledged.Enqueue((sequence, bytes));
            return sequence;
        }
    }

    /// <summary>Makes everything durable that was appended. One thread at a time. False: the disk refuses, and <see cref="Failure"/> says why.</summary>
    public bool Commit() => _journal.Commit();

    /// <summary>Durable records with a sequence of at least <paramref name="from"/> that are not acknowledged, oldest first.</summary>
    /// <param name="from">First sequence wanted; 0: from the oldest.</param>
    /// <param name="maxRecords">Most records to return.</param>
    /// <param name="maxBytes">No further record is returned after this many bytes.</param>
    public IReadOnlyList<SpoolRecord> Read(ulong from, int maxRecords, long maxBytes = long.MaxValue)
    {
        var records = new List<SpoolRecord>();
        var cursor = Math.Max(Math.Max(from, Acknowledged + 1), _journal.FirstSequence);
        var bytes = 0L;
        while (records.Count < maxRecords && bytes < maxBytes)
        {
            var read = _journal.Read(cursor, ReadBytes);
            if (read.TooOld)
            {
                cursor = Math.Max(_journal.FirstSequence, cursor + 1);
                continue;
            }

            if (read.Frames.IsEmpty)
            {
                break;
            }

            foreach (var frame in FrameFormat.ReadAll(read.Frames) ?? [])
            {
                if (records.Count < maxRecords && bytes < maxBytes)
                {
                    records.Add(new SpoolRecord(frame.Sequence, frame.Payload));
                    bytes += frame.Payload.Length;
                }
            }

            cursor = read.Next;
        }

        return records;
    }

    /// <summary>
    /// Frees every record up to and with <paramref name="upTo"/>; an older or unknown number does no harm. A disk that refuses is told by
    /// <see cref="Failure"/>, and tried again with the next call: until then some records come again after a restart, and after a power cut those that were not flushed
    /// (<see cref="SpoolOptions.FlushesAcknowledgements"/>).
    /// </summary>
    public void Acknowledge(ulong upTo)
    {
        lock (_gate)
        {
            upTo = Math.Min(upTo, _journal.DurableSequence);
            if (upTo < _mark.Value || (upTo == _mark.Value && _mark.Failure is null))
            {
                return;
            }

            while (_unacknowledged.TryPeek(out var oldest) && oldest.Sequence <= upTo)
            {
                _unacknowledged.Dequeue();
                _delivered++;
                _pendingBytes -= oldest.Bytes;
            }

            _mark.Set(upTo);
        }

        if (_options.FlushesAcknowledgements)
        {
            _mark.Flush();
        }

        string? failure = null;
        try
        {
            _journal.DropBefore(upTo + 1, keepBytes: 0);
        }
        catch (IOException fault)
        {
            failure = fault.Message;
        }

        lock (_gate)
        {
            _dropFailure = failure;
        }
    }

    /// <summary>Closes the files. What is not durable is not written: commit first.</summary>
    public void Dispose()
    {
        _journal.Dispose();
        _mark.Dispose();
    }

    private void Recount()
    {
        foreach (var record in Read(0, int.MaxValue))
        {
            var bytes = FrameFormat.FrameBytes(record.Content.Length);
            _unacknowledged.Enqueue((record.Sequence, bytes));
            _received++;
            _pendingBytes += bytes;
        }
    }
}
