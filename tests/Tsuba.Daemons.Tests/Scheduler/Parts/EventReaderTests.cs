using System.Collections.Immutable;
using Google.Protobuf;
using Tsuba.Journal;
using Tsuba.Journal.Files;
using Tsuba.Journal.Segments;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler.Core;
using Tsuba.Scheduler.Parts;

namespace Tsuba.Daemons.Tests.Scheduler.Parts;

/// <summary>A part with ten events under each of three ownerships, one in each frame; a fourth ownership was on the other side of a cut.</summary>
public sealed class EventReaderTests : IDisposable
{
    private const ulong Frames = 30;

    private static readonly Epoch First = new(2, 1);
    private static readonly Epoch Second = new(2, 3);
    private static readonly Epoch Elsewhere = new(3, 1);
    private static readonly Epoch Third = new(4, 1);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("tsuba-events-");
    private readonly SegmentedJournal _journal;

    public EventReaderTests()
    {
        _journal = SegmentedJournal.Open(DiskFiles.Instance, _directory.FullName, new JournalOptions(), SegmentStamp.None, 0).Journal;
        for (var frame = 1UL; frame <= Frames; frame++)
        {
            var epoch = frame <= 10 ? First : frame <= 20 ? Second : Third;
            _journal.Append(FrameCodec.Turn, new JournalTurn { Epoch = epoch.Packed, FirstEvent = frame, NextEvent = frame + 1 }.ToByteArray());
        }

        Assert.True(_journal.Commit());
    }

    public void Dispose()
    {
        _journal.Dispose();
        _directory.Delete(recursive: true);
    }

    [Fact]
    public void DiffersFrom_ReadUnderAnOwnershipBefore_IsTheFirstEventBehindIt()
    {
        Assert.Equal(11UL, DiffersFrom((First, 1)));
        Assert.Equal(21UL, DiffersFrom((First, 1), (Second, 11)));
        Assert.Equal(0UL, DiffersFrom((First, 1), (Second, 11), (Third, 21)));
    }

    [Fact]
    public void DiffersFrom_ReadOnTheOtherSideOfACut_IsWhereThatSideBegan()
    {
        // The other side went on from event 15 under an epoch above that of the second ownership, which went on here up to event 20.
        Assert.Equal(15UL, DiffersFrom((First, 1), (Second, 11), (Elsewhere, 15)));

        // It began behind what stayed of the first ownership here.
        Assert.Equal(11UL, DiffersFrom((First, 1), (Elsewhere, 13)));
    }

    [Fact]
    public void DiffersFrom_OwnerOfBeforeIsMetAgain_IsWhereTheOtherSideBegan()
    {
        Assert.Equal(25UL, DiffersFrom((First, 1), (Third, 21), (new Epoch(5, 1), 25)));
    }

    [Fact]
    public void DiffersFrom_NoOwnershipInCommon_IsWhereTheOldestBegan()
    {
        Assert.Equal(1UL, DiffersFrom((Elsewhere, 1)));
        Assert.Equal(7UL, DiffersFrom((Elsewhere, 7), (new Epoch(3, 2), 18)));
    }

    [Fact]
    public void DiffersFrom_ReaderThatNamesOneEpochOnly_IsTheFirstEventOfALaterOne()
    {
        var reader = new EventReader(_journal);

        Assert.Equal(21UL, reader.DiffersFrom(new ReadEventsRequest { ReadEpoch = Second.Packed }, [First, Second, Third], Frames));
        Assert.Equal(0UL, reader.DiffersFrom(new ReadEventsRequest(), [First, Second, Third], Frames));
    }

    private ulong DiffersFrom(params (Epoch Epoch, ulong First)[] read)
    {
        var request = new ReadEventsRequest { ReadEpoch = read[^1].Epoch.Packed };
        request.ReadOwnerships.AddRange(read.Select(ownership => new ReadOwnership { Epoch = ownership.Epoch.Packed, First = ownership.First }));
        ImmutableArray<Epoch> had = [First, Second, Third];
        return new EventReader(_journal).DiffersFrom(request, had, Frames);
    }
}
