using System.Text;
using System.Text.Json;
using Tsuba.LiveState;
using Tsuba.LiveState.Access;
using Tsuba.Modules.Livestatus;
using Tsuba.Modules.Tests.Live;
using Tsuba.Testing.Time;

namespace Tsuba.Modules.Tests.Livestatus;

public sealed class LivestatusQueryTests
{
    private readonly LiveTables _tables = SampleSite.Create();

    [Theory]
    [InlineData("GET hosts\nColumns: name state\n", "db;1\nweb;0\n")]
    [InlineData("GET services\nColumns: host_name description state\nFilter: state = 2\n", "web;http;2\n")]
    [InlineData("GET services\nColumns: description\nFilter: state = 0\nFilter: has_been_checked = 1\nAnd: 2\nNegate:\n", "disk /var\nhttp\n")]
    [InlineData("GET services\nColumns: description\nFilter: description ~ ^[[:alpha:]]{3}$\n", "ssh\n")]
    [InlineData("GET services\nColumns: description\nFilter: description ~ ^[^[:space:][:digit:]]{3}$\n", "ssh\n")]
    [InlineData("GET services\nColumns: description\nFilter: description ~ ^h\nFilter: description ~~ ^SS\nOr: 2\n", "http\nssh\n")]
    [InlineData("GET services\nColumns: description\nFilter: contacts >= bob\n", "disk /var\n")]
    [InlineData("GET services\nColumns: service_description\nFilter: host_custom_variables = SNMP public\nSort: description desc\n", "ssh\nhttp\n")]
    [InlineData("GET services\nStats: state = 2\nStats: state = 0\nStats: max latency\n", "1;2;0.25\n")]
    [InlineData("GET services\nColumns: host_name\nStats: state >= 0\n", "db;1\nweb;2\n")]
    [InlineData("GET services\nFilter: host_name = none\nStats: state = 0\nStats: avg latency\n", "0;0\n")]
    [InlineData("GET comments\nColumns: id author comment service_description host_alias\n", "7;ann;looking;http;Web <b>server</b>\n")]
    [InlineData("GET hosts\nColumns: name nosuchcolumn services\nLimit: 1\nOffset: 1\n", "web;;http,ssh\n")]
    [InlineData("GET services\nStats: state != 9\nColumns: host_name\nStats: max state\n", "db;1;0\nweb;2;2\n")]
    [InlineData("GET hosts\nStatsAnd: 0\nStatsOr: 0\n", "2;0\n")]
    [InlineData("GET services\nStats: state = 0\nStats: state = 2\nStatsOr: 2\nStats: state = 0\nStatsNegate:\n", "3;1\n")]
    [InlineData("GET services\nColumns: description\nAnd: 0\nLimit: 1\n", "disk /var\n")]
    [InlineData("GET services\nColumns: description\nOr: 0\n", "")]
    [InlineData("GET hosts\nColumns: name\nFilter: parents =\n", "db\nweb\n")]
    [InlineData("GET hosts\nColumns: name\nFilter: services !=\nFilter: services !>= http\n", "db\n")]
    [InlineData("GET hosts\nColumns: name custom_variables\nFilter: custom_variables ~~ SNMP PUB\n", "web;SNMP|public\n")]
    [InlineData("GET services\nColumns: description\nFilter: comments >= 7\n", "http\n")]
    [InlineData("GET hosts\nColumns: host_name services_with_state\nFilter: name = web\n", "web;http|2|1,ssh|0|1\n")]
    [InlineData("GET hosts\nColumns: name\nSeparators: 33 59 44 124\n", "db!web!")]
    [InlineData("GET services\nStats: sum latency =\nStats: sum perf_data\n", "0.5;time=0.5\n")]
    [InlineData("GET services\nColumns: description staleness\nFilter: staleness < 1.5\n", "")]
    [InlineData("GET hosts\nColumns: name\nFilter: name = web\nFilter: state = 1\n", "")]
    [InlineData("GET hosts\nColumns: name\nFilter: name \t =  web\n", "")]
    [InlineData("GET hosts\nColumns: name\nFilter: name   =\tweb\nFilter: alias  !=\n", "web\n")]
    [InlineData("GET hosts\nStats: state  = 0\n", "1\n")]
    [InlineData("GET hosts\nColumns: notes\nStats: state >= 0\n", ";2\n")]
    [InlineData("GET problems\nColumns: source\n", "")]
    [InlineData("GET hosts\nColumns: name\nLocaltime: 1\nLimit: 0\n", "Localtime is more than 24 hours away from the clock of the server\n")]
    [InlineData("GET hosts\nFilter: name = web\nStats: num_services = 2\nStats: avg num_services\n", "1;2\n")]
    [InlineData("GET schedulers\nColumns: name address port spare alive weight\n", "scheduler-1;10.0.0.1;7768;0;1;3\nscheduler-2;[fd00::2];7768;1;0;1\n")]
    [InlineData("GET pollers\nColumns: poller_name alive\nFilter: alive = 1\n", "poller-1;1\n")]
    [InlineData("GET brokers\nColumns: name\n", "")]
    [InlineData("GET status\nColumns: num_hosts num_services\nColumnHeaders: on\n", "num_hosts;num_services\n2;3\n")]
    public void Answer_Query_GivesRows(string query, string expected) => Assert.Equal(expected, Ask(query));

