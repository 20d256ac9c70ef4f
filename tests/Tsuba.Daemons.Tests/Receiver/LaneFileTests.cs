using Tsuba.Receiver.Delivery;
using Tsuba.Testing.Disks;

namespace Tsuba.Daemons.Tests.Receiver;

public sealed class LaneFileTests
{
    private const string Path = "/receiver/lanes";

    [Fact]
    public void TryKeep_ThenAPowerCut_ALaterLifeHasThem()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var disk = new FakeDisk();
            Assert.True(new LaneFile(disk, Path).TryKeep([3, 12]));

            Assert.Equal([3, 12], new LaneFile(disk.Crash(new Random(seed)), Path).Lanes);
        }
    }

    [Fact]
    public void TryKeep_DiskRefuses_SaysSoAndHasThoseBeforeUntilItTakesThem()
    {
        var disk = new FakeDisk();
        var file = new LaneFile(disk, Path);
        Assert.True(file.TryKeep([1]));
        disk.FailFlush = _ => true;

        Assert.False(file.TryKeep([1, 2]));
        Assert.Contains("fdatasync", file.Failure, StringComparison.Ordinal);
        Assert.Equal([1], new LaneFile(disk.Crash(new Random(1)), Path).Lanes);

        disk.FailFlush = _ => false;
        Assert.True(file.TryKeep([1, 2]));
        Assert.Null(file.Failure);
        Assert.Equal([1, 2], new LaneFile(disk.Crash(new Random(1)), Path).Lanes);
    }

    [Fact]
    public void Lanes_NoneAtAll_AreKeptToo()
    {
        var disk = new FakeDisk();
        var file = new LaneFile(disk, Path);
        Assert.True(file.TryKeep([7]));
        Assert.True(file.TryKeep([]));

        Assert.Empty(new LaneFile(disk, Path).Lanes);
    }
}
