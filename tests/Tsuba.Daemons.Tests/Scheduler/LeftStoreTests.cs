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
}
