using Tsuba.Model.Names;

namespace Tsuba.Model.Tests.Names;

public sealed class CountedTests
{
    [Theory]
    [InlineData(0, "0 errors")]
    [InlineData(1, "1 error")]
    [InlineData(2, "2 errors")]
    [InlineData(110_000, "110000 errors")]
    public void Of_ANumber_HasTheNounThatFits(int number, string text) => Assert.Equal(text, Counted.Of(number, "error"));
}
