using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;

namespace Tsuba.Dispatch.Tests.Cutting;

/// <summary>What daemon objects say about connections.</summary>
public sealed class ConnectionCheckTests
{
    [Fact]
    public void Check_UseSsl0_IsOneWarning()
    {
        var cut = new SiteBuilder().Scheduler("s", ("use_ssl", "0")).Add(ObjectType.Poller, "p", ("use_ssl", "0")).Add(ObjectType.Broker, "b", ("use_ssl", "1")).Host("h").Cut();

        var finding = Assert.Single(cut.Diagnostics, finding => finding.Code == DispatchFindings.PlainHttp.Code);

        Assert.Equal(Severity.Warning, finding.Severity);
        Assert.Contains("scheduler-s, poller-p", finding.Message, StringComparison.Ordinal);
        Assert.True(cut.IsAccepted);
    }

    [Fact]
    public void Check_SatelliteMapThatCannotBeRead_IsAnError()
    {
        var cut = new SiteBuilder().Scheduler("s", ("satellitemap", "p=192.0.2.1,q")).Host("h").Cut();

        var finding = Assert.Single(cut.Diagnostics, finding => finding.Code == DispatchFindings.BadSatelliteMap.Code);

        Assert.Contains("'q'", finding.Message, StringComparison.Ordinal);
        Assert.False(cut.IsAccepted);
    }

    [Theory]
    [InlineData("timeout", "13", "13 s")]
    [InlineData("check_interval", "10", "30 s")]
    [InlineData("max_check_attempts", "5", "5 s")]
    public void Check_ClassicTimersThatDiffer_AreSaidWithTheirEffect(string property, string value, string effect)
    {
        var cut = new SiteBuilder().Scheduler("s", (property, value)).Host("h").Cut();

        var finding = Assert.Single(cut.Diagnostics, finding => finding.Code == DispatchFindings.ClassicTimers.Code);

        Assert.Contains(effect, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_ShippedTimers_AreNotWorthAWord() =>
        Assert.DoesNotContain(
            new SiteBuilder().Scheduler("s", ("timeout", "3"), ("check_interval", "60"), ("max_check_attempts", "3")).Host("h").Cut().Diagnostics,
            finding => finding.Code == DispatchFindings.ClassicTimers.Code);
}
