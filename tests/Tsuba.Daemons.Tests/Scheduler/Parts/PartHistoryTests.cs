using Google.Protobuf;
using Tsuba.Journal;
using Tsuba.Journal.Files;
using Tsuba.Journal.Reading;
using Tsuba.Journal.Segments;
using Tsuba.Journal.Snapshots;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler.Core;
using Tsuba.Scheduler.Parts;

namespace Tsuba.Daemons.Tests.Scheduler.Parts;

/// <summary>A journal of one frame an hour and a snapshot every ten frames, whose part needs nothing before its older snapshot.</summary>
public sealed class PartHistoryTests : IDisposable
{
    private const long Hour = 3_600_000;
    private const int Payload = 1000;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("tsuba-history-");
    private readonly PartFiles _files;

    public PartHistoryTests() => _files = new PartFiles(DiskFiles.Instance, _directory.FullName, new PartId(1));

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void Prune_WithinTheLimits_EveryFrameCanStillBeRead()
    {
        Live(hours: 100, Limits(hours: 1000, bytes: long.MaxValue));

        Assert.Equal(Enumerable.Range(1, 100).Select(frame => (ulong)frame), Frames());
        Assert.Equal([10UL, 20UL, 30UL, 40UL, 50UL, 60UL, 70UL, 80UL], History.Stored());
    }

    [Fact]
    public void Prune_Age_KeepsFromTheSnapshotBeforeItOn()
    {
        Live(hours: 100, Limits(hours: 35, bytes: long.MaxValue));

        // The newest snapshot is of hour 100, so hour 65 must be reached: from the snapshot of hour 60 on.
        Assert.Equal([60UL, 70UL, 80UL], History.Stored());
        Assert.True(Frames()[0] is <= 61 and > 50, $"begins at frame {Frames()[0]}");
        Assert.Equal(100UL, Frames()[^1]);
    }

    [Fact]
    public void Prune_Size_StaysBelowItAndBeginsAtASnapshot()
    {
        const long Limit = 60 * Payload;
        Live(hours: 100, Limits(hours: 1000, Limit));

        Assert.InRange(Bytes(), 20 * Payload, Limit);
        Assert.True(History.Stored()[0] + 1 >= Frames()[0]);
        Assert.Equal(100UL, Frames()[^1]);
    }

    [Fact]
    public void Prune_TwoPartsShareTheSize()
    {
        const long Limit = 60 * Payload;
        Live(hours: 100, new HistoryLimits(TimeSpan.FromHours(1000), 2 * Limit, () => 2));

        Assert.InRange(Bytes(), 20 * Payload, Limit);
    }

    [Fact]
    public void Prune_NoLimitAtAll_WhatThePartNeedsStays()
    {
        Live(hours: 100, HistoryLimits.Nothing);

        Assert.Empty(History.Stored());
        Assert.Equal([90UL, 100UL], new SnapshotStore(DiskFiles.Instance, _files.Snapshots).Stored());

        // A restart replays what is behind the older snapshot, if the newer one is damaged.
        Assert.True(Frames()[0] <= 91);
        Assert.Equal(100UL, Frames()[^1]);
    }

    [Fact]
    public void Prune_SmallerLimitsThanBefore_RemoveWhatIsThere()
    {
        Live(hours: 100, Limits(hours: 1000, bytes: long.MaxValue));
        using var journal = Open(directory: null);
        new PartHistory(_files, HistoryLimits.Nothing).Prune(journal, new SnapshotStore(DiskFiles.Instance, _files.Snapshots));

        Assert.Empty(Directory.EnumerateFiles(_files.History));
    }

    [Fact]
    public void Manifests_AreThoseOfTheOldestSnapshotAndOfEachSegmentThatBeginsWithOne()
    {
        Live(hours: 100, Limits(hours: 35, bytes: long.MaxValue));

        // Every twentieth frame puts a configuration into force, and begins a segment.
        var generations = new PartHistory(_files, Limits(35, long.MaxValue)).Manifests().Select(manifest => manifest.Generation).ToHashSet();
        Assert.Contains(60, generations);
        Assert.Contains(80, generations);
        Assert.DoesNotContain(20, generations);
    }

    private SnapshotStore History => new(DiskFiles.Instance, _files.History);

    private static HistoryLimits Limits(int hours, long bytes) => new(TimeSpan.FromHours(hours), bytes, () => 1);

    private ulong[] Frames() => [.. new StoredJournal(ReadOnlyFiles.Instance, _files.History, _files.Journal).Read(1).Select(frame => frame.Sequence)];

    private long Bytes() => new[] { _files.History, _files.Journal, _files.Snapshots }.SelectMany(Directory.EnumerateFiles).Sum(path => new FileInfo(path).Length);

    private SegmentedJournal Open(string? directory) => SegmentedJournal.Open(
        DiskFiles.Instance, _files.Journal, new JournalOptions { SegmentBytes = 3 * Payload, ArchiveDirectory = directory }, SegmentStamp.None, 0).Journal;

    private void Live(int hours, HistoryLimits limits)
    {
        var history = new PartHistory(_files, limits);
        var snapshots = new SnapshotStore(DiskFiles.Instance, _files.Snapshots, history.Directory);
        using var journal = Open(history.Directory);
        for (var hour = 1; hour <= hours; hour++)
        {
            var turn = new JournalTurn { UtcMs = hour * Hour, FirstEvent = 1, NextEvent = 1 };
            var type = FrameCodec.Turn;
            if (hour % 20 == 0)
            {
                turn.Inputs.Add(new JournalInput { Configuration = new ConfigurationInput { Manifest = new ConfigurationManifest { Generation = hour } } });
                type = FrameCodec.TurnWithConfiguration;
                journal.StartSegment(SegmentStamp.None);
            }

            turn.Inputs.Add(new JournalInput { Command = new CommandInput { Line = new string('x', Payload) } });
            journal.Append(type, turn.ToByteArray());
            Assert.True(journal.Commit());
            if (hour % 10 == 0)
            {
                var snapshot = new PartSnapshot { Part = 1, Frame = (ulong)hour, UtcMs = hour * Hour, Manifest = new ConfigurationManifest { Generation = hour - (hour % 20) } };
                journal.DropBefore(snapshots.Write((ulong)hour, 1, snapshot.ToByteArray()) + 1, keepBytes: 0);
                history.Prune(journal, snapshots);
            }
        }
    }
}
