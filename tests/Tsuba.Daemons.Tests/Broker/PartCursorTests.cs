using Tsuba.Broker.Core;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Daemons.Tests.Broker;

public sealed class PartCursorTests
{
    private static readonly Epoch Before = new(1, 1);
    private static readonly Epoch After = new(1, 2);

    [Theory]
    [InlineData(60, 40, 40)]
    [InlineData(60, 55, 50)]
    [InlineData(60, 0, 50)]
    [InlineData(45, 0, 45)]
    public void Take_ImageOfANewOwner_GoesBackToWhereTheHistoriesPart(ulong next, ulong differsFrom, ulong expected)
    {
        var cursor = new PartCursor(1, new EventPosition(50, Before));
        Assert.Equal(Before.Packed, cursor.NextRequest("b", 1, TimeSpan.Zero).ReadEpoch);

        cursor.Take(new ReadEventsReply { Image = true, Stamp = new PartStamp { Part = 1, Epoch = After.Packed }, NextCursor = next, DiffersFrom = differsFrom });

        Assert.Equal(new EventPosition(expected, After), cursor.Position);
        Assert.Equal(0UL, cursor.Missed);
    }

    [Fact]
    public void Ready_ModuleStillHoldsEvents_KeepsTheCursorsBack()
    {
        var keeper = new CursorKeeper(Position(10), Count(5));

        Assert.Null(keeper.Ready(Count(4)));
        Assert.Equal(10UL, keeper.Ready(Count(5))![1].Cursor);

        keeper.Begin(Position(20), Count(9));
        Assert.Null(keeper.Ready(Count(8)));
    }

    private static System.Collections.Immutable.ImmutableSortedDictionary<int, EventPosition> Position(ulong cursor) =>
        System.Collections.Immutable.ImmutableSortedDictionary<int, EventPosition>.Empty.Add(1, new EventPosition(cursor, Before));

    private static Dictionary<string, long> Count(long events) => new(StringComparer.Ordinal) { ["module"] = events };
}
