using System.Net;
using System.Net.Http.Headers;
using Tsuba.Modules.Passive.WebService;

namespace Tsuba.Modules.Tests.Passive;

public sealed class WebServiceModuleTests : IAsyncLifetime
{
    private readonly ModuleFixture _fixture = new();
    private readonly HttpClient _client = new();
    private WebServiceModule? _module;

    public async Task InitializeAsync()
    {
        _module = new WebServiceModule(_fixture.Context(("webservice_port", "0")));
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

    [Fact]
    public async Task Push_TwoResults_BecomeTwoCommands()
    {
        var answer = await PushAsync(
            ("time_stamp", "1700000000"), ("host_name", "web"), ("service_description", "http"), ("return_code", "2"), ("output", "down|t=1s"),
            ("time_stamp", "1700000001"), ("host_name", "db"), ("service_description", ""), ("return_code", "0"), ("output", "up"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("[1700000000] PROCESS_SERVICE_CHECK_RESULT;web;http;2;down|t=1s", _fixture.Sink.Next());
        Assert.Equal("[1700000001] PROCESS_HOST_CHECK_RESULT;db;0;up", _fixture.Sink.Next());
    }

    [Fact]
    public async Task Push_AThousandResults_AreTakenInOneRequest()
    {
        var fields = Enumerable.Range(0, 1000).SelectMany(number => new[]
        {
            ("time_stamp", "1700000000"), ("host_name", $"h{number}"), ("service_description", "http"), ("return_code", "0"), ("output", "fine"),
        });

        var answer = await PushAsync([.. fields]);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        for (var number = 0; number < 1000; number++)
        {
            Assert.Equal($"[1700000000] PROCESS_SERVICE_CHECK_RESULT;h{number};http;0;fine", _fixture.Sink.Next());
        }
    }

    [Fact]
    public async Task Push_WithoutToken_Is401()
    {
        _client.DefaultRequestHeaders.Authorization = null;

        Assert.Equal(HttpStatusCode.Unauthorized, (await PushAsync(("host_name", "web"), ("return_code", "0"), ("output", "x"))).StatusCode);
    }

    [Theory]
    [InlineData("web", "zero", "x")]
    [InlineData("web;http", "0", "x")]
    [InlineData("", "0", "x")]
    public async Task Push_BadField_Is400AndNothingIsTaken(string host, string code, string output)
    {
        _fixture.Sink.Answer = new CommandReceipt(true, false, "taken by mistake", []);

        var answer = await PushAsync(("host_name", host), ("return_code", code), ("output", output));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Push_LineFeedInOutput_StaysOneLine()
    {
        var answer = await PushAsync(("host_name", "web"), ("return_code", "0"), ("output", "fine\nPROCESS_HOST_CHECK_RESULT;other;2;forged"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(@"PROCESS_HOST_CHECK_RESULT;web;0;fine\nPROCESS_HOST_CHECK_RESULT;other;2;forged", _fixture.Sink.Next());
    }

    [Fact]
    public async Task Push_BufferFull_Is429()
    {
        _fixture.Sink.Answer = new CommandReceipt(false, true, "full", []);

        Assert.Equal(HttpStatusCode.TooManyRequests, (await PushAsync(("host_name", "web"), ("return_code", "0"), ("output", "x"))).StatusCode);
    }

    private Task<HttpResponseMessage> PushAsync(params (string Name, string Value)[] fields) =>
        _client.PostAsync("/push_check_result", new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));
}
