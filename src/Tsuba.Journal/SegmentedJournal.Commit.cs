using Tsuba.Journal.Segments;

namespace Tsuba.Journal;

/// <content>The committing thread's side.</content>
public sealed partial class SegmentedJournal
{
    /// <summary>
    /// Writes and flushes everything appended so far. One thread at a time. Returns false where it failed; the frames stay
    /// pending, <see cref="Failure"/> says why, and the next call tries again.
    /// </summary>
    public bool Commit()
    {
        lock (_commitGate)
        {
            return CommitPending();
        }
    }

    private bool CommitPending()
    {
        while (true)
        {
            PendingBatch? batch;
            lock (_gate)
            {
                if (!_pending.TryPeek(out batch))
                {
                    if (_filling is not { Count: > 0 })
                    {
                        return true;
                    }

                    batch = _filling;
                    _filling = null;
                    _pending.Enqueue(batch);
                }
            }

            try
            {
                WriteBatch(batch);
            }
            catch (IOException exception)
            {
                lock (_gate)
                {
                    _failure = exception.Message;
                }

                return false;
            }

            lock (_gate)
            {
                _pending.Dequeue();
                _pendingBytes -= batch.Count;
                _usualBatch = Math.Clamp(batch.Count, SmallestBatch, LargestBatch);
                _durable = batch.LastSequence;
                _failure = null;
                var segment = _segments[^1];
                foreach (var (sequence, offset) in batch.Frames)
                {
                    segment.Index.Add(sequence, segment.DurableBytes + offset);
                }

                segment.DurableBytes += batch.Count;
                segment.Last = batch.LastSequence;
            }
        }
    }

    private void WriteBatch(PendingBatch batch)
    {
        var segment = _segments.Count == 0 ? null : _segments[^1];
        if (segment is not null && batch.StartsSegment)
        {
            Abandon(segment);
        }

        if (segment is null || batch.StartsSegment || segment.DurableBytes > _options.SegmentBytes)
        {
            segment = CreateSegment(batch.FirstSequence, batch.Stamp);
            batch.StartsSegment = false;
        }

        segment.File.Write(segment.DurableBytes, batch.Bytes);
        try
        {
            segment.File.Flush();
        }
        catch (IOException)
        {
            // Whoever opens the file again would still be shown what was not flushed, and it never would be: after a failed flush the system takes
            // it for written.
            batch.StartsSegment = true;
            try
            {
                segment.File.Truncate(segment.DurableBytes);
            }
            finally
            {
                Abandon(segment);
            }

            throw;
        }
    }

    private Segment CreateSegment(ulong first, SegmentStamp stamp)
    {
        var previous = _segments.Count == 0 ? first - 1 : _segments[^1].Last;
        var name = SegmentHeader.FileName(first);
        var path = Path.Combine(_directory, name);
        _files.Delete(path);
        var file = _files.Open(path);
        try
        {
            Span<byte> header = stackalloc byte[SegmentHeader.Bytes];
            SegmentHeader.Write(header, first, previous, stamp);
            file.Write(0, header);
            file.Flush();
            _files.FlushDirectory(_directory);
        }
        catch (IOException)
        {
            // For the same reason as in WriteBatch: nobody may go on with a file whose beginning is not on the disk.
            file.Dispose();
            _files.Delete(path);
            throw;
        }

        var segment = new Segment(name, first, previous, stamp, file);
        lock (_gate)
        {
            _segments.Add(segment);
        }

        return segment;
    }

    // Frames of a file up to its durable mark stay readable, though nothing is appended to it again. A file without any goes,
    // since the next one will have its name.
    private void Abandon(Segment segment)
    {
        if (segment.Last >= segment.First)
        {
            return;
        }

        lock (_gate)
        {
            _segments.Remove(segment);
        }

        segment.Dispose();
    }
}
