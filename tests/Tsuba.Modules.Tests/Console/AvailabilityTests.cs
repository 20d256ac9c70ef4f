using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Tsuba.LiveState;
using Tsuba.Model.Items;
using Tsuba.Modules.Console;
using Tsuba.Modules.Console.Reports;
using Tsuba.Modules.Tests.History;
using Tsuba.Modules.Tests.Live;
using Tsuba.Modules.Tests.Passive;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Modules.Tests.Console;

/// <summary>Reports over API, page and operator call: web;http was CRITICAL for half an hour of the last four.</summary>
public sealed class AvailabilityTests : IAsyncLifetime
{
    private static readonly ItemId Http = ItemId.OfService("web", "http");

    private readonly ModuleFixture _fixture = new();
    private readonly HistoryFixture _history = new();
    private readonly LiveTables _tables = SampleSite.Create();
    private readonly HttpClient _client = new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() });
    private ConsoleModule? _module;
    private Dictionary<string, string> _secrets = [];
    private long _start;

    public async Task InitializeAsync()
    {
        _start = DateTimeOffset.UtcNow.AddHours(-4).ToUnixTimeSeconds() * 1000;
        _history.Time.Advance(DateTimeOffset.UtcNow - _history.Time.GetUtcNow());
        await _history.StartAsync();
        await _history.TakeAsync(1, Status(1, _start, 0), Status(2, _start + 3_600_000, 2), Status(3, _start + 5_400_000, 0));
        _module = new ConsoleModule(_fixture.Context(("webui_port", "0")), _tables, () => _history.Module);
        await _module.StartAsync(CancellationToken.None);
        _secrets = await _fixture.FirstSecretsAsync();
        _client.BaseAddress = _module.Address;
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _secrets["token"]);
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _module!.DisposeAsync();
        await _history.DisposeAsync();
        _fixture.Dispose();
    }

    [Fact]
    public async Task Report_OfAService_IsItsShareOfTheRange_AndALateCorrectionChangesIt()
    {
        Assert.Equal(75.0, await PercentAsync());

        var made = await _client.PostAsJsonAsync("/api/v1/availability/corrections", new
        {
            host = "web",
            service = "http",
            from = (_start + 3_600_000) / 1000,
            to = (_start + 4_500_000) / 1000,
            kind = "state",
            state = "OK",
            reason = "the probe was broken",
        });
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        Assert.Equal(87.5, await PercentAsync());

        var id = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetInt64();
        Assert.Equal(HttpStatusCode.BadRequest, (await _client.DeleteAsync($"/api/v1/availability/corrections/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await _client.DeleteAsync($"/api/v1/availability/corrections/{id}?reason=it+was+not")).StatusCode);
        Assert.Equal(75.0, await PercentAsync());
        var listed = Assert.Single((await GetAsync("/api/v1/availability/corrections")).EnumerateArray());
        Assert.Equal(("the probe was broken", "it was not"), (listed.GetProperty("reason").GetString(), listed.GetProperty("revoked_reason").GetString()));
    }

    [Fact]
    public async Task Report_LateDowntime_ChangesWhatIsTakenOut()
    {
        Assert.Equal(75.0, await PercentAsync("&downtime=exclude"));

        await _history.TakeAsync(1, new Event
        {
            Sequence = 4,
            UtcMs = _history.Now,
            Downtime = new DowntimeEvent { Id = 1, Item = ItemId.OfHost("web").Value, IsActive = true, IsFixed = true, StartUtcMs = _start + 3_600_000, EndUtcMs = _history.Now + 1000, Author = "ann", Text = "late" },
        });

        Assert.Equal(100.0, await PercentAsync("&downtime=exclude"));
        Assert.Equal(75.0, await PercentAsync("&downtime=exclude&host_downtime=0"));
        Assert.Equal(75.0, await PercentAsync("&downtime=exclude&host_downtime=false"));
        Assert.Equal(75.0, await PercentAsync());
    }

    [Fact]
    public async Task Report_AsCsv_HasTheSameNumbers()
    {
        var lines = (await _client.GetStringAsync($"/api/v1/availability?host=web&service=http{Range()}&format=csv")).Split("\r\n");

        Assert.StartsWith("host,service,availability_percent,range_s", lines[0], StringComparison.Ordinal);
        Assert.Equal("web,http,75,7200,5400,7200,0,0,0,5400,0,0,0,1800,0,0,0", lines[1]);
    }

    [Fact]
    public async Task Report_OfAContact_HoldsItsOwnItemsOnly_AndItMayNotCorrect()
    {
        await SignInAsync("ann", "ann's secret");

        var hosts = (await GetAsync("/api/v1/availability?range=today")).GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("host").GetString());
        Assert.Equal(["web"], hosts);
        Assert.Equal(HttpStatusCode.NotFound, (await _client.GetAsync("/api/v1/availability?host=db")).StatusCode);
        var page = await _client.GetStringAsync("/availability?host=web&service=http" + Range());
        Assert.Contains("75.000 %", page, StringComparison.Ordinal);
        Assert.DoesNotContain("action=\"/availability/corrections\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_OfAnAdministrator_CorrectsByItsForm()
    {
        await SignInAsync("admin", _secrets["password"]);
        var page = await _client.GetStringAsync("/availability?host=web&service=http" + Range());
        var token = page.Split("name=\"form_token\" value=\"")[1].Split('"')[0];
        var from = DateTimeOffset.FromUnixTimeMilliseconds(_start).ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture);
        var to = DateTimeOffset.UtcNow.ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["form_token"] = token,
            ["host"] = "web",
            ["service"] = "http",
            ["from"] = from,
            ["to"] = to,
            ["kind"] = "exclude",
            ["reason"] = "<b>moved</b>",
        });

        var answer = await (await _client.PostAsync("/availability/corrections", form)).Content.ReadAsStringAsync();

        Assert.Contains("Correction 1 is in force.", answer, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;moved&lt;/b&gt;", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("style=", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("range=nonsense", "range 'nonsense'")]
    [InlineData("from=tomorrow", "from and to")]
    [InlineData("from=200&to=100", "ends before it begins")]
    [InlineData("downtime=maybe", "downtime 'maybe'")]
    [InlineData("initial_state=green", "initial_state 'green'")]
    [InlineData("timeperiod=none", "time period 'none'")]
    [InlineData("limit=100000", "limit")]
    [InlineData("from=0001-01-01", "from and to")]
    [InlineData("from=0001-01-01T00:00&to=9999-12-31T23:59", "from and to")]
    [InlineData("downtime=1", "downtime '1' is none of count, exclude, available")]
    [InlineData("soft=yes", "soft 'yes' is none of 0, 1")]
    [InlineData("host_downtime=maybe", "host_downtime 'maybe' is none of 0, 1")]
    [InlineData("format=xml", "format 'xml' is none of json, csv")]
    [InlineData("initial_state=critical", "initial_state 'critical' is none of undetermined, current, up, down, unreachable")]
    [InlineData("host=web&service=http&initial_state=down", "initial_state 'down' is none of undetermined, current, ok, warning, critical, unknown")]
    public async Task Report_QuestionThatMakesNoSense_IsRefusedWithTheReason(string query, string reason)
    {
        var answer = await _client.GetAsync("/api/v1/availability?" + query);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(reason, (await answer.Content.ReadAsStringAsync()).Replace("\\u0027", "'", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense", "OK", "x", HttpStatusCode.BadRequest)]
    [InlineData("state", "UP", "x", HttpStatusCode.BadRequest)]
    [InlineData("downtime", "", "", HttpStatusCode.BadRequest)]
    [InlineData("downtime", "", "two\nlines", HttpStatusCode.BadRequest)]
    public async Task Correction_ThatMakesNoSense_IsRefused(string kind, string state, string reason, HttpStatusCode status) => Assert.Equal(
        status,
        (await _client.PostAsJsonAsync("/api/v1/availability/corrections", new { host = "web", service = "http", from = 1000, to = 2000, kind, state, reason })).StatusCode);

    [Fact]
    public async Task Operator_AsksWithTheSameNames()
    {
        var desk = new OperatorReports(_tables, () => _history.Module, TimeProvider.System);
        var request = new AvailabilityRequest { Verb = AvailabilityVerb.Correct, Author = "root" };
        foreach (var (name, value) in new[] { ("host", "web"), ("service", "http"), ("from", Seconds(3_600_000)), ("to", Seconds(5_400_000)), ("kind", "exclude"), ("reason", "by hand") })
        {
            request.Parameters[name] = value;
        }

        Assert.Equal(201, (await desk.AnswerAsync(request, CancellationToken.None)).Status);
        Assert.Equal(100.0, await PercentAsync());
        request.Verb = AvailabilityVerb.Revoke;
        request.Parameters["id"] = "1";
        Assert.Equal(204, (await desk.AnswerAsync(request, CancellationToken.None)).Status);
        request.Verb = AvailabilityVerb.Corrections;
        Assert.Contains("root", (await desk.AnswerAsync(request, CancellationToken.None)).Body.ToStringUtf8(), StringComparison.Ordinal);
    }

    // Two hours around the outage.
    private string Range() => $"&from={Seconds(1_800_000)}&to={Seconds(9_000_000)}";

    private string Seconds(long after) => ((_start + after) / 1000).ToString(CultureInfo.InvariantCulture);

    private async Task<double> PercentAsync(string query = "") =>
        (await GetAsync("/api/v1/availability?host=web&service=http" + Range() + query)).GetProperty("rows")[0].GetProperty("availability").GetDouble();

    private static Event Status(ulong sequence, long utc, uint state) => new()
    {
        Sequence = sequence,
        UtcMs = utc,
        Status = new StatusEvent { Item = Http.Value, State = state, StateType = 1, Attempt = 1, HasBeenChecked = true, LastStateChange = utc },
    };

    private async Task SignInAsync(string user, string password)
    {
        _client.DefaultRequestHeaders.Authorization = null;
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["user"] = user, ["password"] = password, ["to"] = "/" });
        Assert.Equal(HttpStatusCode.Redirect, (await _client.PostAsync("/sign-in", form)).StatusCode);
    }

    private async Task<JsonElement> GetAsync(string path)
    {
        using var document = JsonDocument.Parse(await _client.GetStringAsync(path));
        return document.RootElement.Clone();
    }
}
