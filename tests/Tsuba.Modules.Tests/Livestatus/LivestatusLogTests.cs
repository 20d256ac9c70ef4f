using Tsuba.Model.Items;

namespace Tsuba.Modules.Tests.Livestatus;

public sealed class LivestatusLogTests
{
    [Theory]
    [InlineData("Columns: time type\nFilter: time >= 1700000700\n", "1700000800;Tsuba 1.0 starting...\n1700000700;SERVICE ALERT\n")]
    [InlineData("Columns: time\nLimit: 1\n", "1700000800\n")]
    [InlineData("Columns: time\nFilter: time >= 1700000100\nFilter: time < 1700000300\n", "1700000200\n1700000100\n")]
    [InlineData("Columns: type host_name service_description state state_type attempt plugin_output\nFilter: class = 1\nFilter: state = 2\n", "SERVICE ALERT;web;http;2;HARD;3;broken\n")]
    [InlineData("Columns: contact_name host_name state state_type command_name plugin_output\nFilter: class = 3\nFilter: state_type ~ ACK\n", "ann;web;2;ACKNOWLEDGEMENT (CRITICAL);mail;broken;ann;looking\n")]
    [InlineData("Columns: host_name state_type comment\nFilter: type ~ DOWNTIME\n", "web;STARTED;Host has entered a period of scheduled downtime\n")]
    [InlineData("Columns: message class command_name\nFilter: class = 5\n", "[1700000400] EXTERNAL COMMAND: ENABLE_NOTIFICATIONS;5;ENABLE_NOTIFICATIONS\n")]
    [InlineData("Columns: class\nFilter: class = 2\n", "2\n")]
    [InlineData("Columns: class\nFilter: class = 6\nFilter: log_time > 0\n", "6\n")]
    [InlineData("Columns: host_alias current_service_description command_line\nFilter: class = 3\nLimit: 1\n", "Web <b>server</b>;http;/bin/true\n")]
    [InlineData("Filter: class = 4\nAuthUser: ann\nColumns: host_name\n", "")]
    [InlineData("Filter: class = 4\nColumns: host_name state\n", "gone;1\n")]
    [InlineData("Stats: time != -1\nStats: class = 1\nOr: 0\nNegate:\n", "9;3\n")]
    [InlineData("Filter: host_name = web\nFilter: service_description = http\nStats: class = 1\n", "2\n")]
    public async Task Log_Query_GivesLinesNewestFirst(string headers, string expected)
    {
        await using var port = await LivestatusPortFixture.StartAsync();

        Assert.Equal(expected, await port.AskAsync($"GET log\n{headers}\n"));
    }

    [Fact]
    public async Task StateHistory_OfAService_HasAPeriodForEachChange()
    {
        await using var port = await LivestatusPortFixture.StartAsync();

        var answer = await port.AskAsync(
            "GET statehist\nColumns: from until state in_host_downtime duration_critical log_output\nFilter: time >= 1700000050\nFilter: time < 1700000850\n"
            + "Filter: host_name = web\nFilter: service_description = http\nFilter: state >= 0\n\n");

        Assert.Equal(
            "1700000050;1700000100;0;0;0;all is well\n1700000100;1700000700;2;0;600;broken\n1700000700;1700000850;0;0;0;well again\n",
            answer);
    }

    [Fact]
    public async Task StateHistory_HostInDowntime_ShowsAtTheService()
    {
        await using var port = await LivestatusPortFixture.StartAsync();

        var answer = await port.AskAsync("GET statehist\nColumns: state in_host_downtime\nStats: sum duration\nFilter: time >= 1700000000\nFilter: time < 1700000800\nFilter: current_service_description = http\n\n");

        Assert.Equal("0;0;100\n2;0;200\n2;1;400\n0;1;100\n", answer);
    }

    [Fact]
    public async Task StateHistory_ItemThatWasNeverChecked_HasNoState()
    {
        await using var port = await LivestatusPortFixture.StartAsync();
        port.History.Add("CURRENT SERVICE STATE: db;disk /var;PENDING;HARD;1;", ItemId.OfService("db", "disk /var"));

        var answer = await port.AskAsync("GET statehist\nColumns: state duration duration_ok duration_unmonitored\nFilter: time >= 1700000800\nFilter: time < 1700001100\nFilter: host_name = db\nFilter: service_description = disk /var\n\n");

        Assert.Equal("-1;300;0;300\n", answer);
    }

    [Fact]
    public async Task StateHistory_WithoutTime_IsRefused()
    {
        await using var port = await LivestatusPortFixture.StartAsync();

        Assert.Contains("must limit time", await port.AskAsync("GET statehist\nColumns: state\n\n"), StringComparison.Ordinal);
    }
}
