using System.Text;
using System.Text.Json;
using Tsuba.LiveState;
using Tsuba.LiveState.Access;
using Tsuba.Modules.Livestatus;
using Tsuba.Modules.Livestatus.Tables;
using Tsuba.Modules.Tests.Live;

namespace Tsuba.Modules.Tests.Livestatus;

public sealed class LivestatusQueryTests
{
    private readonly LiveTables _tables = SampleSite.Create();

    [Theory]
    [InlineData("GET hosts\nColumns: name state\n", "db;1\nweb;0\n")]
    [InlineData("GET services\nColumns: host_name description state\nFilter: state = 2\n", "web;http;2\n")]
    [InlineData("GET services\nColumns: description\nFilter: state = 0\nFilter: has_been_checked = 1\nAnd: 2\nNegate:\n", "disk /var\nhttp\n")]
    [InlineData("GET services\nColumns: description\nFilter: description ~ ^h\nFilter: description ~~ ^SS\nOr: 2\n", "http\nssh\n")]
    [InlineData("GET services\nColumns: description\nFilter: contacts >= bob\n", "disk /var\n")]
    [InlineData("GET services\nColumns: service_description\nFilter: host_custom_variables = SNMP public\nSort: description desc\n", "ssh\nhttp\n")]
    [InlineData("GET services\nStats: state = 2\nStats: state = 0\nStats: max latency\n", "1;2;0.25\n")]
    [InlineData("GET services\nColumns: host_name\nStats: state >= 0\n", "db;1\nweb;2\n")]
    [InlineData("GET services\nFilter: host_name = none\nStats: state = 0\nStats: avg latency\n", "0;0.0\n")]
    [InlineData("GET comments\nColumns: id author comment service_description host_alias\n", "7;ann;looking;http;Web <b>server</b>\n")]
    [InlineData("GET hosts\nColumns: name nosuchcolumn services\nLimit: 1\nOffset: 1\n", "web;;http,ssh\n")]
    [InlineData("GET status\nColumns: num_hosts num_services\nColumnHeaders: on\n", "num_hosts;num_services\n2;3\n")]
    public void Answer_Query_GivesRows(string query, string expected) => Assert.Equal(expected, Ask(query));

    [Theory]
    [InlineData("GET nothing\nResponseHeader: fixed16\n", "404")]
    [InlineData("GET hosts\nFilter: name ~ (\nResponseHeader: fixed16\n", "400")]
    [InlineData("GET hosts\nAnd: 2\nResponseHeader: fixed16\n", "400")]
    [InlineData("GET hosts\nBogus: 1\nResponseHeader: fixed16\n", "400")]
    [InlineData("PUT hosts\nResponseHeader: fixed16\n", "452")]
    [InlineData("GET hosts\nColumns: name\nResponseHeader: fixed16\n", "200")]
    public void Answer_FixedHeader_HasStatusAndLength(string query, string status)
    {
        var bytes = LivestatusQuery.Answer(_tables, query, All, DateTimeOffset.UnixEpoch).Body.ToArray();

        var header = Encoding.ASCII.GetString(bytes, 0, 16);
        Assert.Equal(status, header[..3]);
        Assert.Equal(bytes.Length - 16, int.Parse(header[4..15].Trim(), System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Answer_Json_IsAsciiAndParses()
    {
        var bytes = LivestatusQuery.Answer(_tables, "GET services\nColumns: description plugin_output state contacts\nOutputFormat: json\n", All, DateTimeOffset.UnixEpoch).Body.ToArray();

        Assert.All(bytes, value => Assert.InRange(value, (byte)0x0a, (byte)0x7e));
        using var document = JsonDocument.Parse(bytes);
        Assert.Equal("<script>alert(1)</script> ünïcode", document.RootElement[1][1].GetString());
        Assert.Equal(2, document.RootElement[1][2].GetInt32());
    }

    [Fact]
    public void Answer_AuthUser_SeesOnlyItsOwn()
    {
        Assert.Equal("web\n", Ask("GET hosts\nColumns: name\nAuthUser: ann\n"));
        Assert.Equal("", Ask("GET comments\nColumns: id\nAuthUser: bob\n"));
        Assert.Equal("", Ask("GET services\nColumns: description\nAuthUser: nobody\n"));
    }

    [Fact]
    public void Answer_ContactAsCaller_CannotBecomeAnother()
    {
        var bytes = LivestatusQuery.Answer(_tables, "GET hosts\nColumns: name\nAuthUser: ann\n", Viewer.OfContact("bob", false), DateTimeOffset.UnixEpoch).Body.ToArray();

        Assert.Equal("db\n", Encoding.UTF8.GetString(bytes));
    }

    [Fact]
    public void Answer_EveryColumnOfEveryTable_CanBeSelectedFilteredAndCounted()
    {
        foreach (var name in new[] { "hosts", "services", "comments", "downtimes", "hostgroups", "servicegroups", "contacts", "contactgroups", "commands", "timeperiods", "status", "columns" })
        {
            var table = AllTables.Find(name)!;
            foreach (var column in table.Columns)
            {
                foreach (var line in new[] { $"Columns: {column.Name}", $"Filter: {column.Name} = 1", $"Filter: {column.Name} ~ a", $"Sort: {column.Name} desc", $"Stats: sum {column.Name}", $"Stats: std {column.Name}" })
                {
                    var answer = Ask($"GET {name}\n{line}\nResponseHeader: fixed16\nOutputFormat: json\n");
                    Assert.True(answer.StartsWith("200", StringComparison.Ordinal), $"{name}: {line}: {answer}");
                }
            }
        }
    }

    private static Viewer All => Viewer.Everything("test", canSubmitCommands: true);

    private string Ask(string query) => Encoding.UTF8.GetString(LivestatusQuery.Answer(_tables, query, All, DateTimeOffset.UnixEpoch).Body.Span);
}
