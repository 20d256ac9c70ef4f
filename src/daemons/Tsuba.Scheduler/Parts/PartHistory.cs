using Tsuba.Journal;
using Tsuba.Journal.Reading;
using Tsuba.Journal.Snapshots;
using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler.Core;

namespace Tsuba.Scheduler.Parts;

/// <summary>
/// Segments and snapshots that a part let go of, kept by age and size for who looks back. The part itself never reads them: opening,
/// takeover and readers of events take as long as without. One owner.
/// </summary>
internal sealed class PartHistory
{
    private readonly PartFiles _files;
    private readonly HistoryLimits _limits;
    private readonly SnapshotStore _snapshots;
    private readonly StoredJournal _journal;
    private readonly Dictionary<ulong, long> _times = [];

    /// <summary>The history of a part; its directory is made where anything is kept.</summary>
    public PartHistory(PartFiles files, HistoryLimits limits)
    {
        _files = files;
        _limits = limits;
        files.Files.CreateDirectory(files.History);
        _snapshots = new SnapshotStore(files.Files, files.History);
        _journal = new StoredJournal(files.Files, files.History);
    }

    /// <summary>Where the journal and the snapshots of the part move what they let go of; null: nothing is kept.</summary>
    public string? Directory => _limits.KeepsAny ? _files.History : null;

    /// <summary>Removes what is too old or too much.</summary>
    /// <param name="journal">The journal of the part.</param>
    /// <param name="snapshots">The snapshots of the part.</param>
    /// <exception cref="IOException">The disk refuses; it is tried again the next time.</exception>
    public void Prune(SegmentedJournal journal, SnapshotStore snapshots)
    {
        var kept = snapshots.Stored();
        if (kept.Count == 0 || (!_limits.KeepsAny && _journal.List().Count == 0 && _snapshots.Stored().Count == 0))
        {
            return;
        }

        var segments = _journal.List();
        var plan = new HistoryPlan
        {
            Snapshots = [.. _snapshots.Stored().Select(sequence => new HistoryPlan.Snapshot(sequence, TimeOf(_snapshots, sequence), _snapshots.BytesOf([sequence])))],
            Segments = [.. segments.Select(segment => new HistoryPlan.Segment(segment.First, BytesOf(segment)))],
            Own = new HistoryPlan.Snapshot(kept[0], TimeOf(snapshots, kept[0]), 0),
            OwnFirst = journal.FirstSequence,
            OwnBytes = journal.StoredBytes + snapshots.BytesOf(kept),
            OldestUtcMilliseconds = segments.Count > 0 && _journal.First(segments[0]) is { } first ? FrameCodec.ReadInputs(first.Payload.Span).UtcMs : 0,
        };

        // Now is when the newest snapshot was made: a clock that was set makes nothing older than it is by the part's own account.
        var cutoff = TimeOf(snapshots, kept[^1]) - (long)_limits.Age.TotalMilliseconds;
        var begin = plan.Begin(cutoff, _limits.KeepsAny ? _limits.BytesOfPart : 0);
        for (var index = 0; index < segments.Count; index++)
        {
            if (plan.Goes(index, begin))
            {
                _files.Files.Delete(segments[index].Path);
            }
        }

        foreach (var snapshot in plan.Snapshots.Where(snapshot => snapshot.Sequence < begin))
        {
            _snapshots.Delete(snapshot.Sequence);
            _times.Remove(snapshot.Sequence);
        }
    }

    /// <summary>
    /// Every configuration that the history speaks of. A segment begins with the frame of a configuration, so the first frames tell all but the
    /// one in force when the history begins, which its oldest snapshot tells.
    /// </summary>
    public IReadOnlyList<ConfigurationManifest> Manifests()
    {
        var manifests = new List<ConfigurationManifest>();
        if (_snapshots.Stored() is { Count: > 0 } stored && _snapshots.Read(stored[0]) is { } oldest
            && PartSnapshotManifest.Parser.WithDiscardUnknownFields(true).ParseFrom(oldest.Content.Span).Manifest is { } manifest)
        {
            manifests.Add(manifest);
        }

        foreach (var segment in _journal.List())
        {
            if (_journal.First(segment) is { Type: FrameCodec.TurnWithConfiguration } frame)
            {
                manifests.AddRange(FrameCodec.Manifests(frame.Payload.Span));
            }
        }

        return manifests;
    }

    /// <summary>Forgets everything: the part begins anew, and its numbers mean something else.</summary>
    public void Clear()
    {
        foreach (var name in _files.Files.List(_files.History))
        {
            _files.Files.Delete(Path.Combine(_files.History, name));
        }

        _times.Clear();
    }

    private long BytesOf(StoredSegment segment)
    {
        using var file = _files.Files.Open(segment.Path);
        return file.Length;
    }

    // Nothing can begin at a damaged snapshot, so it is never one that is old enough.
    private long TimeOf(SnapshotStore store, ulong sequence)
    {
        if (!_times.TryGetValue(sequence, out var time))
        {
            time = store.Read(sequence) is { } snapshot
                ? PartSnapshotManifest.Parser.WithDiscardUnknownFields(true).ParseFrom(snapshot.Content.Span).UtcMs
                : long.MaxValue;
            _times[sequence] = time;
        }

        return time;
    }
}
