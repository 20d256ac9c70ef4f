using Google.Protobuf;
using Tsuba.Journal;
using Tsuba.Journal.Files;
using Tsuba.Journal.Segments;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler.Core;
using Tsuba.Scheduler.Parts;
using Tsuba.Scheduler.Recordings;

namespace Tsuba.Daemons.Tests.Scheduler.Recordings;

/// <summary>Scheduler <c>a</c> had a part until <c>b</c> took it over at frame 41, which had followed it from frame 31 on; one frame an hour.</summary>
public sealed class RecordedTakeoverTests : IDisposable
{
    private const long Hour = 3_600_000;

    private readonly DirectoryInfo _site = Directory.CreateTempSubdirectory("tsuba-takeover-");

    public void Dispose() => _site.Delete(recursive: true);

    [Fact]
    public void Turns_OfBothOwners_AreOneRecording_WithoutWhatTheFirstWroteBehindTheTakeover()
    {
        Record("a", epoch: 1, after: 0, frame => frame <= 40 ? "both" : "a alone", last: 44);
        Record("b", epoch: 2, after: 30, frame => frame <= 40 ? "both" : "b", last: 60);

        var part = Assert.Single(RecordedPart.Find(_site.FullName));

        Assert.Equal(new Epoch(1, 2), part.Epoch);
        Assert.Equal(Enumerable.Range(1, 60).Select(frame => (frame * Hour, frame <= 40 ? "both" : "b")), Turns(part, behind: 0));
        Assert.Equal(Enumerable.Range(36, 25).Select(frame => (frame * Hour, frame <= 40 ? "both" : "b")), Turns(part, behind: 35));
        Assert.Equal(60 * Hour, part.LastTurn());
    }

    [Fact]
    public void Turns_OfACopyThatWasBegunAnew_AreNotJoined()
    {
        Record("a", epoch: 1, after: 0, _ => "a", last: 44);
        Record("b", epoch: 2, after: 30, _ => "b", last: 60);

        Assert.Equal(Enumerable.Range(31, 30).Select(frame => (frame * Hour, "b")), Turns(Assert.Single(RecordedPart.Find(_site.FullName)), behind: 0));
    }

    [Fact]
    public void Turns_OfAFirstOwnerWhoEndedBeforeTheCopyBegan_AreNotJoined()
    {
        Record("a", epoch: 1, after: 0, _ => "both", last: 20);
        Record("b", epoch: 2, after: 30, _ => "both", last: 60);

        Assert.Equal(31 * Hour, Turns(Assert.Single(RecordedPart.Find(_site.FullName)), behind: 0)[0].UtcMs);
    }

    private static List<(long UtcMs, string Text)> Turns(RecordedPart part, ulong behind) =>
        [.. part.Turns(behind).Select(turn => (turn.Time.UtcMilliseconds, Assert.IsType<Tsuba.Engine.Inputs.CommandReceived>(Assert.Single(turn.Inputs)).Line))];

    private void Record(string scheduler, uint epoch, ulong after, Func<ulong, string> text, ulong last)
    {
        var files = new PartFiles(DiskFiles.Instance, Path.Combine(_site.FullName, $"scheduler-{scheduler}"), new PartId(1));
        files.WriteRecord(new PartRecord { Part = 1, Epoch = new Epoch(1, epoch).Packed, Role = PartRole.Owner });
        using var journal = SegmentedJournal.Open(DiskFiles.Instance, files.Journal, new JournalOptions { SegmentBytes = 4096 }, SegmentStamp.None, after).Journal;
        for (var frame = after + 1; frame <= last; frame++)
        {
            var turn = new JournalTurn { UtcMs = (long)frame * Hour, FirstEvent = 1, NextEvent = 1 };
            turn.Inputs.Add(new JournalInput { Command = new CommandInput { Line = text(frame) } });
            Assert.Equal(frame, journal.Append(FrameCodec.Turn, turn.ToByteArray()));
        }

        Assert.True(journal.Commit());
    }
}
