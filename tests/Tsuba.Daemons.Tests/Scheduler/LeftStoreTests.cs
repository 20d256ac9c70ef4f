using Tsuba.Journal.Spooling;
using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler.Leaving;
using Tsuba.Testing.Disks;

namespace Tsuba.Daemons.Tests.Scheduler;

/// <summary>Commands of parts that are another scheduler's by now, on disk until the arbiter has taken them.</summary>
public sealed class LeftStoreTests
{
    private const int Part = 3;

    private readonly SpoolLog _log = SpoolLog.Open(new FakeDisk(), "/left", new SpoolOptions { MaxBytes = 300 });

    [Fact]
    public void Take_MoreThanThereIsRoomFor_GoesOnWhereItStoppedWhenSomeIsFreed()
    {
        var store = new LeftStore(_log);
        (ulong Frame, Command Command)[] all = [.. Enumerable.Range(1, 12).Select(number => ((ulong)number, new Command { Source = "r", Sequence = (ulong)number, Line = new string('x', 40) }))];
        var handed = new List<ulong>();
        var attempts = 0;
        while (true)
        {
            Assert.True(++attempts < 20);
            var failed = false;
            try
            {
                Assert.True(store.Take(Part, all.Where(left => left.Frame > store.TakenUpTo(Part))) > 0);
            }
            catch (IOException)
            {
                failed = true;
            }

            Assert.True(_log.Commit());
            var drained = store.Drain(new DrainRequest { MaxCommands = 100 });
            handed.AddRange(drained.Commands.Select(command => command.Sequence));
            store.Drain(new DrainRequest { MaxCommands = 100, Holds = true, Cursor = drained.NextCursor, Free = drained.NextCursor });
            if (!failed)
            {
                break;
            }
        }

        Assert.True(attempts > 1);
        Assert.Equal(Enumerable.Range(1, 12).Select(number => (ulong)number), handed.Distinct());
        Assert.True(handed.Count < 12 + attempts);
    }

    [Fact]
    public void Take_AgainAfterAFlushThatFailed_NamesTheRecordThatIsNotDurableYet()
    {
        var store = new LeftStore(_log);
        var last = store.Take(Part, [(4, new Command { Source = "r", Sequence = 1, Line = "x" })]);

        Assert.Equal(last, store.Take(Part, []));
        store.Forget(Part);
        Assert.Equal((0UL, 0UL), (store.Take(Part, []), store.TakenUpTo(Part)));
    }

    /// <summary>The parts that know an answered command may have let go of the frames that it was in (seed 4712).</summary>
    [Fact]
    public void Drain_PowerCutAfterTheAnswers_NothingComesBack()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var disk = new FakeDisk();
            Answer(disk, out _);

            Assert.Empty(Reopen(disk.Crash(new Random(seed))).Drain(new DrainRequest { MaxCommands = 100 }).Commands);
        }
    }

    [Fact]
    public void Drain_DiskDoesNotFlushTheAnswers_IsToldAndTriedAgain()
    {
        var disk = new FakeDisk();
        var (store, log, free) = Answer(disk, out var before, flushes: false);
        Assert.Null(before);
        Assert.NotNull(log.Failure);

        disk.FailFlush = _ => false;
        store.Drain(free);

        Assert.Null(log.Failure);
        var flushes = disk.Flushes;
        store.Drain(free);
        Assert.Equal(flushes, disk.Flushes);
    }

    private static (LeftStore Store, SpoolLog Log, DrainRequest Free) Answer(FakeDisk disk, out string? failureBefore, bool flushes = true)
    {
        var log = SpoolLog.Open(disk, "/left", LeftStore.Options(1_000));
        var store = new LeftStore(log);
        store.Take(Part, [(4, new Command { Source = "r", Sequence = 1, Line = "x" })]);
        Assert.True(log.Commit());
        var drained = store.Drain(new DrainRequest { MaxCommands = 100 });
        Assert.Single(drained.Commands);
        failureBefore = log.Failure;
        disk.FailFlush = _ => !flushes;
        var free = new DrainRequest { MaxCommands = 100, Holds = true, Cursor = drained.NextCursor, Free = drained.NextCursor };
        store.Drain(free);
        return (store, log, free);
    }

    private static LeftStore Reopen(FakeDisk disk) => new(SpoolLog.Open(disk, "/left", LeftStore.Options(2_000)));
}
