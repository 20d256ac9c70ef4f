using Tsuba.Broker.Core;
using Tsuba.Broker.Reading;
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

        Assert.Equal((expected, After), (cursor.Position.Cursor, cursor.Position.Epoch));
        Assert.Equal(0UL, cursor.Missed);
    }

    [Fact]
    public void NextRequest_AfterSeveralOwners_NamesEachWithItsFirstEvent()
    {
        var cursor = new PartCursor(1, default);
        cursor.Take(Image(new Epoch(1, 1), next: 10));
        cursor.Take(new ReadEventsReply { NextCursor = 50 });
        cursor.Restart();
        cursor.Take(Image(new Epoch(1, 2), next: 60, differsFrom: 40));
        cursor.Restart();
        cursor.Take(Image(new Epoch(1, 4), next: 70));
        cursor.Restart();

        Assert.Equal([(new Epoch(1, 1), 1UL), (new Epoch(1, 2), 40UL), (new Epoch(1, 4), 70UL)], Named(cursor));
    }

    [Fact]
    public void Take_HistoryWithoutTheLastOwnerships_ForgetsThem()
    {
        var cursor = new PartCursor(1, default);
        cursor.Take(Image(new Epoch(1, 1), next: 10));
        cursor.Restart();
        cursor.Take(Image(new Epoch(3, 1), next: 60, differsFrom: 40));
        cursor.Take(new ReadEventsReply { NextCursor = 80 });
        cursor.Restart();
        cursor.Take(Image(new Epoch(4, 1), next: 90, differsFrom: 40));
        cursor.Restart();

        Assert.Equal(40UL, cursor.Cursor);
        Assert.Equal([(new Epoch(1, 1), 1UL), (new Epoch(4, 1), 40UL)], Named(cursor));
    }

    [Fact]
    public void Take_OwnerThatWasReadFromBefore_KeepsWhereItBegan()
    {
        var cursor = new PartCursor(1, default);
        cursor.Take(Image(new Epoch(1, 1), next: 10));
        cursor.Restart();
        cursor.Take(Image(new Epoch(1, 2), next: 60, differsFrom: 40));
        cursor.Restart();
        cursor.Take(Image(new Epoch(1, 2), next: 75));
        cursor.Restart();

        Assert.Equal([(new Epoch(1, 1), 1UL), (new Epoch(1, 2), 40UL)], Named(cursor));
    }

    [Fact]
    public void With_MoreThanTheLimit_ForgetsTheOldest()
    {
        var read = ReadOwnerships.None;
        for (var number = 1; number <= ReadOwnerships.Limit + 1; number++)
        {
            read = read.With(new Epoch(1, (uint)number), (ulong)number);
        }

        Assert.Equal((ReadOwnerships.Limit, new Epoch(1, 2)), (read.All.Length, read.All[0].Epoch));
    }

    [Fact]
    public void Decode_EncodedCursors_AreTheSame()
    {
        var read = new ReadOwnerships([(Before, 1), (After, 40)]);
        var cursors = Position(10).Add(7, new EventPosition(50, After) { Read = read });

        var again = CursorFile.Decode(CursorFile.Encode(cursors));

        Assert.Equal((10UL, Before), (again[1].Cursor, again[1].Epoch));
        Assert.Equal((50UL, After), (again[7].Cursor, again[7].Epoch));
        Assert.Equal<(Epoch, ulong)>([(Before, 1)], again[1].Read.All);
        Assert.Equal<(Epoch, ulong)>(read.All, again[7].Read.All);
    }

    [Theory]
    [InlineData("7 50 12", "7 read 1:2 x:3")]
    [InlineData("7 50 12", "7 read")]
    [InlineData("7 read 1:1", "7 50 12")]
    [InlineData("7 50 12", "8 read 1:1")]
    public void Decode_OwnershipsThatCannotBeRead_LeavesTheCursor(params string[] lines)
    {
        var position = Assert.Single(CursorFile.Decode(lines)).Value;

        Assert.Equal((50UL, Epoch.FromPacked(12)), (position.Cursor, position.Epoch));
        Assert.Equal<(Epoch, ulong)>([(Epoch.FromPacked(12), 1)], position.Read.All);
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

    private static ReadEventsReply Image(Epoch epoch, ulong next, ulong differsFrom = 0) =>
        new() { Image = true, Stamp = new PartStamp { Part = 1, Epoch = epoch.Packed }, NextCursor = next, DiffersFrom = differsFrom };

    private static IEnumerable<(Epoch, ulong)> Named(PartCursor cursor) =>
        cursor.NextRequest("b", 1, TimeSpan.Zero).ReadOwnerships.Select(read => (Epoch.FromPacked(read.Epoch), read.First));

    private static Dictionary<string, long> Count(long events) => new(StringComparer.Ordinal) { ["module"] = events };
}
