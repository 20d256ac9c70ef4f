using Tsuba.Differential.Tests.Observations;

namespace Tsuba.Differential.Tests;

/// <summary>The comparer finds what differs, and nothing else.</summary>
public sealed class ComparerTests
{
    private const string Stopped = "DOWNTIME ALERT STOPPED";

    private static readonly HashSet<string> _nothingWatched = [];

    [Fact]
    public void Compare_SameSecondInAnotherOrder_IsEqual()
    {
        var differences = Comparer.Compare([Log(10, "ALERT DOWN;HARD;1;x"), Log(10, "NOTIFICATION bob;DOWN;tell;x")], [Log(10, "NOTIFICATION bob;DOWN;tell;x"), Log(10, "ALERT DOWN;HARD;1;x")], _nothingWatched);
        Assert.Empty(differences);
    }

    // Deviation D-260: nagios4 begins and ends some downtimes in the second before. As cases 412 and 497 of seed 41.
    [Theory]
    [InlineData(787, "DOWNTIME ALERT STOPPED", 789, "ALERT CRITICAL;HARD;2;no result came", 788, 788)]
    [InlineData(687, "NOTIFICATION bob;DOWNTIMEEND (CRITICAL);tell;x", 688, "NOTIFICATION bob;ACKNOWLEDGEMENT (CRITICAL);tell;x;ops;looking", 688, 688)]
    public void Compare_OneSecondOfOneProgram_IsTwoOfTheOther_IsEqual(long first, string firstText, long second, string secondText, long firstOfOurs, long secondOfOurs)
    {
        Observation[] theirs = [Log(first, firstText), Log(second, secondText), Log(first, "DOWNTIME ALERT STOPPED")];
        Observation[] ours = [Log(firstOfOurs, firstText), Log(secondOfOurs, secondText), Log(firstOfOurs, "DOWNTIME ALERT STOPPED")];

        Assert.Empty(Comparer.Compare(theirs, ours, _nothingWatched));
        Assert.Empty(Comparer.Compare(ours, theirs, _nothingWatched));
    }

    [Fact]
    public void Compare_TheOtherWayRoundInTwoSeconds_Differs()
    {
        var difference = Assert.Single(Comparer.Compare([Log(10, "A"), Log(11, "B")], [Log(10, "B"), Log(11, "A")], _nothingWatched));
        Assert.Equal("c1-web: nagios4 at 11 s: B, Tsuba at 10 s: B", difference.ToString());
    }

    [Fact]
    public void Compare_OneMoreOfTheSame_Differs()
    {
        var difference = Assert.Single(Comparer.Compare([Log(10, "A"), Log(50, "A")], [Log(50, "A")], _nothingWatched));
        Assert.Equal(10, difference.At);
        Assert.Equal("c1-web: nagios4 at 10 s: A, Tsuba nothing more", difference.ToString());
    }

    [Fact]
    public void Compare_LaterByMoreThanTheTolerance_Differs()
    {
        var difference = Assert.Single(Comparer.Compare([Log(10, "ALERT DOWN;HARD;1;x")], [Log(12, "ALERT DOWN;HARD;1;x")], _nothingWatched));
        Assert.Equal(10, difference.At);
        Assert.Empty(Comparer.Compare([Log(10, "ALERT DOWN;HARD;1;x")], [Log(12, "ALERT DOWN;HARD;1;x")], new HashSet<string> { "c1-web" }));
    }

    [Fact]
    public void Compare_OneSideDoesMore_SaysWhat()
    {
        var difference = Assert.Single(Comparer.Compare([], [Log(5, "FLAPPING ALERT STARTED")], _nothingWatched));
        Assert.Equal("c1-web: nagios4 nothing more, Tsuba at 5 s: FLAPPING ALERT STARTED", difference.ToString());
    }

    [Fact]
    public void Compare_EndOfADowntimeThatNeverBegan_IsAccepted()
    {
        Assert.Empty(Comparer.Compare([Log(5, "NOTIFICATION bob;DOWNTIMEEND (UP);tell;x")], [], _nothingWatched));
        Assert.Single(Comparer.Compare([Log(5, "DOWNTIME ALERT STOPPED"), Log(5, "NOTIFICATION bob;DOWNTIMEEND (UP);tell;x")], [Log(5, "DOWNTIME ALERT STOPPED")], _nothingWatched));
    }

    // Deviation D-264. As case 409 of seed 50: both services end their downtime at 618 s, nagios4 that of the second at 617 s and that of the first never.
    [Fact]
    public void Compare_EndThatNagiosForgets_IsAcceptedWhereItEndedAnotherASecondEarly()
    {
        Observation[] ours = [Of("c1-web;s1", 618, Stopped), Of("c1-web;s2", 618, Stopped), Of("c1-web;s1", 642, "NOTIFICATION bob;WARNING;tell;x")];

        Assert.Empty(Comparer.Compare([Of("c1-web;s2", 617, Stopped)], ours, _nothingWatched));
        Assert.Equal(2, Comparer.Compare([Of("c1-web;s2", 616, Stopped)], ours, _nothingWatched).Length);
        Assert.Single(Comparer.Compare([Of("c1-web;s2", 618, Stopped)], ours, _nothingWatched));
        Assert.Single(Comparer.Compare([Of("c1-web;s2", 617, Stopped), Of("c1-web;s1", 618, Stopped)], ours, _nothingWatched));
        Assert.Single(Comparer.Compare([Of("c1-web;s2", 617, Stopped), Of("c1-web;s1", 500, "ALERT OK;HARD;1;x")], ours, _nothingWatched));
        Assert.Single(Comparer.Compare([Of("c2-db;s2", 617, Stopped)], [Of("c2-db;s2", 618, Stopped), Of("c1-web;s1", 618, Stopped)], _nothingWatched));
    }

    [Theory]
    [InlineData("[1700049610] SERVICE ALERT: web;http;CRITICAL;SOFT;1;a;b", "web;http", "ALERT CRITICAL;SOFT;1;a;b")]
    [InlineData("[1700049610] HOST NOTIFICATION: bob;web;DOWN;tell;x", "web", "NOTIFICATION bob;DOWN;tell;x")]
    [InlineData("[1700049610] SERVICE FLAPPING ALERT: web;http;STARTED; in words", "web;http", "FLAPPING ALERT STARTED")]
    [InlineData("[1700049610] Warning: The results of service 'http' on host 'web' are stale by 0d 0h 0m 1s (threshold=0d 0h 0m 5s).  I'm forcing an immediate check.", "web;http", "STALE")]
    [InlineData("[1700049610] Warning: The results of host 'web' are stale (threshold 5 s); it is checked now.", "web", "STALE")]
    public void Read_LogLine_GivesItemAndText(string line, string item, string text)
    {
        var seen = LogReader.Read(line, 1_700_049_600)!;
        Assert.Equal((10L, item, text), (seen.At, seen.Item, seen.Text));
    }

    private static Observation Log(long at, string text) => Of("c1-web", at, text);

    private static Observation Of(string item, long at, string text) => new(at, item, ObservationStream.Log, text);
}
