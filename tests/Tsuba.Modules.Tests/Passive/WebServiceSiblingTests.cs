using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Tsuba.Modules.Passive.WebService;

namespace Tsuba.Modules.Tests.Passive;

/// <summary>What stands beside /push_check_result: the other addresses, JSON, waits, sign-in, status codes, the document.</summary>
public sealed class WebServiceSiblingTests : IAsyncLifetime
{
    private readonly ModuleFixture _fixture = new();
    private readonly HttpClient _client = new();
    private WebServiceModule? _module;

    public async Task InitializeAsync()
    {
        _module = new WebServiceModule(_fixture.Context(("webservice_port", "0"), ("username", "script"), ("password", "se:cret")));
        await _module.StartAsync(CancellationToken.None);
        _client.BaseAddress = _module.Address;
        var token = (await File.ReadAllTextAsync(Path.Combine(_fixture.Directory, "first-token"))).Trim();
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public async Task DisposeAsync()
    {
        await _module!.DisposeAsync();
        _client.Dispose();
        _fixture.Dispose();
    }

    [Theory]
    [InlineData("acknowledge", "host_name=web", "ACKNOWLEDGE_HOST_PROBLEM;web;1;0;1;default;No comment")]
    [InlineData("acknowledge", "host_name=web&service_description=http&sticky=2&notify=1&persistent=0&author=Me&comment=Ack+problem&time_stamp=1700000000", "[1700000000] ACKNOWLEDGE_SVC_PROBLEM;web;http;2;1;0;Me;Ack problem")]
    [InlineData("acknowledge", "host_name=web&end_time=1800000000", "ACKNOWLEDGE_HOST_PROBLEM_EXPIRE;web;1;0;1;1800000000;default;No comment")]
    [InlineData("acknowledge", "action=delete&host_name=web&service_description=http", "REMOVE_SVC_ACKNOWLEDGEMENT;web;http")]
    [InlineData("downtime", "host_name=web&start_time=1700000000", "SCHEDULE_HOST_DOWNTIME;web;1700000000;1700086400;1;0;86400;default;No comment")]
    [InlineData("downtime", "host_name=web&service_description=http&start_time=1700000000&end_time=1700003600&fixed=0&trigger_id=7&duration=600&author=Me&comment=works;+really", "SCHEDULE_SVC_DOWNTIME;web;http;1700000000;1700003600;0;7;600;Me;works; really")]
    [InlineData("downtime", "action=delete&host_name=web", "DEL_ALL_HOST_DOWNTIMES;web")]
    [InlineData("downtime", "action=delete&host_name=web&service_description=http&downtime_id=12", "DEL_SVC_DOWNTIME;12")]
    [InlineData("recheck", "host_name=web&service_description=http&start_time=1700000000", "SCHEDULE_FORCED_SVC_CHECK;web;http;1700000000")]
    [InlineData("recheck", "host_name=web&forced=0&start_time=1700000000", "SCHEDULE_HOST_CHECK;web;1700000000")]
    [InlineData("reload", "", "RELOAD_CONFIG")]
    [InlineData("restart", "", "RESTART_PROGRAM")]
    public async Task Post_Form_GivesTheCommand(string path, string form, string line)
    {
        var answer = await PostAsync($"/{path}?wait=0", form);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(line, _fixture.Sink.Next());
    }

    [Fact]
    public async Task Post_ListOfHostsAndOneComment_HoldsForAll()
    {
        var answer = await PostAsync("/acknowledge?wait=0", "host_name=web&host_name=db&comment=storm&author=Me");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("ACKNOWLEDGE_HOST_PROBLEM;web;1;0;1;Me;storm", _fixture.Sink.Next());
        Assert.Equal("ACKNOWLEDGE_HOST_PROBLEM;db;1;0;1;Me;storm", _fixture.Sink.Next());
    }

    [Theory]
    [InlineData("acknowledge", "host_name=web&host_name=db&host_name=dns&comment=a&comment=b", "2 fields comment")]
    [InlineData("acknowledge", "comment=a", "host_name")]
    [InlineData("acknowledge", "host_name=web&action=forget", "neither add nor delete")]
    [InlineData("downtime", "host_name=web&duration=long", "duration is not a number")]
    [InlineData("downtime", "host_name=web%3Bx", "semicolon")]
    [InlineData("recheck", "host_name=web&time_stamp=soon", "time_stamp is not a number")]
    public async Task Post_FormThatMakesNoSense_Is400WithTheReason(string path, string form, string reason)
    {
        var answer = await PostAsync($"/{path}", form);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(reason, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_Json_OneObjectOrAnArrayOfThem()
    {
        var one = await PostJsonAsync("/push_check_result", """{"host_name":"web","return_code":0,"output":"fine\nsecond line"}""");
        var many = await PostJsonAsync("/recheck?wait=0", """[{"host_name":"web","start_time":1700000000},{"host_name":"db","start_time":"1700000000","forced":false}]""");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (one.StatusCode, many.StatusCode));
        Assert.Equal(@"PROCESS_HOST_CHECK_RESULT;web;0;fine\nsecond line", _fixture.Sink.Next());
        Assert.Equal("SCHEDULE_FORCED_HOST_CHECK;web;1700000000", _fixture.Sink.Next());
        Assert.Equal("SCHEDULE_HOST_CHECK;db;1700000000", _fixture.Sink.Next());
        Assert.Equal("received", (await ReadAsync(one)).GetProperty("commands")[0].GetProperty("state").GetString());
    }

    [Theory]
    [InlineData("""{"hostname":"web"}""", "'hostname' is none of")]
    [InlineData("""{"host_name":["web"]}""", "neither text nor number")]
    [InlineData("[[[[[[[[]]]]]]]]", "cannot be read")]
    [InlineData("[]", "1 to 20000 objects")]
    [InlineData("42", "an object")]
    [InlineData("""{"host_name":""", "cannot be read")]
    public async Task Post_JsonThatMakesNoSense_Is400WithTheReason(string body, string reason)
    {
        var answer = await PostJsonAsync("/acknowledge", body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(reason, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Push_UnknownHosts_AreToldAndTheOthersTaken()
    {
        _fixture.Sink.Hosts = ["web"];

        var some = await PostAsync("/push_check_result", "host_name=gone&return_code=0&output=x&host_name=web&return_code=2&output=y");
        var none = await PostAsync("/push_check_result", "host_name=gone&return_code=0&output=x");

        Assert.Equal(HttpStatusCode.MultiStatus, some.StatusCode);
        Assert.Equal("refused: host 'gone' is not in the configuration\ntest/1\n", await some.Content.ReadAsStringAsync());
        Assert.Equal("PROCESS_HOST_CHECK_RESULT;web;2;y", _fixture.Sink.Next());
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    [Fact]
    public async Task Post_Refused_Is409WithTheAnswerOfTheScheduler()
    {
        _fixture.Sink.Fates["test/1"] = new CommandFate(CommandPhase.Refused, "there is no problem", [new CommandPartAnswer(3, "s2", CommandPhase.Refused, "there is no problem")]);

        var answer = await PostAsync("/acknowledge", "host_name=web");

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        var command = (await ReadAsync(answer)).GetProperty("commands")[0];
        Assert.Equal(("test/1", "refused", "there is no problem"), (command.GetProperty("id").GetString(), command.GetProperty("state").GetString(), command.GetProperty("text").GetString()));
        Assert.Equal("s2", command.GetProperty("answers")[0].GetProperty("scheduler").GetString());
    }

    [Theory]
    [InlineData(CommandPhase.Applied, HttpStatusCode.OK)]
    [InlineData(CommandPhase.Routed, HttpStatusCode.Accepted)]
    [InlineData(CommandPhase.Expired, HttpStatusCode.GatewayTimeout)]
    public async Task Post_WaitedFor_SaysHowFarItCame(CommandPhase phase, HttpStatusCode expected)
    {
        _fixture.Sink.Fates["test/1"] = CommandFate.Pending(phase);

        Assert.Equal(expected, (await PostAsync("/recheck?wait=1", "host_name=web")).StatusCode);
    }

    [Fact]
    public async Task Commands_ById_SaysHowFarItCame()
    {
        _fixture.Sink.Fates["test/1"] = CommandFate.Pending(CommandPhase.Routed);
        _fixture.Sink.Fates["test/9"] = CommandFate.Pending(CommandPhase.Unknown);

        Assert.Equal("routed", (await ReadAsync(await _client.GetAsync("/commands?id=test/1"))).GetProperty("state").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await _client.GetAsync("/commands?id=test/9")).StatusCode);
    }

    [Theory]
    [InlineData("script", "se:cret", HttpStatusCode.OK)]
    [InlineData("script", "wrong", HttpStatusCode.Unauthorized)]
    [InlineData("other", "se:cret", HttpStatusCode.Unauthorized)]
    public async Task Basic_UserOfTheModule_IsLetIn(string user, string password, HttpStatusCode expected)
    {
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));

        Assert.Equal(expected, (await PostAsync("/reload?wait=0", "")).StatusCode);
    }

    [Fact]
    public async Task Basic_Guessing_IsSlowedDownAndTokensAreNot()
    {
        using var guesser = new HttpClient { BaseAddress = _module!.Address };
        var codes = new HashSet<HttpStatusCode>();
        for (var guess = 0; guess < 20; guess++)
        {
            guesser.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"script:{guess}")));
            codes.Add((await guesser.GetAsync("/commands?id=x")).StatusCode);
        }

        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.TooManyRequests], codes.Order());
        Assert.Equal(HttpStatusCode.OK, (await PostAsync("/reload?wait=0", "")).StatusCode);
    }

    [Fact]
    public async Task Token_OfScopeRead_MayAskButNotCommand()
    {
        var token = "tsuba_read";
        var hash = Convert.ToHexStringLower(global::System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(token)));
        await _module!.DisposeAsync();
        await File.WriteAllTextAsync(Path.Combine(_fixture.Directory, "tokens"), $"reader read {hash}\n");
        _module = new WebServiceModule(_fixture.Context(("webservice_port", "0")));
        await _module.StartAsync(CancellationToken.None);
        using var reader = new HttpClient { BaseAddress = _module.Address };
        reader.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);

        Assert.Equal(HttpStatusCode.OK, (await reader.GetAsync("/commands?id=test/1")).StatusCode);
        using var body = new StringContent("", Encoding.UTF8, "application/x-www-form-urlencoded");
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.PostAsync("/reload", body)).StatusCode);
    }

    [Fact]
    public async Task OpenApi_Document_DescribesFieldsOfEveryAddress()
    {
        using var document = JsonDocument.Parse(await _client.GetStringAsync("/openapi.json"));

        var paths = document.RootElement.GetProperty("paths");
        string[] expected = ["/acknowledge", "/alertmanager", "/commands", "/downtime", "/push_check_result", "/recheck", "/reload", "/restart"];
        Assert.Equal(expected, paths.EnumerateObject().Select(path => path.Name).Order(StringComparer.Ordinal));
        var body = paths.GetProperty("/downtime").GetProperty("post").GetProperty("requestBody").GetProperty("content");
        Assert.True(body.GetProperty("application/x-www-form-urlencoded").GetProperty("schema").GetProperty("properties").TryGetProperty("trigger_id", out _));
        Assert.True(body.TryGetProperty("application/json", out _));
    }

    [Theory]
    [InlineData("/acknowledge")]
    [InlineData("/downtime")]
    [InlineData("/recheck")]
    [InlineData("/reload")]
    [InlineData("/restart")]
    [InlineData("/openapi.json")]
    public async Task Call_WithoutSignIn_Is401(string path)
    {
        _client.DefaultRequestHeaders.Authorization = null;

        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(path, "host_name=web")).StatusCode);
    }

    private async Task<HttpResponseMessage> PostAsync(string path, string form)
    {
        using var body = new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded");
        return await _client.PostAsync(path, body);
    }

    private async Task<HttpResponseMessage> PostJsonAsync(string path, string json)
    {
        using var body = new StringContent(json, Encoding.UTF8, "application/json");
        return await _client.PostAsync(path, body);
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer)
    {
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return document.RootElement.Clone();
    }
}
