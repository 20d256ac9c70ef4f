using Tsuba.Scheduler.Core;

namespace Tsuba.Daemons.Tests.Scheduler.Core;

public sealed class HistoryPlanTests
{
    private const long Day = 86_400_000;

    // Three segments and two snapshots of 100 bytes each, a day apart; the part itself goes on from frame 300.
    private static readonly HistoryPlan _plan = new()
    {
        Segments = [new(1, 100), new(100, 100), new(200, 100)],
        Snapshots = [new(120, Day, 100), new(220, 2 * Day, 100)],
        Own = new HistoryPlan.Snapshot(310, 3 * Day, 0),
        OwnFirst = 300,
        OwnBytes = 1000,
        OldestUtcMilliseconds = 0,
    };

    [Theory]
    [InlineData(-Day, 0UL)]
    [InlineData(0, 0UL)]
    [InlineData(Day - 1, 0UL)]
    [InlineData(Day, 120UL)]
    [InlineData((2 * Day) + 1, 220UL)]
    [InlineData(3 * Day, 310UL)]
    [InlineData(9 * Day, 310UL)]
    public void Begin_ByAge_IsTheNewestBeginningThatIsOldEnough(long cutoff, ulong expected) => Assert.Equal(expected, _plan.Begin(cutoff, long.MaxValue));

    [Theory]
    [InlineData(1500, 0UL)]
    [InlineData(1499, 120UL)]
    [InlineData(1400, 120UL)]
    [InlineData(1399, 220UL)]
    [InlineData(1199, 310UL)]
    [InlineData(0, 310UL)]
    public void Begin_BySize_GoesToTheNextBeginningUntilItFits(long maxBytes, ulong expected) => Assert.Equal(expected, _plan.Begin(cutoffUtcMilliseconds: 0, maxBytes));

    [Fact]
    public void Goes_SegmentWithAFrameBehindTheBeginning_Stays()
    {
        Assert.Equal([false, false, false], Enumerable.Range(0, 3).Select(index => _plan.Goes(index, 0)));
        Assert.Equal([true, false, false], Enumerable.Range(0, 3).Select(index => _plan.Goes(index, 120)));
        Assert.Equal([true, true, false], Enumerable.Range(0, 3).Select(index => _plan.Goes(index, 220)));
        Assert.Equal([true, true, true], Enumerable.Range(0, 3).Select(index => _plan.Goes(index, 310)));

        // The beginning is the last frame of a segment.
        Assert.True(_plan.Goes(0, 99));
        Assert.False(_plan.Goes(0, 98));
    }

    [Fact]
    public void Begin_FirstFramesAreGone_IsASnapshot()
    {
        var cut = new HistoryPlan
        {
            Segments = [new(100, 100), new(200, 100)],
            Snapshots = _plan.Snapshots,
            Own = _plan.Own,
            OwnFirst = _plan.OwnFirst,
            OwnBytes = _plan.OwnBytes,
            OldestUtcMilliseconds = Day,
        };

        Assert.Equal(120UL, cut.Begin(-Day, long.MaxValue));
    }
}
