using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Tsuba.LiveState;
using Tsuba.Model.Items;
using Tsuba.Modules.Console;
using Tsuba.Modules.Console.Pages;
using Tsuba.Modules.Tests.History;
using Tsuba.Modules.Tests.Live;
using Tsuba.Modules.Tests.Passive;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Modules.Tests.Console;

/// <summary>The history by API and page: of web;http, which ann sees, and of db, which she does not.</summary>
public sealed class HistoryPagesTests : IAsyncLifetime
{
    private static readonly ItemId Http = ItemId.OfService("web", "http");
    private static readonly ItemId Db = ItemId.OfHost("db");

    private readonly ModuleFixture _fixture = new();
    private readonly HistoryFixture _history = new();
    private readonly LiveTables _tables = SampleSite.Create();
    private readonly HttpClient _client = new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() });
    private ConsoleModule? _module;
    private Dictionary<string, string> _secrets = [];
    private long _start;

    public async Task InitializeAsync()
    {
        // The console works on the machine's clock; what happened lies in the hours before.
        _start = DateTimeOffset.UtcNow.AddHours(-3).ToUnixTimeMilliseconds();
        _history.Time.Advance(DateTimeOffset.UtcNow - _history.Time.GetUtcNow());
        await _history.StartAsync();
        await _history.TakeAsync(
            1,
            Status(1, _start, Http, 0, "answers"),
            Status(2, _start + 3_600_000, Http, 2, "refused <b>"),
            HistoryFixture.Log(3, _start + 3_600_000, "SERVICE ALERT: web;http;CRITICAL;HARD;1;refused <b>"),
            HistoryFixture.Log(4, _start + 3_600_001, "HOST ALERT: db;DOWN;HARD;1;silent", Db),
            Status(5, _start + 5_400_000, Http, 0, "answers"),
            HistoryFixture.Result(6, _start + 5_400_000, 12));
        _module = new ConsoleModule(_fixture.Context(("webui_port", "0")), _tables, () => _history.Module);
        await _module.StartAsync(CancellationToken.None);
        _secrets = await _fixture.FirstSecretsAsync();
        _client.BaseAddress = _module.Address;
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _module!.DisposeAsync();
        await _history.DisposeAsync();
        _fixture.Dispose();
    }

    [Fact]
    public async Task Timeline_OfAnOutage_IsASpanBetweenTwoOthers()
    {
        UseToken();

        var spans = (await GetAsync("/api/v1/timeline?host=web&service=http")).EnumerateArray().ToList();

        Assert.Equal(["OK", "CRITICAL", "OK"], spans.Select(span => span.GetProperty("state").GetString()));
        Assert.Equal(1800, spans[1].GetProperty("to").GetDouble() - spans[1].GetProperty("from").GetDouble(), 3);
    }

    [Fact]
    public async Task Timeline_OfMoreChangesThanAreRead_BeginsWithTheOldestOfThem()
    {
        UseToken();
        var changes = Enumerable.Range(0, 5001).Select(index => Status((ulong)(100 + index), _start + 6_000_000 + (index * 100), Http, (uint)(index % 2 == 0 ? 2 : 0), "flaps"));
        await _history.TakeAsync(1, [.. changes]);

        var spans = (await GetAsync($"/api/v1/timeline?host=web&service=http&from={(_start / 1000) + 3700}")).EnumerateArray().ToList();

        Assert.Equal((_start + 6_000_100) / 1000.0, spans[0].GetProperty("from").GetDouble(), 3);
    }

    [Fact]
    public async Task History_ByCursor_GivesEachEntryOnce()
    {
        UseToken();
        var texts = new List<string?>();
        string? cursor = null;
        do
        {
            var page = await GetAsync($"/api/v1/history?kind=statechange&limit=1&cursor={cursor}");
            texts.AddRange(page.GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("text").GetString()));
            cursor = page.GetProperty("next").GetString();
        }
        while (cursor is not null);

        Assert.Equal(["answers", "refused <b>", "answers"], texts);
    }

    [Fact]
    public async Task Log_OfAContact_HoldsItsOwnItemsOnly()
    {
        await SignInAsync("ann", "ann's secret");

        var lines = (await GetAsync("/api/v1/log?limit=1")).EnumerateArray().ToList();
        Assert.Equal("alert", Assert.Single(lines).GetProperty("kind").GetString());
        Assert.Equal("http", lines[0].GetProperty("service").GetString());
        var page = await _client.GetStringAsync("/log");
        Assert.Contains("refused &lt;b&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("silent", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await _client.GetAsync("/api/v1/log?host=db")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await _client.GetAsync("/api/v1/history/store")).StatusCode);
    }

    [Theory]
    [InlineData("/api/v1/log?cursor=nonsense", "cursor")]
    [InlineData("/api/v1/log?kind=nonsense", "kind 'nonsense' is none of other, alert")]
    [InlineData("/api/v1/history?kind=alert", "kind 'alert'")]
    [InlineData("/api/v1/results", "host is missing")]
    [InlineData("/api/v1/log?service=http", "service is asked for with its host")]
    [InlineData("/api/v1/history?service=http", "service is asked for with its host")]
    [InlineData("/api/v1/events?service=http", "service is asked for with its host")]
    public async Task Query_ThatMakesNoSense_IsRefusedWithTheReason(string path, string reason)
    {
        UseToken();

        var answer = await _client.GetAsync(path);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(reason, (await answer.Content.ReadAsStringAsync()).Replace("\\u0027", "'", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0001-01-01T00:00", "Europe/Paris")]
    [InlineData("9999-12-31T23:59", "America/New_York")]
    public void Time_ThatIsNoneInUtc_IsNone(string typed, string zone) => Assert.Null(TimeRange.Parse(typed, TimeZoneInfo.FindSystemTimeZoneById(zone)));

    [Fact]
    public async Task Graph_OfADay_HasTheValueInItsBaseUnit()
    {
        UseToken();

        var graphs = (await GetAsync("/api/v1/graph?host=web&service=http")).EnumerateArray().ToList();

        Assert.Equal("time", graphs[0].GetProperty("series")[0].GetProperty("label").GetString());
        Assert.Equal(0.012, graphs[0].GetProperty("series")[0].GetProperty("values")[0].GetDouble());
        Assert.Equal("Time that the check took", graphs[1].GetProperty("title").GetString());
    }

    [Fact]
    public async Task ItemPage_ShowsTimelineEntriesAndRanges()
    {
        await SignInAsync("admin", _secrets["password"]);

        var page = await _client.GetStringAsync("/item?host=web&service=http&range=week");

        Assert.Contains("<rect class=\"critical\"", page, StringComparison.Ordinal);
        Assert.Contains("aria-current=\"true\">1 week", page, StringComparison.Ordinal);
        Assert.Contains("refused &lt;b&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("style=", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LogPage_FilterByTextAndTime_ShowsWhatFits()
    {
        await SignInAsync("admin", _secrets["password"]);

        Assert.Contains("silent", await _client.GetStringAsync("/log?q=SILENT&kind=alert"), StringComparison.Ordinal);
        Assert.DoesNotContain("silent", await _client.GetStringAsync("/log?to=2001-01-01T00:00"), StringComparison.Ordinal);
        Assert.Contains("there is no such host", await _client.GetStringAsync("/log?host=none"), StringComparison.Ordinal);
    }

    private static Event Status(ulong sequence, long utc, ItemId item, uint state, string output) => new()
    {
        Sequence = sequence,
        UtcMs = utc,
        Status = new StatusEvent { Item = item.Value, State = state, StateType = 1, Attempt = 1, HasBeenChecked = true, LastStateChange = utc, Output = output },
    };

    private void UseToken() => _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _secrets["token"]);

    private async Task SignInAsync(string user, string password)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["user"] = user, ["password"] = password, ["to"] = "/" });
        Assert.Equal(HttpStatusCode.Redirect, (await _client.PostAsync("/sign-in", form)).StatusCode);
    }

    private async Task<JsonElement> GetAsync(string path)
    {
        using var document = JsonDocument.Parse(await _client.GetStringAsync(path));
        return document.RootElement.Clone();
    }
}
