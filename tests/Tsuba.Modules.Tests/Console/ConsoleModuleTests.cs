using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using Tsuba.LiveState;
using Tsuba.Model.Items;
using Tsuba.Modules.Console;
using Tsuba.Modules.Tests.Live;
using Tsuba.Modules.Tests.Passive;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Modules.Tests.Console;

public sealed partial class ConsoleModuleTests : IAsyncLifetime
{
    private readonly ModuleFixture _fixture = new();
    private readonly LiveTables _tables = SampleSite.Create();
    private ConsoleModule? _module;
    private Dictionary<string, string> _secrets = [];

    public async Task InitializeAsync()
    {
        _module = new ConsoleModule(_fixture.Context(("webui_port", "0")), _tables, () => null);
        await _module.StartAsync(CancellationToken.None);
        _secrets = await _fixture.FirstSecretsAsync();
    }

    public async Task DisposeAsync()
    {
        await _module!.DisposeAsync();
        _fixture.Dispose();
    }

    [Fact]
    public async Task Pages_WithoutSignIn_LeadToTheSignIn()
    {
        using var client = Client();
        foreach (var path in new[] { "/", "/hosts", "/services", "/log", "/item?host=web" })
        {
            var answer = await client.GetAsync(path);
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
            Assert.StartsWith("/sign-in", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/v1/hosts")).StatusCode);
    }

    [Fact]
    public async Task SignIn_WrongPassword_IsRefused()
    {
        using var client = Client();
        var answer = await SignInAsync(client, "admin", "wrong");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("do not fit", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await client.GetAsync("/")).StatusCode);
    }

    [Fact]
    public async Task SignIn_ToAnotherPortOfTheMachine_LeavesTheFirstSession()
    {
        using var fixture = new ModuleFixture();
        await using var other = new ConsoleModule(fixture.Context(("webui_port", "0")), _tables, () => null);
        await other.StartAsync(CancellationToken.None);
        using var browser = Client();
        await SignInAsync(browser, "admin", _secrets["password"]);
        using var form = new FormUrlEncodedContent([new("user", "admin"), new("password", (await fixture.FirstSecretsAsync())["password"]), new("to", "/")]);

        await browser.PostAsync(new Uri(other.Address!, "/sign-in"), form);

        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(new Uri(other.Address!, "/"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/")).StatusCode);
    }

    [Fact]
    public async Task Pages_SignedIn_ShowTheSiteAndEscapeTexts()
    {
        using var client = Client();
        await SignInAsync(client, "admin", _secrets["password"]);

        var problems = await client.GetStringAsync("/");
        Assert.Contains("http", problems, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", problems, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert", problems, StringComparison.Ordinal);
        foreach (var path in new[] { "/hosts", "/services", "/log", "/item?host=web&service=http", "/item?host=db" })
        {
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(path)).StatusCode);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/item?host=none")).StatusCode);
    }

    [Fact]
    public async Task Pages_OfAContact_ShowOnlyItsItems()
    {
        using var client = Client();
        await SignInAsync(client, "ann", "ann's secret");

        var hosts = await client.GetStringAsync("/hosts");
        Assert.Contains("host=web", hosts, StringComparison.Ordinal);
        Assert.DoesNotContain("host=db", hosts, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/item?host=db")).StatusCode);
    }

    [Fact]
    public async Task Action_WithoutFormToken_IsForbidden()
    {
        using var client = Client();
        await SignInAsync(client, "admin", _secrets["password"]);

        var answer = await PostAsync(client, "/action", ("host", "web"), ("service", "http"), ("action", "acknowledge"), ("comment", "x"));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Action_Acknowledge_GivesTheCommand()
    {
        using var client = Client();
        await SignInAsync(client, "admin", _secrets["password"]);
        var page = await client.GetStringAsync("/item?host=web&service=http");
        var token = FormTokenPattern().Match(page).Groups[1].Value;

        var answer = await PostAsync(client, "/action", ("form_token", token), ("host", "web"), ("service", "http"), ("action", "acknowledge"), ("comment", "looking; at\nit"));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Matches(@"\A\[\d+\] ACKNOWLEDGE_SVC_PROBLEM;web;http;2;1;1;admin;looking; at\\nit\z", _fixture.Sink.Next());
    }

    [Fact]
    public async Task Item_WhoseCheckRuns_SaysSo()
    {
        var running = SampleSite.Status(10, ItemId.OfHost("web"), 0, "PING OK", "");
        running.Status.IsExecuting = true;
        var frame = new EventFrame { First = 10, UtcMs = 1_700_000_000_000 };
        frame.Events.Add(running);
        _tables.Apply(SampleSite.Part, frame);
        using var client = Client();
        await SignInAsync(client, "admin", _secrets["password"]);

        Assert.Contains("<dt>Next check</dt><dd>one runs now</dd>", await client.GetStringAsync("/item?host=web"), StringComparison.Ordinal);
        Assert.Contains("<dt>Next check</dt><dd>none is planned</dd>", await client.GetStringAsync("/item?host=db"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("comment", "", "ADD_SVC_COMMENT;web;http;1;admin;seen")]
    [InlineData("uncomment", "7", "DEL_SVC_COMMENT;7")]
    [InlineData("cancel", "9", "DEL_SVC_DOWNTIME;9")]
    public async Task Action_OnANote_GivesTheCommand(string action, string note, string command)
    {
        AddDowntime(9, ItemId.OfService("web", "http"));
        using var client = Client();
        await SignInAsync(client, "admin", _secrets["password"]);
        var page = await client.GetStringAsync("/item?host=web&service=http");
        Assert.Contains($"name=\"action\" value=\"{action}\"", page, StringComparison.Ordinal);
        var token = FormTokenPattern().Match(page).Groups[1].Value;

        var answer = await PostAsync(client, "/action", ("form_token", token), ("host", "web"), ("service", "http"), ("action", action), ("note", note), ("comment", "seen"));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.EndsWith("] " + command, _fixture.Sink.Next(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("uncomment", "7")]
    [InlineData("uncomment", "no number")]
    [InlineData("cancel", "9")]
    public async Task Action_OnANoteOfAnotherItem_IsRefused(string action, string note)
    {
        AddDowntime(9, ItemId.OfHost("db"));
        using var client = Client();
        await SignInAsync(client, "ann", "ann's secret");
        var token = FormTokenPattern().Match(await client.GetStringAsync("/item?host=web")).Groups[1].Value;

        var answer = await PostAsync(client, "/action", ("form_token", token), ("host", "web"), ("action", action), ("note", note));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("any more", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Api_WithToken_ListsProblemsAndTakesCommands()
    {
        using var client = Client();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _secrets["token"]);

        using var problems = JsonDocument.Parse(await client.GetStringAsync("/api/v1/problems"));
        Assert.Equal(2, problems.RootElement.GetProperty("total").GetInt32());
        using var body = new StringContent("""{"lines":["SCHEDULE_FORCED_HOST_CHECK;web;1700000000"],"wait_seconds":0}""", null, "application/json");
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync("/api/v1/commands", body)).StatusCode);
        Assert.Equal("SCHEDULE_FORCED_HOST_CHECK;web;1700000000", _fixture.Sink.Next());
        using var bad = new StringContent("""{"lines":["NONSENSE;web"],"wait_seconds":0}""", null, "application/json");
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync("/api/v1/commands", bad)).StatusCode);
    }

    [Fact]
    public async Task OpenApi_Document_NamesEveryCall()
    {
        using var client = Client();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _secrets["token"]);

        using var document = JsonDocument.Parse(await client.GetStringAsync("/api/openapi.json"));
        var paths = document.RootElement.GetProperty("paths").EnumerateObject().Select(path => path.Name).ToList();
        string[] expected =
        [
            "/api/v1/acknowledgements", "/api/v1/availability", "/api/v1/availability/corrections", "/api/v1/availability/corrections/{id}", "/api/v1/commands", "/api/v1/comments", "/api/v1/downtimes",
            "/api/v1/events", "/api/v1/explain", "/api/v1/graph", "/api/v1/history", "/api/v1/history/store", "/api/v1/hosts", "/api/v1/item", "/api/v1/log", "/api/v1/notifications",
            "/api/v1/objects/{type}", "/api/v1/problems", "/api/v1/results", "/api/v1/services", "/api/v1/site", "/api/v1/timeline",
        ];
        Assert.Equal(expected, paths.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Answers_OfEveryKind_CarryTheSafeHeaders()
    {
        using var client = Client();
        foreach (var path in new[] { "/sign-in", "/assets/tsuba.css", "/api/v1/hosts" })
        {
            var answer = await client.GetAsync(path);
            Assert.Contains("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        }
    }

    [Fact]
    public async Task Answers_ThatAreForOnePersonAlone_AreKeptByNobody()
    {
        using var client = Client();
        Assert.Equal("no-store", (await client.GetAsync("/sign-in")).Headers.CacheControl?.ToString());
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _secrets["token"]);
        foreach (var path in new[] { "/", "/tokens", "/api/v1/hosts", "/api/v1/availability?format=csv", "/api/v1/item?host=none" })
        {
            Assert.Equal("no-store", (await client.GetAsync(path)).Headers.CacheControl?.ToString());
        }

        Assert.Equal("no-cache", (await client.GetAsync("/assets/tsuba.css")).Headers.CacheControl?.ToString());
    }

    [Theory]
    [InlineData("//evil.example/")]
    [InlineData("https://evil.example/")]
    [InlineData("/\\evil.example")]
    public async Task SignIn_ForeignTarget_LeadsHome(string target)
    {
        using var client = Client();

        var answer = await PostAsync(client, "/sign-in", ("user", "admin"), ("password", _secrets["password"]), ("to", target));

        Assert.Equal("/", answer.Headers.Location!.ToString());
    }

    private void AddDowntime(ulong id, ItemId item)
    {
        var frame = new EventFrame { First = 10, UtcMs = 1_700_000_000_000 };
        frame.Events.Add(new Event { Sequence = 10, Downtime = new DowntimeEvent { Id = id, Item = item.Value, Author = "bob", Text = "work", EndUtcMs = 1_700_000_600_000 } });
        _tables.Apply(SampleSite.Part, frame);
    }

    private static Task<HttpResponseMessage> SignInAsync(HttpClient client, string user, string password) =>
        PostAsync(client, "/sign-in", ("user", user), ("password", password), ("to", "/"));

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string path, params (string Name, string Value)[] fields) =>
        client.PostAsync(path, new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));

    private HttpClient Client() => new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = _module!.Address };

    [GeneratedRegex("name=\"form_token\" value=\"([0-9a-f]+)\"")]
    private static partial Regex FormTokenPattern();
}
