using Google.Protobuf;
using Tsuba.Execution.Plugins;
using Tsuba.Execution.Work;
using Tsuba.Journal;
using Tsuba.Journal.Segments;
using Tsuba.Model.Invocations;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;
using Tsuba.Reactionner.Records;
using Tsuba.Testing.Disks;
using Tsuba.Workers;

namespace Tsuba.Daemons.Tests.Reactionner;

public sealed class ActionRecordTests
{
    private const string Folder = "/actions";
    private const int Remembered = 200;

    private FakeDisk _disk = new();

    [Fact]
    public async Task Write_ThenPowerCut_NextRunKnowsWhatWasDurable()
    {
        using (var record = Open())
        {
            Assert.True(await WriteAsync(record, new WorkEntry.Started(Item(1)), new WorkEntry.Ended(Result(1, "ok")), new WorkEntry.Started(Item(2))));
            Assert.True(await WriteAsync(record, new WorkEntry.Settled(new PartId(1), 1, Forgets: false)));
            _disk = _disk.Crash(new Random(1));
        }

        using var again = Open();

        Assert.Collection(
            again.Works,
            done => Assert.Equal((1UL, true, "ok", "s1"), (done.Item.Id, done.IsSettled, done.Result!.Outcome.Text, done.Item.Source)),
            open => Assert.Equal((2UL, false, (WorkResult?)null), (open.Item.Id, open.IsSettled, open.Result)));
    }

    [Fact]
    public async Task Write_DiskThatDoesNotFlush_SaysSoAndGoesOnWhenItDoes()
    {
        using var record = Open();
        _disk.FailFlush = _ => true;

        Assert.False(await WriteAsync(record, new WorkEntry.Started(Item(1))));
        Assert.NotNull(record.Fault);

        _disk.FailFlush = _ => false;
        await Arbiter.Eventually.TrueAsync(() => record.Fault is null, "the record does not recover");
        Assert.True(await WriteAsync(record, new WorkEntry.Started(Item(2))));
        record.Dispose();
        using var again = Open();
        Assert.Equal([1UL, 2UL], again.Works.Select(work => work.Item.Id).Order());
    }

    [Fact]
    public async Task Write_ForALongTime_KeepsTheFilesSmallAndWhatMatters()
    {
        using (var record = Open())
        {
            await WriteAsync(record, new WorkEntry.Started(Item(1_000_000)));
            for (var round = 0; round < 60; round++)
            {
                var ids = Enumerable.Range(round * 100, 100).Select(id => (ulong)id).ToList();
                Assert.True(await WriteAsync(record, [.. ids.Select(id => new WorkEntry.Ended(Result(id, new string('x', 4_000))))]));
                Assert.True(await WriteAsync(record, [.. ids.Select(id => new WorkEntry.Settled(new PartId(1), id, Forgets: false))]));
                Assert.InRange(record.StoredBytes, 0, 16 * 1024 * 1024);
            }
        }

        using var again = Open();

        Assert.Equal(Remembered + 1, again.Works.Count);
        Assert.Contains(again.Works, work => work.Item.Id == 1_000_000);
        Assert.Contains(again.Works, work => work.Item.Id == 5_999);
    }

    [Fact]
    public async Task Open_DamagedFile_GoesOnWithTheRestAndSaysSo()
    {
        using (var record = Open())
        {
            for (var id = 1UL; id <= 20; id++)
            {
                await WriteAsync(record, new WorkEntry.Ended(Result(id, "ok")));
            }
        }

        var path = _disk.Paths.Single(path => path.StartsWith(Folder, StringComparison.Ordinal));
        var bytes = _disk.Content(path);
        bytes[900] ^= 1;
        _disk.Replace(path, bytes);
        using var again = Open();

        Assert.NotEmpty(again.Findings);
        Assert.InRange(again.Works.Count, 1, 19);
        Assert.True(await WriteAsync(again, new WorkEntry.Started(Item(30))));
    }

    [Fact]
    public void Open_EntriesOfAnotherVersion_AreCountedAndTheRestIsRead()
    {
        using (var journal = SegmentedJournal.Open(_disk, Folder, new JournalOptions(), SegmentStamp.None, snapshotSequence: 0).Journal)
        {
            byte[][] entries = [new WorkRecord { Source = "an entry of a kind that comes later" }.ToByteArray(), [0xFF], WorkRecordCodec.Encode(new WorkEntry.Started(Item(3)))];
            foreach (var entry in entries)
            {
                journal.Append(1, entry);
            }

            Assert.True(journal.Commit());
        }

        using var record = Open();

        Assert.Equal(2, record.Unread);
        Assert.Equal(3UL, Assert.Single(record.Works).Item.Id);
    }

    private static Task<bool> WriteAsync(ActionRecord record, params WorkEntry[] entries) =>
        record.WriteAsync([.. entries], CancellationToken.None);

    private ActionRecord Open() => ActionRecord.Open(_disk, Folder, Remembered, TimeProvider.System);

    private static WorkItem Item(ulong id) => new(
        "s1", new PartId(1), new Epoch(1, 1), id, "fork", new PluginRequest(new CommandInvocation { Timeout = TimeSpan.Zero }, 1, State: null))
    {
        IsOnce = true,
        Tag = new Job { Id = id, Kind = WorkKind.Notification, Item = 7 },
    };

    private static WorkResult Result(ulong id, string output) => new(Item(id), new PluginResult
    {
        Request = Item(id).Request,
        ExitCode = 0,
        Output = System.Text.Encoding.UTF8.GetBytes(output),
        StartUtcMilliseconds = 1,
    });
}
