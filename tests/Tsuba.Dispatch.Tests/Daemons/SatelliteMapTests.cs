using Tsuba.Dispatch.Daemons;

namespace Tsuba.Dispatch.Tests.Daemons;

public sealed class SatelliteMapTests
{
    [Theory]
    [InlineData("p=192.0.2.1:7000", "192.0.2.1", 7000)]
    [InlineData(" q=other , p = 192.0.2.1 ", "192.0.2.1", 7771)]
    [InlineData("p=far.example:80", "far.example", 80)]
    [InlineData("p=[2001:db8::1]:80", "2001:db8::1", 80)]
    [InlineData("p=[2001:db8::1]", "2001:db8::1", 7771)]
    [InlineData("p=2001:db8::1", "2001:db8::1", 7771)]
    [InlineData("q=192.0.2.1", "here", 7771)]
    [InlineData("", "here", 7771)]
    [InlineData(null, "here", 7771)]
    public void Translate_GivesWhatTheMapSays(string? text, string host, int port)
    {
        var faults = new List<string>();

        Assert.Equal((host, port), SatelliteMap.Parse(text, faults).Translate("p", "here", 7771));
        Assert.Empty(faults);
    }

    [Theory]
    [InlineData("p")]
    [InlineData("p=")]
    [InlineData("=192.0.2.1")]
    [InlineData("p=192.0.2.1:0")]
    [InlineData("p=192.0.2.1:99999")]
    [InlineData("p=192.0.2.1:port")]
    [InlineData("p=[2001:db8::1")]
    public void Parse_EntryThatCannotBeRead_IsReportedAndLeftOut(string text)
    {
        var faults = new List<string>();

        var map = SatelliteMap.Parse($"{text},q=192.0.2.9", faults);

        Assert.Equal([text], faults);
        Assert.Equal(("here", 1), map.Translate("p", "here", 1));
        Assert.Equal(("192.0.2.9", 1), map.Translate("q", "here", 1));
    }
}
