using Tsuba.Arbiter.Core.Totals;
using Tsuba.Dispatch.Daemons;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Daemons.Tests.Arbiter.Totals;

public sealed class TotalsBookTests
{
    private static readonly DaemonKey A = new(DaemonRole.Scheduler, "a");
    private static readonly DaemonKey B = new(DaemonRole.Scheduler, "b");

    private readonly TotalsBook _book = new();

    [Fact]
    public void Request_NobodyAsks_IsEmpty()
    {
        _book.Take(A, Told(new PartTotals { Part = 1 }));

        Assert.Equal(new ShareTotalsRequest(), _book.Request(A, [1]));
    }

    [Fact]
    public void Request_SumsOverAllParts_OnceEachHasToldItsOwn()
    {
        _book.Take(A, Told(new PartTotals { Part = 1, WantsTotals = true, Counts = { ["TOTALHOSTSDOWN"] = 2 } }));
        _book.Take(B, Told(new PartTotals { Part = 2 }));
        var early = _book.Request(A, [1, 2]);
        Assert.Equal((true, 0), (early.Counts, early.Totals.Count));

        _book.Take(B, Told(new PartTotals { Part = 2, Counts = { ["TOTALHOSTSDOWN"] = 3 } }));

        Assert.Equal(5, _book.Request(A, [1, 2]).Totals["TOTALHOSTSDOWN"]);
    }

    [Fact]
    public void Request_OwnerIsAwayOrPartMoves_EachPartCountsOnce()
    {
        _book.Take(A, Told(Counted(1, 2)));
        _book.Take(B, Told(Counted(2, 3)));
        _book.Take(B, Told(Counted(1, 4), Counted(2, 3)));

        Assert.Equal(7, _book.Request(B, [1, 2]).Totals["TOTALHOSTSDOWN"]);
        Assert.Equal(4, _book.Request(B, [1]).Totals["TOTALHOSTSDOWN"]);
    }

    [Fact]
    public void Request_MacrosOfOthers_AreAskedOfAllAndToldToWhoAsks()
    {
        _book.Take(A, Told(new PartTotals { Part = 1, Wanted = { "HOSTSTATE:db" } }));
        _book.Take(B, Told(new PartTotals { Part = 2 }));
        Assert.Equal(["HOSTSTATE:db"], _book.Request(B, [1, 2]).Questions);

        _book.Take(B, new ShareTotalsReply { Parts = { new PartTotals { Part = 2 } }, Answers = { ["HOSTSTATE:db"] = "DOWN" } });

        Assert.Equal("DOWN", _book.Request(A, [1, 2]).Values["HOSTSTATE:db"]);
        Assert.Empty(_book.Request(B, [1, 2]).Values);
    }

    [Fact]
    public void Request_ValuesThatNobodyAsksForAnyMore_AreForgotten()
    {
        _book.Take(A, new ShareTotalsReply { Parts = { new PartTotals { Part = 1, Wanted = { "HOSTSTATE:db" } } }, Answers = { ["HOSTSTATE:db"] = "DOWN" } });
        _book.Take(A, Told(new PartTotals { Part = 1 }));
        _book.Request(A, [1]);
        _book.Take(A, Told(new PartTotals { Part = 1, Wanted = { "HOSTSTATE:db" } }));

        Assert.Empty(_book.Request(A, [1]).Values);
    }

    [Fact]
    public void Request_MoreMacrosThanAreAskedFor_IsBounded()
    {
        _book.Take(A, Told(new PartTotals { Part = 1, Wanted = { Enumerable.Range(0, TotalsBook.MostQuestions + 5).Select(number => $"HOSTSTATE:h{number}") } }));

        Assert.Equal(TotalsBook.MostQuestions, _book.Request(A, [1]).Questions.Count);
    }

    private static PartTotals Counted(int part, long down) => new() { Part = part, WantsTotals = true, Counts = { ["TOTALHOSTSDOWN"] = down } };

    private static ShareTotalsReply Told(params PartTotals[] parts) => new() { Parts = { parts } };
}
