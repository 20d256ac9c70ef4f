using System.Collections.Immutable;
using Tsuba.Journal.Files;
using Tsuba.Journal.Segments;

namespace Tsuba.Journal;

/// <summary>
/// Finds the run of frames to go on with: contiguous, ending as late as can be, and reaching back to the snapshot. A torn tail
/// is cut. Damage that the snapshot does not cover ends the run there, and later files are kept aside under another name. Nothing on the
/// disk changes before <see cref="Repair"/>: until then the next one finds the same.
/// </summary>
internal sealed class JournalRecovery
{
    private const string AsideSuffix = ".damaged";

    private readonly IJournalFiles _files;
    private readonly string _directory;
    private readonly ulong _snapshot;
    private readonly List<Action> _repairs = [];
    private readonly ImmutableArray<JournalFinding>.Builder _findings = ImmutableArray.CreateBuilder<JournalFinding>();

    private JournalRecovery(IJournalFiles files, string directory, ulong snapshot)
    {
        _files = files;
        _directory = directory;
        _snapshot = snapshot;
    }

    /// <summary>The run.</summary>
    public List<Segment> Segments { get; private set; } = [];

    /// <summary>The highest number that may have been given out.</summary>
    public ulong Highest { get; private set; }

    /// <summary>What was not as it should be.</summary>
    public ImmutableArray<JournalFinding> Findings { get; private set; } = [];

    /// <summary>Looks at the files of a directory.</summary>
    public static JournalRecovery Run(IJournalFiles files, string directory, ulong snapshot)
    {
        var recovery = new JournalRecovery(files, directory, snapshot);
        recovery.Segments = recovery.Chain(recovery.Scan());
        recovery.Findings = recovery._findings.DrainToImmutable();
        return recovery;
    }

    /// <summary>Makes the files what the run says: cuts, sets aside, removes.</summary>
    /// <exception cref="IOException">Not done to the end; the next opening goes on with it.</exception>
    public void Repair()
    {
        foreach (var repair in _repairs)
        {
            repair();
        }

        if (!Findings.IsEmpty)
        {
            _files.FlushDirectory(_directory);
        }
    }

    private List<(string Name, ulong First, SegmentScan Scan)> Scan()
    {
        var scans = new List<(string Name, ulong First, SegmentScan Scan)>();
        foreach (var name in _files.List(_directory))
        {
            if (SegmentHeader.TryParseFileName(name, out var first))
            {
                scans.Add((name, first, SegmentScan.Read(_files, _directory, name, first)));
            }
        }

        return scans;
    }

    private List<Segment> Chain(List<(string Name, ulong First, SegmentScan Scan)> scans)
    {
        var chain = new List<Segment>();
        for (var position = 0; position < scans.Count; position++)
        {
            var (name, first, scan) = scans[position];
            Highest = Math.Max(Highest, Math.Max(first - 1, scan.LastSeen));
            if (scan.Segment is not { } segment)
            {
                Unreadable(name, scan);
                continue;
            }

            if (chain.Count > 0 && segment.Previous != chain[^1].Last)
            {
                // Something is missing before this file. If the snapshot reaches up to it, only history is lost.
                if (first > _snapshot + 1)
                {
                    SetAsideFrom(scans, position);
                    return chain;
                }

                Drop(chain);
            }

            var following = position + 1 < scans.Count ? scans[position + 1].Scan.Segment : null;
            if (following is not null && segment.Last > following.Previous && following.Previous >= segment.First - 1)
            {
                Shorten(segment, following.Previous);
            }
            else if (scan.Tail != SegmentTail.Clean && segment.Last != following?.Previous)
            {
                CutTail(segment, scan, isLast: position == scans.Count - 1);
            }

            chain.Add(segment);
        }

        return chain;
    }

    private void Unreadable(string name, SegmentScan scan)
    {
        var path = Path.Combine(_directory, name);
        if (scan.Tail == SegmentTail.Torn)
        {
            _repairs.Add(() => _files.Delete(path));
            _findings.Add(new JournalFinding(
                JournalFindingKind.TornTail, name, 0, "a segment whose creation was never finished is removed"));
            return;
        }

        _repairs.Add(() => _files.Rename(path, path + AsideSuffix));
        _findings.Add(new JournalFinding(
            JournalFindingKind.Damaged, name, 0, $"the header is damaged; the file is kept as {name}{AsideSuffix}"));
    }

    private void CutTail(Segment segment, SegmentScan scan, bool isLast)
    {
        var isTorn = scan.Tail == SegmentTail.Torn && isLast;
        var text = isTorn
            ? $"an unfinished write of {scan.Bytes - segment.DurableBytes} bytes after frame {segment.Last} is cut off"
            : $"damaged after frame {segment.Last}; frames up to {Math.Max(scan.LastSeen, segment.Last)} were there; "
                + $"a copy is kept as {segment.Name}{AsideSuffix}";
        _findings.Add(new JournalFinding(
            isTorn ? JournalFindingKind.TornTail : JournalFindingKind.Damaged, segment.Name, segment.DurableBytes, text));
        var end = segment.DurableBytes;
        _repairs.Add(() =>
        {
            if (!isTorn)
            {
                KeepCopy(segment, scan.Bytes);
            }

            segment.File.Truncate(end);
            segment.File.Flush();
        });
    }

    private void KeepCopy(Segment segment, long bytes)
    {
        using var copy = _files.Open(Path.Combine(_directory, segment.Name + AsideSuffix));
        copy.Truncate(0);
        var content = new byte[bytes];
        var count = segment.File.Read(0, content);
        copy.Write(0, content.AsSpan(0, count));
        copy.Flush();
    }

    private void SetAsideFrom(List<(string Name, ulong First, SegmentScan Scan)> scans, int position)
    {
        foreach (var (name, first, scan) in scans[position..])
        {
            Highest = Math.Max(Highest, Math.Max(first - 1, scan.LastSeen));
            scan.Segment?.Dispose();
            var path = Path.Combine(_directory, name);
            _repairs.Add(() => _files.Rename(path, path + AsideSuffix));
            _findings.Add(new JournalFinding(
                JournalFindingKind.SetAside,
                name,
                0,
                $"frames before {first} are missing; the file is kept as {name}{AsideSuffix}"));
        }
    }

    private void Drop(List<Segment> chain)
    {
        foreach (var segment in chain)
        {
            _findings.Add(new JournalFinding(
                JournalFindingKind.SetAside,
                segment.Name,
                0,
                $"frames after {segment.Last} are missing, but the snapshot at {_snapshot} has them; the file is removed"));
            var path = Path.Combine(_directory, segment.Name);
            _repairs.Add(() =>
            {
                segment.Dispose();
                _files.Delete(path);
            });
        }

        chain.Clear();
    }

    // An abandoned segment (its flush failed) may hold frames that were written again to the next one.
    private static void Shorten(Segment segment, ulong last)
    {
        var header = new byte[FrameFormat.HeaderBytes];
        var offset = segment.Index.Find(last + 1);
        while (segment.File.Read(offset, header) == header.Length)
        {
            var (length, sequence) = FrameFormat.Peek(header);
            if (sequence > last)
            {
                break;
            }

            offset += FrameFormat.FrameBytes(length);
        }

        segment.Last = last;
        segment.DurableBytes = offset;
    }
}
