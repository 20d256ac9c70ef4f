using Tsuba.Model.ExternalCommands;

namespace Tsuba.Model.Tests.ExternalCommands;

public sealed class SourceWaysTests
{
    [Theory]
    [InlineData("receiver-r", "receiver-r")]
    [InlineData("receiver-r/from-3", "receiver-r")]
    [InlineData("receiver-r/from-3/from-12", "receiver-r")]
    [InlineData("receiver-r/from-0", "receiver-r/from-0")]
    [InlineData("receiver-r/left-7/from-3", "receiver-r/left-7")]
    [InlineData("receiver-r/from-3/left-7", "receiver-r/from-3/left-7")]
    [InlineData("receiver-r/held", "receiver-r")]
    [InlineData("receiver-r/held/from-3", "receiver-r")]
    [InlineData("/held/held", "/held")]
    [InlineData("receiver-r/from-", "receiver-r/from-")]
    [InlineData("/from-3", "/from-3")]
    public void WithoutMoves_GivesTheNameBeforeItsHostLeftAnyPart(string name, string expected) => Assert.Equal(expected, SourceWays.WithoutMoves(name, alsoHeld: true));

    [Fact]
    public void WithoutMoves_UnderOlderRules_LeavesWhatWasHeldBackApart() => Assert.Equal("receiver-r/held", SourceWays.WithoutMoves("receiver-r/held/from-3"));

    [Fact]
    public void WithoutMoves_OfAHostThatMovedAgainAndAgain_GivesTheNameBefore()
    {
        // What a hostile peer sends is no deeper than what is read without recursion.
        var name = "broker-b" + string.Concat(Enumerable.Repeat(SourceWays.From + "7", 200_000));

        Assert.Equal("broker-b", SourceWays.WithoutMoves(name));
    }
}
