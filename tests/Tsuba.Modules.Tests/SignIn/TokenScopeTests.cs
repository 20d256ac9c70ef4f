using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Tsuba.Modules.Console;
using Tsuba.Modules.Passive.WebService;
using Tsuba.Modules.Tests.Console;
using Tsuba.Modules.Tests.History;
using Tsuba.Modules.Tests.Live;
using Tsuba.Modules.Tests.Passive;
using Tsuba.Web.SignIn;

namespace Tsuba.Modules.Tests.SignIn;

/// <summary>What tokens of each scope and limit may do at the broker's and the receiver's port.</summary>
public sealed class TokenScopeTests : IAsyncLifetime
{
    private readonly ModuleFixture _console = new();
    private readonly ModuleFixture _inlet = new();
    private readonly HistoryFixture _history = new();
    private readonly HttpClient _client = new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() });
    private ConsoleModule? _broker;
    private WebServiceModule? _receiver;

    public async Task InitializeAsync()
    {
        await _history.StartAsync();
        _broker = new ConsoleModule(_console.Context(("webui_port", "0"), ("event_heartbeat_seconds", "0.3")), SampleSite.Create(), () => _history.Module);
        await _broker.StartAsync(CancellationToken.None);
        _receiver = new WebServiceModule(_inlet.Context(("webservice_port", "0")));
        await _receiver.StartAsync(CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _broker!.DisposeAsync();
        await _receiver!.DisposeAsync();
        await _history.DisposeAsync();
        _console.Dispose();
        _inlet.Dispose();
    }

    [Theory]
    [InlineData("read", 200, 403, 403, 403, 403, 403)]
    [InlineData("command", 403, 200, 400, 200, 403, 403)]
    [InlineData("passive", 403, 403, 403, 200, 403, 403)]
    [InlineData("read,command", 200, 200, 400, 200, 403, 403)]
    [InlineData("nonsense", 403, 403, 403, 403, 403, 403)]
    [InlineData("admin", 200, 200, 200, 200, 201, 202)]
    public async Task Scope_LetsThroughWhatItIsFor(string scopes, int reading, int command, int global, int result, int correction, int reload)
    {
        using var refused = new CounterReader(_console.Meters, "tsuba_web_refused_total", "reason");
        Use(scopes);

        Assert.Equal(reading, await StatusAsync(_broker!.Address!, HttpMethod.Get, "/api/v1/hosts"));
        Assert.Equal(command, await CommandAsync("SCHEDULE_FORCED_HOST_CHECK;web;1700000000"));
        Assert.Equal(global, await CommandAsync("DISABLE_NOTIFICATIONS"));
        Assert.Equal(result, await CommandAsync("PROCESS_HOST_CHECK_RESULT;web;0;up"));
        Assert.Equal(correction, await StatusAsync(_broker.Address!, HttpMethod.Post, "/api/v1/availability/corrections", new { host = "web", from = 1000, to = 2000, kind = "exclude", reason = "x" }));
        Assert.Equal(reload, await StatusAsync(_receiver!.Address!, HttpMethod.Post, "/reload?wait=0.1", new { }));
        Assert.Equal(result, await StatusAsync(_receiver.Address!, HttpMethod.Post, "/push_check_result", new { host_name = "web", return_code = "0", output = "up" }));
        Assert.Equal(scopes == "admin" ? 0 : 1, Math.Min(1, refused.Of("scope")));
    }

    [Fact]
    public async Task Limit_ToHosts_HidesTheOthersEverywhere()
    {
        Use("read,command", hosts: ["w*"]);

        var hosts = (await GetAsync("/api/v1/hosts")).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("host").GetString());
        Assert.Equal(["web"], hosts);
        Assert.Equal(404, await StatusAsync(_broker!.Address!, HttpMethod.Get, "/api/v1/item?host=db"));
        Assert.Equal(404, await StatusAsync(_broker.Address!, HttpMethod.Get, "/api/v1/events?host=db"));
        Assert.Equal(404, await StatusAsync(_broker.Address!, HttpMethod.Get, "/api/v1/availability?host=db"));
        Assert.Equal(400, await CommandAsync("SCHEDULE_FORCED_HOST_CHECK;db;1700000000"));
        Assert.Equal(400, await CommandAsync("DISABLE_NOTIFICATIONS"));
        Assert.Equal(200, await CommandAsync("SCHEDULE_FORCED_HOST_CHECK;web;1700000000"));
        Assert.Equal(400, await CommandAsync("ADD_SIMPLE_HOST_DEPENDENCY;web;db"));
        Assert.Equal(400, await CommandAsync("CHANGE_HOST_EVENT_HANDLER;web;mail"));
        Assert.Equal(400, await CommandAsync("CHANGE_SVC_CHECK_COMMAND;web;http;mail"));
        Assert.Equal(200, await StatusAsync(_receiver!.Address!, HttpMethod.Post, "/push_check_result", new { host_name = "web", return_code = "0", output = "up" }));
        Assert.Equal(403, await StatusAsync(_receiver.Address!, HttpMethod.Post, "/push_check_result", new { host_name = "db", return_code = "0", output = "up" }));
        Assert.Equal(403, await StatusAsync(_receiver.Address!, HttpMethod.Post, "/downtime", new { host_name = "web", action = "delete", downtime_id = "7" }));
    }

    [Fact]
    public async Task Command_OfATokenWithoutLimit_MayNameEveryHostAndCommand()
    {
        Use("command");

        Assert.Equal(200, await CommandAsync("ADD_SIMPLE_HOST_DEPENDENCY;web;db"));
        Assert.Equal(200, await CommandAsync("CHANGE_HOST_EVENT_HANDLER;web;mail"));
    }

    [Fact]
    public async Task Limit_ToAContactGroupThatIsNotThere_ShowsNothing()
    {
        Use("read", groups: ["nobody"]);

        Assert.Equal(0, (await GetAsync("/api/v1/hosts")).GetProperty("total").GetInt32());
        Assert.Equal(403, await StatusAsync(_receiver!.Address!, HttpMethod.Post, "/push_check_result", new { host_name = "web", return_code = "0", output = "up" }));
    }

    [Fact]
    public async Task Refusal_IsCounted()
    {
        using var refused = new CounterReader(_console.Meters, "tsuba_web_refused_total", "reason");
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "tsuba_nonsense");

        for (var attempt = 0; attempt < 3; attempt++)
        {
            Assert.Equal(401, await StatusAsync(_broker!.Address!, HttpMethod.Get, "/api/v1/hosts"));
        }

        Assert.Equal(3, refused.Of("unknown_token"));
    }

    [Fact]
    public async Task Stream_OfATokenThatIsRevoked_Ends()
    {
        Use("read");
        using var client = new HttpClient { BaseAddress = _broker!.Address };
        client.DefaultRequestHeaders.Authorization = _client.DefaultRequestHeaders.Authorization;
        using var reader = await EventReader.OpenAsync(client);
        await reader.NextAsync();

        new TokenFile(Path.Combine(_console.Directory, TokenFile.Name)).Revoke("test");

        Assert.Equal("end", (await reader.NextAsync()).Name);
    }

    [Fact]
    public async Task Page_MakesATokenThatWorks_AndRevokesIt()
    {
        var secrets = await _console.FirstSecretsAsync();
        await PostAsync("/sign-in", ("user", "admin"), ("password", secrets["password"]), ("to", "/"));
        var form = (await _client.GetStringAsync(new Uri(_broker!.Address!, "/tokens"))).Split("name=\"form_token\" value=\"")[1].Split('"')[0];

        var made = await PostAsync("/tokens", ("form_token", form), ("name", "grafana"), ("scope", "read"), ("hosts", "web"), ("days", "30"));
        var secret = made.Split("<code>")[1].Split('<')[0];
        Assert.Contains("There is a token grafana already.", await PostAsync("/tokens", ("form_token", form), ("name", "grafana"), ("scope", "read")), StringComparison.Ordinal);
        Assert.Contains("there is no contact group", await PostAsync("/tokens", ("form_token", form), ("name", "g2"), ("scope", "read"), ("contactgroups", "none")), StringComparison.Ordinal);

        var stored = await File.ReadAllTextAsync(Path.Combine(_console.Directory, TokenFile.Name));
        Assert.DoesNotContain(secret, stored, StringComparison.Ordinal);
        Assert.Contains(ApiToken.HashOf(secret), stored, StringComparison.Ordinal);
        Assert.Contains("is revoked", await PostAsync("/tokens/revoke", ("form_token", form), ("name", "grafana")), StringComparison.Ordinal);
        Assert.DoesNotContain(ApiToken.HashOf(secret), await File.ReadAllTextAsync(Path.Combine(_console.Directory, TokenFile.Name)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_ForATokenOrAContact_IsForbidden()
    {
        Use("admin");
        Assert.Equal(403, await StatusAsync(_broker!.Address!, HttpMethod.Get, "/tokens"));

        _client.DefaultRequestHeaders.Authorization = null;
        await PostAsync("/sign-in", ("user", "ann"), ("password", "ann's secret"), ("to", "/"));
        Assert.Equal(403, await StatusAsync(_broker.Address!, HttpMethod.Get, "/tokens"));
    }

    private void Use(string scopes, string[]? hosts = null, string[]? groups = null)
    {
        var (made, secret) = ApiToken.Make("test", scopes, null);
        made = made with { Hosts = [.. hosts ?? []], ContactGroups = [.. groups ?? []] };
        foreach (var fixture in new[] { _console, _inlet })
        {
            Assert.True(new TokenFile(Path.Combine(fixture.Directory, TokenFile.Name)).Add(made));
        }

        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        Assert.True(SpinWait.SpinUntil(IsKnown, TimeSpan.FromSeconds(10)), "the port did not see the token");
    }

    // A port looks at its file once a second.
    private bool IsKnown()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_broker!.Address!, "/api/v1/commands?id=none"));
        using var other = new HttpRequestMessage(HttpMethod.Get, new Uri(_receiver!.Address!, "/commands?id=none"));
        return _client.Send(request).StatusCode != HttpStatusCode.Unauthorized && _client.Send(other).StatusCode != HttpStatusCode.Unauthorized;
    }

    private Task<int> CommandAsync(string line) => StatusAsync(_broker!.Address!, HttpMethod.Post, "/api/v1/commands", new { lines = new[] { line }, wait_seconds = 0 });

    private async Task<int> StatusAsync(Uri port, HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(port, path)) { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return (int)answer.StatusCode;
    }

    private async Task<JsonElement> GetAsync(string path)
    {
        using var document = JsonDocument.Parse(await _client.GetStringAsync(new Uri(_broker!.Address!, path)));
        return document.RootElement.Clone();
    }

    private async Task<string> PostAsync(string path, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var answer = await _client.PostAsync(new Uri(_broker!.Address!, path), form);
        return await answer.Content.ReadAsStringAsync();
    }
}