    [Theory]
    [InlineData("GET nothing\nResponseHeader: fixed16\n", "404")]
    [InlineData("GET hosts\nFilter: name ~ (\nResponseHeader: fixed16\n", "400")]
    [InlineData("GET hosts\nAnd: 2\nResponseHeader: fixed16\n", "400")]
    [InlineData("GET hosts\nBogus: 1\nResponseHeader: fixed16\n", "400")]
    [InlineData("GET hosts\nFilter: nosuch = 1\nResponseHeader: fixed16\n", "450")]
    [InlineData("GET hosts\nStats: sum nosuch\nResponseHeader: fixed16\n", "450")]
    [InlineData("GET hosts\nStats: sum state\nStatsAnd: 1\nResponseHeader: fixed16\n", "400")]
    [InlineData("GET\nResponseHeader: fixed16\n", "452")]
    [InlineData("GET hosts\nWaitTrigger: never\nResponseHeader: fixed16\n", "400")]
    [InlineData("GET hosts\nColumns: nosuch\nResponseHeader: fixed16\n", "200")]
    [InlineData("PUT hosts\nResponseHeader: fixed16\n", "452")]
    [InlineData("GET hosts\nColumns: name\nResponseHeader: fixed16\n", "200")]
    public void Answer_FixedHeader_HasStatusAndLength(string query, string status)
    {
        var bytes = new LivestatusQuery(_tables, TimeProvider.System).Answer(query, All).Body.ToArray();

        var header = Encoding.ASCII.GetString(bytes, 0, 16);
        Assert.Equal(status, header[..3]);
        Assert.Equal(bytes.Length - 16, int.Parse(header[4..15].Trim(), System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Answer_Json_IsAsciiAndParses()
    {
        var bytes = new LivestatusQuery(_tables, TimeProvider.System).Answer("GET services\nColumns: description plugin_output state contacts\nOutputFormat: json\n", All).Body.ToArray();

        Assert.All(bytes, value => Assert.InRange(value, (byte)0x0a, (byte)0x7e));
        using var document = JsonDocument.Parse(bytes);
        Assert.Equal("<script>alert(1)</script> ünïcode", document.RootElement[1][1].GetString());
        Assert.Equal(2, document.RootElement[1][2].GetInt32());
    }

    [Theory]
    [InlineData("json", """[["\ud83d\ude00 \u00fc"]]""")]
    [InlineData("python", """[[u"\U0001f600 \u00fc"]]""")]
    [InlineData("python3", """[["\U0001f600 \u00fc"]]""")]
    public void Answer_CharacterBeyondTheFirstPlane_IsOneForItsReader(string form, string expected)
    {
        _tables.Apply(SampleSite.Part, new Tsuba.Protocol.Contracts.EventFrame
        {
            First = 100,
            Events = { SampleSite.Status(100, Tsuba.Model.Items.ItemId.OfHost("web"), 0, "\U0001F600 ü", "") },
        });

        Assert.Equal(expected, Ask($"GET hosts\nColumns: plugin_output\nFilter: name = web\nOutputFormat: {form}\n").Trim());
    }

    [Fact]
    public void Answer_WrappedJson_CountsBeyondTheLimit()
    {
        using var document = JsonDocument.Parse(Ask("GET services\nColumns: description\nSort: description desc\nLimit: 1\nOutputFormat: wrapped_json\n"));

        Assert.Equal(3, document.RootElement.GetProperty("total_count").GetInt32());
        Assert.Equal("ssh", Assert.Single(document.RootElement.GetProperty("data").EnumerateArray())[0].GetString());
    }

    [Theory]
    [InlineData("(a+)+$")]
    [InlineData("(a|aa)+b")]
    [InlineData("((a*)*)*c")]
    public void Filter_HostileRegex_TakesLinearWork(string pattern)
    {
        var configuration = new string('a', 20_000);
        _tables.Apply(SampleSite.Part, new Tsuba.Protocol.Contracts.EventFrame
        {
            First = 100,
            Events = { SampleSite.Status(100, Tsuba.Model.Items.ItemId.OfHost("web"), 0, configuration + "!", "") },
        });

        // With backtracking this would not come back within the age of the universe.
        Assert.Equal("db\nweb\n", Ask($"GET hosts\nColumns: name\nFilter: plugin_output ~ {pattern}\nNegate:\n"));
    }

    [Theory]
    [InlineData("(a{1000}){1000}")]
    [InlineData("(?=look)ahead")]
    [InlineData("(a)\\1")]
    public void Filter_RegexThatCannotRunSafely_IsRefused(string pattern) =>
        Assert.Contains("invalid regular expression", Ask($"GET hosts\nFilter: name ~ {pattern}\n"), StringComparison.Ordinal);

    [Theory]
    [InlineData("Filter: name ~ ^w.b$\n", 500, "web\n")]
    [InlineData("Filter: name ~ ^w.b$\n", 501, "more than 500 regular expressions; one can hold several, with | between them\n")]
    [InlineData("WaitCondition: contacts ~ ^a.n\n", 501, "more than 500 regular expressions; one can hold several, with | between them\n")]
    [InlineData("Stats: custom_variables ~ SNMP p.b\n", 501, "more than 500 regular expressions; one can hold several, with | between them\n")]
    [InlineData("Filter: name ~ ^web$\n", 5000, "web\n")]
    public void Filter_ManyRegularExpressions_AreRefusedBeforeTheyFillTheMemory(string header, int count, string expected) =>
        Assert.Equal(expected, Ask($"GET hosts\nColumns: name\n{string.Concat(Enumerable.Repeat(header, count))}"));

    [Fact]
    public void Filter_NestedTooDeep_IsRefused()
    {
        var query = "GET hosts\nFilter: name = web\n" + string.Concat(Enumerable.Repeat("Negate:\n", 5000));

        Assert.Contains("nested more than", Ask(query), StringComparison.Ordinal);
    }

    [Fact]
    public void Answer_LineFeedInAText_MakesNoRow()
    {
        _tables.Apply(SampleSite.Part, new Tsuba.Protocol.Contracts.EventFrame
        {
            First = 100,
            Events = { SampleSite.Status(100, Tsuba.Model.Items.ItemId.OfHost("web"), 0, "one\nfake;row\r\n", "") },
        });

        Assert.Equal("db;no answer\nweb;one\\nfake;row\\n\n", Ask("GET hosts\nColumns: name plugin_output\n"));
    }

    [Fact]
    public void Answer_AuthUser_SeesOnlyItsOwn()
    {
        Assert.Equal("web\n", Ask("GET hosts\nColumns: name\nAuthUser: ann\n"));
        Assert.Equal("", Ask("GET comments\nColumns: id\nAuthUser: bob\n"));
        Assert.Equal("", Ask("GET services\nColumns: description\nAuthUser: nobody\n"));
    }

    [Fact]
    public void Periods_ThatACommandChanged_AreShownAndHold()
    {
        var changed = SampleSite.Status(100, Tsuba.Model.Items.ItemId.OfHost("web"), 0, "", "");
        (changed.Status.CheckPeriod, changed.Status.NotificationPeriod, changed.Status.EventHandler) = ("never", "gone meanwhile", "check!x");
        var contact = new Tsuba.Protocol.Contracts.Event { Sequence = 101, ContactStatus = new Tsuba.Protocol.Contracts.ContactStatusEvent { Contact = "ann", ServicePeriod = "never" } };
        _tables.Apply(SampleSite.Part, new Tsuba.Protocol.Contracts.EventFrame { First = 100, Events = { changed, contact } });

        Assert.Equal("ann;;1;never;0\n", Ask("GET contacts\nColumns: name host_notification_period in_host_notification_period service_notification_period in_service_notification_period\nFilter: name = ann\n"));
        Assert.Equal("db;;1;;1;\nweb;never;0;;1;check!x\n", Ask("GET hosts\nColumns: name check_period in_check_period notification_period in_notification_period event_handler\n"));
    }

    [Fact]
    public void ProgramStart_SiteThatRanBefore_IsWhenItsConfigurationCame()
    {
        var time = new ManualTime();
        time.Advance(TimeSpan.FromHours(1));
        var tables = SampleSite.Create(time);
        tables.Apply(SampleSite.Part, new Tsuba.Protocol.Contracts.EventFrame
        {
            First = 100,
            Events = { new Tsuba.Protocol.Contracts.Event { Sequence = 100, Program = new Tsuba.Protocol.Contracts.ProgramEvent { StartUtcMs = 1000 } } },
        });

        var start = Encoding.UTF8.GetString(new LivestatusQuery(tables, time).Answer("GET status\nColumns: program_start\n", All).Body.Span).Trim();

        Assert.Equal($"{time.GetUtcNow().ToUnixTimeSeconds()}", start);
    }

    [Fact]
    public void Answer_ContactAsCaller_CannotBecomeAnother()
    {
        var bytes = new LivestatusQuery(_tables, TimeProvider.System).Answer("GET hosts\nColumns: name\nAuthUser: ann\n", Viewer.OfContact("bob", false)).Body.ToArray();

        Assert.Equal("db\n", Encoding.UTF8.GetString(bytes));
    }

    private static Viewer All => Viewer.Everything("test", canSubmitCommands: true);

    private string Ask(string query) => Encoding.UTF8.GetString(new LivestatusQuery(_tables, TimeProvider.System).Answer(query, All).Body.Span);
}
