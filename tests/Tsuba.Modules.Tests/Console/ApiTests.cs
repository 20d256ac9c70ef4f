using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Tsuba.LiveState;
using Tsuba.Model.Items;
using Tsuba.Modules.Console;
using Tsuba.Modules.Tests.Live;
using Tsuba.Modules.Tests.Passive;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Modules.Tests.Console;

/// <summary>Lists, filters and refusals of the API.</summary>
public sealed class ApiTests : IAsyncLifetime
{
    private readonly ModuleFixture _fixture = new();
    private readonly LiveTables _tables = SampleSite.Create();
    private readonly HttpClient _client = new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() });
    private ConsoleModule? _module;

    public async Task InitializeAsync()
    {
        var frame = new EventFrame { First = 6, UtcMs = 1_700_000_000_000 };
        frame.Events.Add(new Event { Sequence = 6, Comment = new CommentEvent { Id = 8, Item = ItemId.OfHost("db").Value, Author = "bob", Text = "mine", EntryType = 4 } });
        frame.Events.Add(new Event { Sequence = 7, Downtime = new DowntimeEvent { Id = 9, Item = ItemId.OfService("web", "ssh").Value, Author = "ann", Text = "update", StartUtcMs = 1_700_000_000_000, EndUtcMs = 1_700_003_600_000, IsFixed = true } });
        frame.Events.Add(new Event { Sequence = 8, Downtime = new DowntimeEvent { Id = 10, Contact = "bob", Author = "bob", Text = "holidays" } });
        _tables.Apply(SampleSite.Part, frame);
        var report = _tables.Report.Site.Clone();
        report.Parts.Add(new PartStatus { Stamp = SampleSite.Part, Owner = "scheduler-1", State = "active" });
        _tables.Take(report);
        _module = new ConsoleModule(_fixture.Context(("webui_port", "0")), _tables, () => null);
        await _module.StartAsync(CancellationToken.None);
        _client.BaseAddress = _module.Address;
        var token = (await File.ReadAllLinesAsync(Path.Combine(_fixture.Directory, "first-secrets"))).Single(line => line.StartsWith("token=", StringComparison.Ordinal))["token=".Length..];
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _module!.DisposeAsync();
        _fixture.Dispose();
    }

    [Theory]
    [InlineData("/hosts?state=down", "db")]
    [InlineData("/hosts?host=w*", "web")]
    [InlineData("/services?state=critical,ok&host=web", "web;http web;ssh")]
    [InlineData("/services?q=DISK", "db;disk /var")]
    [InlineData("/services?state=pending", "db;disk /var")]
    [InlineData("/services?limit=1&offset=2", "web;ssh")]
    [InlineData("/problems?handled=true", "")]
    [InlineData("/hosts?hostgroup=none", "")]
    public async Task States_Filtered_AreThoseThatFit(string path, string names)
    {
        var items = (await GetAsync(path)).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("host").GetString() + (item.GetProperty("service").GetString() is { } service ? ";" + service : ""));

        Assert.Equal(names, string.Join(' ', items));
    }

    [Fact]
    public async Task Item_TellsWhatFiltersAndPagesTell()
    {
        var http = await GetAsync("/item?host=web&service=http");

        Assert.False(http.GetProperty("is_handled").GetBoolean());
        Assert.True(http.GetProperty("active_checks_enabled").GetBoolean());
        Assert.True(http.GetProperty("passive_checks_enabled").GetBoolean());
        Assert.Equal(0, http.GetProperty("last_hard_state_change").GetDouble());
        Assert.Equal(0, http.GetProperty("last_notification").GetDouble());
    }

    [Fact]
    public async Task Notes_OfAContact_AreThoseOfItsItems()
    {
        Assert.Equal(["update", "holidays"], await TextsAsync("/downtimes"));
        Assert.Equal(["mine"], await TextsAsync("/acknowledgements"));
        Assert.Equal(["looking"], await TextsAsync("/comments"));
        Assert.Empty(await TextsAsync("/comments?host=db"));

        await SignInAsync();

        Assert.Equal(["update"], await TextsAsync("/downtimes"));
        Assert.Empty(await TextsAsync("/acknowledgements"));
        Assert.Equal(["looking"], await TextsAsync("/comments"));
    }

    [Fact]
    public async Task Objects_OfAContact_HideWhatMayHoldSecrets()
    {
        var web = (await GetAsync("/objects/host?q=web")).GetProperty("rows")[0];
        Assert.Equal("public", web.GetProperty("properties").GetProperty("_SNMP").GetString());
        Assert.Equal(2, (await GetAsync("/objects/contact")).GetProperty("total").GetInt32());
        Assert.DoesNotContain("secret", (await GetAsync("/objects/contact")).GetRawText(), StringComparison.Ordinal);
        Assert.Equal(2, (await GetAsync("/objects/command")).GetProperty("total").GetInt32());

        await SignInAsync();

        web = Assert.Single((await GetAsync("/objects/host")).GetProperty("rows").EnumerateArray());
        Assert.False(web.GetProperty("properties").TryGetProperty("_SNMP", out _));
        Assert.Equal("ann", Assert.Single((await GetAsync("/objects/contact")).GetProperty("rows").EnumerateArray()).GetProperty("name").GetString());
        Assert.Equal(0, (await GetAsync("/objects/command")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Site_NamesDaemonsAndPartsWithTheirOwners()
    {
        var site = await GetAsync("/site");

        Assert.Equal((2, 3), (site.GetProperty("hosts").GetInt32(), site.GetProperty("services").GetInt32()));
        Assert.Equal(["scheduler-1", "scheduler-2", "poller-1"], site.GetProperty("daemons").EnumerateArray().Select(daemon => daemon.GetProperty("name").GetString()));
        Assert.Equal("scheduler-1", Assert.Single(site.GetProperty("parts").EnumerateArray()).GetProperty("owner").GetString());
    }

    [Theory]
    [InlineData("/hosts?state=green", 400, "state 'green'")]
    [InlineData("/hosts?limit=many", 400, "Limit")]
    [InlineData("/item?host=none", 404, "no such host")]
    [InlineData("/item", 400, "host")]
    [InlineData("/nowhere", 404, "Not Found")]
    [InlineData("/history/store", 503, "no history")]
    [InlineData("/history?cursor=x", 400, "cursor")]
    [InlineData("/log", 503, "no history")]
    [InlineData("/history", 503, "no history")]
    [InlineData("/notifications", 503, "no history")]
    [InlineData("/results?host=web", 503, "no history")]
    [InlineData("/timeline?host=web", 503, "no history")]
    [InlineData("/graph?host=web", 503, "no history")]
    [InlineData("/objects/nonsense", 404, "'nonsense' is none of")]
    [InlineData("/events?cursor=x", 400, "cursor")]
    [InlineData("/availability", 503, "no history")]
    public async Task Refusal_IsAProblem(string path, int status, string detail)
    {
        using var answer = await _client.GetAsync("/api/v1" + path);

        await AssertProblemAsync(answer, status, detail);
    }

    [Theory]
    [InlineData("POST", "/hosts", "{}", 405, "Method Not Allowed")]
    [InlineData("POST", "/commands", "[1", 400, "JSON")]
    [InlineData("POST", "/commands", "{\"lines\":[]}", 400, "lines is missing")]
    [InlineData("POST", "/commands", "{\"lines\":[\"NONSENSE;web\"]}", 400, "unknown command")]
    [InlineData("POST", "/commands", "{\"lins\":[]}", 400, "lins")]
    [InlineData("DELETE", "/availability/corrections/1?reason=x", "", 503, "no history")]
    [InlineData("DELETE", "/availability/corrections/x", "", 404, "Not Found")]
    public async Task Refusal_OfOtherMethods_IsAProblem(string method, string path, string body, int status, string detail)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/api/v1" + path) { Content = new StringContent(body, new MediaTypeHeaderValue("application/json")) };
        using var answer = await _client.SendAsync(request);

        await AssertProblemAsync(answer, status, detail);
    }

    [Theory]
    [InlineData("/health", "text/plain", 200)]
    [InlineData("/sign-in", "text/html", 200)]
    [InlineData("/api/v1/hosts", "application/json", 200)]
    [InlineData("/api/v1/hosts?limit=x", "application/problem+json", 400)]
    public async Task Head_IsThatOfGet(string path, string type, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, path);
        using var answer = await _client.SendAsync(request);

        Assert.Equal((status, type), ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Equal("", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Refusal_OfTheGate_IsAProblem()
    {
        using var forged = new HttpRequestMessage(HttpMethod.Get, "/api/v1/hosts") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", "tsuba_forged") } };
        using var unknown = await _client.SendAsync(forged);
        await AssertProblemAsync(unknown, 401, "token");

        await SignInAsync();
        using var formless = await _client.PostAsync("/api/v1/commands", new StringContent("{}", new MediaTypeHeaderValue("application/json")));
        await AssertProblemAsync(formless, 403, "form");
        using var hidden = await _client.GetAsync("/api/v1/history/store");
        await AssertProblemAsync(hidden, 403, "everything");
    }

    private static async Task AssertProblemAsync(HttpResponseMessage answer, int status, string detail)
    {
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal((status, status), ((int)answer.StatusCode, document.RootElement.GetProperty("status").GetInt32()));
        Assert.Contains(detail, document.RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.NotEqual("", document.RootElement.GetProperty("title").GetString());
    }

    [Fact]
    public async Task OpenApi_Refusals_AreProblems()
    {
        using var document = JsonDocument.Parse(await _client.GetStringAsync("/api/openapi.json"));
        var problem = document.RootElement.GetProperty("components").GetProperty("schemas").GetProperty("ApiProblem").GetProperty("properties");
        Assert.Equal(["detail", "status", "title", "type"], problem.EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal));
        foreach (var path in document.RootElement.GetProperty("paths").EnumerateObject())
        {
            foreach (var operation in path.Value.EnumerateObject())
            {
                var refusals = operation.Value.GetProperty("responses").EnumerateObject().Where(response => response.Name[0] != '2').ToList();
                Assert.Contains("401", refusals.Select(response => response.Name));
                Assert.Contains("default", refusals.Select(response => response.Name));
                Assert.All(refusals, response => Assert.Equal("application/problem+json", Assert.Single(response.Value.GetProperty("content").EnumerateObject()).Name));
            }
        }
    }

    private async Task<List<string?>> TextsAsync(string path) => [.. (await GetAsync(path)).GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("text").GetString())];

    private async Task SignInAsync()
    {
        _client.DefaultRequestHeaders.Authorization = null;
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["user"] = "ann", ["password"] = "ann's secret", ["to"] = "/" });
        Assert.Equal(HttpStatusCode.Redirect, (await _client.PostAsync("/sign-in", form)).StatusCode);
    }

    private async Task<JsonElement> GetAsync(string path)
    {
        using var document = JsonDocument.Parse(await _client.GetStringAsync("/api/v1" + path));
        return document.RootElement.Clone();
    }
}
