using Tsuba.Engine.Forecasts;
using Tsuba.Engine.Scenarios;
using Tsuba.Model.Items;

namespace Tsuba.Engine.Tests.Forecasts;

public sealed class WhatIfParserTests
{
    private const long From = 1_700_000_000_000;

    [Fact]
    public void Parse_EachKind_GivesItsEvent()
    {
        var script = Parse(
            "down router1 for 2h",
            "# a remark",
            "state \"web server;http\" warning \"slow\" from +10m",
            "downtime web from +5m for 1h",
            "ack web;http",
            "command 'DISABLE_NOTIFICATIONS' from +1h",
            "command ADD_HOST_COMMENT;web;1;bob;it came from the cellar");

        Assert.Empty(script.Errors);
        Assert.Equal<WhatIfEvent>(
            [
                new AssumedAnswer(1, From, From + 7_200_000, new ItemName("router1", null), new PluginAnswer(2, "DOWN - assumed")),
                new AssumedAnswer(3, From + 600_000, null, new ItemName("web server", "http"), new PluginAnswer(1, "slow")),
                new AssumedCommand(4, From + 300_000, "SCHEDULE_HOST_DOWNTIME;web;1700000300;1700003900;1;0;3600;whatif;assumed"),
                new AssumedCommand(5, From, "ACKNOWLEDGE_SVC_PROBLEM;web;http;2;1;0;whatif;assumed"),
                new AssumedCommand(6, From + 3_600_000, "DISABLE_NOTIFICATIONS"),
                new AssumedCommand(7, From, "ADD_HOST_COMMENT;web;1;bob;it came from the cellar"),
            ],
            script.Events);
        Assert.Equal(From + 7_200_000, script.LastUtcMilliseconds);
    }

    [Theory]
    [InlineData("dwon router1", "line 1: unknown 'dwon'; did you mean 'down'?")]
    [InlineData("down", "line 1: the name of a host or service is missing")]
    [InlineData("down web for ever", "line 1: 'ever' is no span; expected 90s, 5m, 2h, 1d")]
    [InlineData("down web from nowhere", "line 1: 'nowhere' is no time; expected 02:00, 2026-11-29T02:00, +30m or epoch seconds")]
    [InlineData("down web until 5m", "line 1: 'until' is more than expected")]
    [InlineData("state web critical", "line 1: 'critical' is no state of a host; expected one of up, down")]
    [InlineData("down \"web", "line 1: a quote is not closed")]
    [InlineData("ack web for 2h", "line 1: an acknowledgement takes only 'from TIME'")]
    [InlineData("command", "line 1: the command is missing")]
    public void Parse_Mistake_IsSaid(string line, string expected) => Assert.Equal([expected], Parse(line).Errors.Select(error => error.ToString()));

    private static WhatIfScript Parse(params string[] lines) => WhatIfParser.Parse(lines, From, TimeZoneInfo.Utc);
}
