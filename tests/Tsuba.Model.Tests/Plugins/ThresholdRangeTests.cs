using Tsuba.Model.Plugins;

namespace Tsuba.Model.Tests.Plugins;

public sealed class ThresholdRangeTests
{
    [Theory]
    [InlineData("10", new[] { -1d, 11 }, new[] { 0d, 10 })]
    [InlineData("10:", new[] { 9d }, new[] { 10d, 1e300 })]
    [InlineData("~:10", new[] { 11d }, new[] { -1e300, 10 })]
    [InlineData("10:20", new[] { 9d, 21 }, new[] { 10d, 20 })]
    [InlineData("@10:20", new[] { 10d, 20 }, new[] { 9d, 21 })]
    [InlineData("0,5:1.5", new[] { 0.4, 1.6 }, new[] { 0.5, 1.5 })]
    public void Alerts_Range_AlertsOnTheRightSide(string text, double[] alerting, double[] quiet)
    {
        Assert.True(ThresholdRange.TryParse(text, out var range));
        Assert.All(alerting, value => Assert.True(range.Alerts(value)));
        Assert.All(quiet, value => Assert.False(range.Alerts(value)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("@")]
    [InlineData("x")]
    [InlineData("x:1")]
    [InlineData("1:x")]
    [InlineData("nan")]
    public void TryParse_NoRange_IsRefused(string text) => Assert.False(ThresholdRange.TryParse(text, out _));

    [Theory]
    [InlineData("10")]
    [InlineData("10:")]
    [InlineData("~:10")]
    [InlineData("@10:20")]
    [InlineData("-5:20")]
    public void ToString_Range_IsTheTextItWasReadFrom(string text)
    {
        Assert.True(ThresholdRange.TryParse(text, out var range));
        Assert.Equal(text, range.ToString());
    }
}
