using System.Globalization;
using System.Text;
using Tsuba.Journal;
using Tsuba.Journal.Reading;
using Tsuba.Journal.Segments;
using Tsuba.Testing.Disks;

namespace Tsuba.Platform.Tests.Journal;

public sealed class StoredJournalTests
{
    private const string Live = "/journal";
    private const string Archive = "/history";

    private static readonly JournalOptions _small = new() { SegmentBytes = 200, ArchiveDirectory = Archive };

    private readonly FakeDisk _disk = new();

    [Fact]
    public void Read_SegmentsInBothDirectories_AreOneRun()
    {
        using var journal = Written(1, 30);
        journal.DropBefore(20, keepBytes: 0);

        Assert.NotEmpty(_disk.List(Archive));
        Assert.NotEmpty(_disk.List(Live));
        Assert.Equal(Numbers(1, 30), Read(1));
        Assert.Equal(Numbers(17, 30), Read(17));
        Assert.Equal(1UL, Stored.FirstSequence);
    }

    [Fact]
    public void Read_OwnerMovesAndWritesMeanwhile_NothingIsMissed()
    {
        using var journal = Written(1, 30);
        var seen = new List<ulong>();
        foreach (var frame in Stored.Read(1))
        {
            seen.Add(frame.Sequence);
            if (frame.Sequence == 3)
            {
                journal.DropBefore(25, keepBytes: 0);
                Append(journal, 31, 40);
            }
        }

        Assert.Equal(Numbers(1, 40), seen);
    }

    [Fact]
    public void Read_TornEnd_EndsBeforeIt()
    {
        Written(1, 10).Dispose();
        var last = _disk.Paths[^1];
        _disk.Replace(last, _disk.Content(last)[..^3]);

        Assert.Equal(Numbers(1, 9), Read(1));
    }

    [Fact]
    public void Read_DamagedInTheMiddle_GoesOnWithTheNextSegment()
    {
        Written(1, 30).Dispose();
        var first = _disk.Paths[0];
        var content = _disk.Content(first);
        content[150] ^= 1;
        _disk.Replace(first, content);

        var read = Read(1);

        Assert.DoesNotContain(3UL, read);
        Assert.Equal(30UL, read[^1]);
        Assert.Equal(read.Order(), read);
    }

    [Fact]
    public void Read_NumbersLeftOut_ArePassedOver()
    {
        using var owner = Written(1, 5);
        using var journal = SegmentedJournal.Open(_disk, "/copy", new JournalOptions { SegmentBytes = 200, FirstSequence = 100 }, SegmentStamp.None, 0).Journal;
        Append(journal, 100, 102);
        Assert.True(owner.AppendCopied(journal.Read(100, 10_000).Frames));
        owner.Commit();

        Assert.Equal([1UL, 2UL, 3UL, 4UL, 5UL, 100UL, 101UL, 102UL], Read(1));
    }

    [Fact]
    public void Read_NothingThere_IsEmpty()
    {
        Assert.Empty(Read(1));
        Assert.Equal(0UL, Stored.FirstSequence);
    }

    private StoredJournal Stored => new(_disk, Archive, Live);

    private static ulong[] Numbers(int first, int last) => [.. Enumerable.Range(first, last - first + 1).Select(number => (ulong)number)];

    private static void Append(SegmentedJournal journal, int first, int last)
    {
        for (var number = first; number <= last; number++)
        {
            Assert.Equal((ulong)number, journal.Append(7, Encoding.UTF8.GetBytes("frame " + number.ToString(CultureInfo.InvariantCulture))));
            Assert.True(journal.Commit());
        }
    }

    private ulong[] Read(ulong from) => [.. Stored.Read(from).Select(frame => frame.Sequence)];

    private SegmentedJournal Written(int first, int last)
    {
        var journal = SegmentedJournal.Open(_disk, Live, _small, SegmentStamp.None, 0).Journal;
        Append(journal, first, last);
        return journal;
    }
}
