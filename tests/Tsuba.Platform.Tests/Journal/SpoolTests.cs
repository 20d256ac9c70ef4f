using System.Globalization;
using System.Text;
using Tsuba.Journal.Files;
using Tsuba.Journal.Spooling;
using Tsuba.Testing.Disks;

namespace Tsuba.Platform.Tests.Journal;

public sealed class SpoolTests
{
    [Fact]
    public async Task Read_AfterDurable_GivesRecordsFromTheCursor()
    {
        using var spool = Spool.Open(new FakeDisk(), "/spool", new SpoolOptions());
        var last = Append(spool, 1, 10);

        Assert.True(await spool.WaitDurableAsync(last, CancellationToken.None));

        Assert.Equal(Texts(1, 10), Read(spool, 0));
        Assert.Equal(Texts(4, 6), spool.Read(4, 3).Select(Text));
    }

    [Fact]
    public async Task Acknowledge_SomeRecords_LeavesTheRestAlsoAfterReopening()
    {
        var disk = new FakeDisk();
        using (var spool = Spool.Open(disk, "/spool", new SpoolOptions { SegmentBytes = 100 }))
        {
            await spool.WaitDurableAsync(Append(spool, 1, 10), CancellationToken.None);
            spool.Acknowledge(7);
            Assert.Equal(Texts(8, 10), Read(spool, 0));
        }

        using var again = Spool.Open(disk, "/spool", new SpoolOptions { SegmentBytes = 100 });

        Assert.Equal(Texts(8, 10), Read(again, 0));
        Assert.Equal(3, again.Counters.Pending);
        Assert.Equal(11UL, Append(again, 11, 11));
    }

    [Fact]
    public async Task Acknowledge_DiskHasNoRoom_CountsAtOnceAndIsWrittenWhenThereIs()
    {
        var disk = new FakeDisk();
        using (var spool = Spool.Open(disk, "/spool", new SpoolOptions()))
        {
            await spool.WaitDurableAsync(Append(spool, 1, 5), CancellationToken.None);
        }

        disk.Delete("/spool/acknowledged");
        disk.Fill();
        using (var spool = Spool.Open(disk, "/spool", new SpoolOptions()))
        {
            spool.Acknowledge(3);
            Assert.Equal(3UL, spool.Acknowledged);
            Assert.Equal(Texts(4, 5), Read(spool, 0));
            Assert.NotNull(spool.Failure);

            disk.Capacity = long.MaxValue;
            spool.Acknowledge(3);
            Assert.Null(spool.Failure);
        }

        using var again = Spool.Open(disk, "/spool", new SpoolOptions());
        Assert.Equal(Texts(4, 5), Read(again, 0));
    }

    [Fact]
    public async Task Acknowledge_DiskFilledUpAfterTheOpening_IsWritten()
    {
        var disk = new FakeDisk();
        using var spool = Spool.Open(disk, "/spool", new SpoolOptions());
        await spool.WaitDurableAsync(Append(spool, 1, 5), CancellationToken.None);
        disk.Fill();

        spool.Acknowledge(2);
        spool.Acknowledge(4);

        Assert.Null(spool.Failure);
    }

    [Fact]
    public async Task Open_AfterAllWereAcknowledged_NeverRepeatsASequence()
    {
        var disk = new FakeDisk();
        using (var spool = Spool.Open(disk, "/spool", new SpoolOptions()))
        {
            await spool.WaitDurableAsync(Append(spool, 1, 5), CancellationToken.None);
            spool.Acknowledge(5);
        }

        using var again = Spool.Open(disk.Crash(new Random(3)), "/spool", new SpoolOptions());

        Assert.Equal(6UL, Append(again, 6, 6));
    }

    [Fact]
    public async Task Append_MoreThanTheLimit_IsRefusedAndCountedUntilAcknowledged()
    {
        using var spool = Spool.Open(new FakeDisk(), "/spool", new SpoolOptions { MaxBytes = 250 });
        var taken = 0UL;
        for (var next = spool.Append(new byte[30]); next != 0; next = spool.Append(new byte[30]))
        {
            taken = next;
        }

        Assert.Equal(5UL, taken);
        Assert.Equal(1, spool.Counters.Refused);
        await spool.WaitDurableAsync(taken, CancellationToken.None);
        spool.Acknowledge(taken);

        Assert.Equal(6UL, spool.Append(new byte[30]));
        var counters = spool.Counters;
        Assert.Equal(counters.Received, counters.Delivered + counters.Pending);
    }

    [Fact]
    public async Task WaitDurable_FlushFails_IsNotAnsweredBeforeAnotherFileHasTheRecord()
    {
        var disk = new FakeDisk();
        using var spool = Spool.Open(disk, "/spool", new SpoolOptions());
        await spool.WaitDurableAsync(Append(spool, 1, 1), CancellationToken.None);
        var failing = disk.Flushes + 1;
        disk.FailFlush = number => number == failing;

        var sequence = Append(spool, 2, 2);
        Assert.True(await spool.WaitDurableAsync(sequence, CancellationToken.None));

        using var after = Spool.Open(disk.Crash(new Random(0)), "/spool", new SpoolOptions());
        Assert.Equal(Texts(1, 2), Read(after, 0));
    }

    [Fact]
    public async Task RealDisk_AppendAndReopen_KeepsTheRecords()
    {
        var directory = System.IO.Directory.CreateTempSubdirectory("tsuba-spool-");
        try
        {
            using (var spool = Spool.Open(DiskFiles.Instance, directory.FullName, new SpoolOptions()))
            {
                Assert.True(await spool.WaitDurableAsync(Append(spool, 1, 100), CancellationToken.None));
                spool.Acknowledge(40);
            }

            using var again = Spool.Open(DiskFiles.Instance, directory.FullName, new SpoolOptions());
            Assert.Empty(again.Findings);
            Assert.Equal(Texts(41, 100), Read(again, 0));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static ulong Append(Spool spool, int first, int last)
    {
        var sequence = 0UL;
        for (var number = first; number <= last; number++)
        {
            sequence = spool.Append(Encoding.UTF8.GetBytes(number.ToString(CultureInfo.InvariantCulture)));
        }

        return sequence;
    }

    private static IEnumerable<string> Read(Spool spool, ulong from) => spool.Read(from, 1000).Select(Text);

    private static IEnumerable<string> Texts(int first, int last) =>
        Enumerable.Range(first, last - first + 1).Select(number => number.ToString(CultureInfo.InvariantCulture));

    private static string Text(SpoolRecord record) => Encoding.UTF8.GetString(record.Content.Span);
}
