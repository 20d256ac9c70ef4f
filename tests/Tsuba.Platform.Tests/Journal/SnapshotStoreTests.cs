using Tsuba.Journal.Snapshots;
using Tsuba.Testing.Disks;

namespace Tsuba.Platform.Tests.Journal;

public sealed class SnapshotStoreTests
{
    [Fact]
    public void Load_AfterSeveralWrites_GivesTheNewestAndKeepsTwo()
    {
        var disk = new FakeDisk();
        var store = new SnapshotStore(disk, "/part");

        store.Write(10, 1, [1]);
        store.Write(20, 1, [2]);
        var oldest = store.Write(30, 2, [3]);

        var snapshot = store.Load(_ => true).Snapshot;
        Assert.Equal(20UL, oldest);
        Assert.Equal((30UL, 2U), (snapshot!.Sequence, snapshot.SemanticsVersion));
        Assert.Equal(2, disk.Paths.Count);
    }

    [Fact]
    public void Load_EveryFlippedBitOrTruncationOfTheNewest_FallsBackToTheOneBefore()
    {
        var intact = new FakeDisk();
        var store = new SnapshotStore(intact, "/part");
        store.Write(10, 1, [1, 2, 3]);
        store.Write(20, 1, [4, 5, 6, 7, 8]);
        var path = intact.Paths[^1];
        var content = intact.Content(path);
        var damaged = Enumerable.Range(0, content.Length).Select(length => content[..length]).ToList();
        for (var bit = 0; bit < content.Length * 8; bit++)
        {
            var flipped = (byte[])content.Clone();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            damaged.Add(flipped);
        }

        foreach (var bad in damaged)
        {
            var disk = new FakeDisk();
            disk.Replace(intact.Paths[0], intact.Content(intact.Paths[0]));
            disk.Replace(path, bad);

            var (snapshot, findings) = new SnapshotStore(disk, "/part").Load(_ => true);

            Assert.Equal(10UL, snapshot!.Sequence);
            Assert.Single(findings);
            Assert.Contains(path + ".damaged", disk.Paths);
        }
    }

    [Fact]
    public void Load_AfterAPowerCutDuringWrite_GivesTheOldOrTheNewOne()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var random = new Random(seed);
            var disk = new FakeDisk();
            var store = new SnapshotStore(disk, "/part");
            store.Write(10, 1, [1, 2, 3]);
            var failing = disk.Flushes + 1 + random.Next(2);
            disk.FailFlush = number => number == failing;
            Assert.Throws<IOException>(() => store.Write(20, 1, [4]));

            var (snapshot, findings) = new SnapshotStore(disk.Crash(random), "/part").Load(_ => true);

            Assert.True(snapshot!.Sequence is 10 or 20, $"seed {seed}");
            Assert.Empty(findings);
        }
    }
}
