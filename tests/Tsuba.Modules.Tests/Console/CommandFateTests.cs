using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Tsuba.Modules.Console;
using Tsuba.Modules.Tests.Live;
using Tsuba.Modules.Tests.Passive;

namespace Tsuba.Modules.Tests.Console;

/// <summary>Ids of commands can be guessed: what became of one is told to who gave it, and to who sees everything.</summary>
public sealed partial class CommandFateTests : IAsyncLifetime
{
    private const string Secret = "host 'other-customer' is not in the configuration";

    private readonly ModuleFixture _fixture = new();
    private readonly HttpClient _client = new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() });
    private ConsoleModule? _module;

    public async Task InitializeAsync()
    {
        _fixture.Sink.Fates["test/1"] = new CommandFate(CommandPhase.Refused, "of ann", []);
        _fixture.Sink.Fates["test/2"] = new CommandFate(CommandPhase.Refused, Secret, []);
        _module = new ConsoleModule(_fixture.Context(("webui_port", "0")), SampleSite.Create(), () => null);
        await _module.StartAsync(CancellationToken.None);
        _client.BaseAddress = _module.Address;
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _module!.DisposeAsync();
        _fixture.Dispose();
    }

    [Fact]
    public async Task Fate_OfTheCommandOfAnother_IsOneThatIsNotThere()
    {
        await SignInAsync();
        var token = FormTokenPattern().Match(await _client.GetStringAsync("/item?host=web")).Groups[1].Value;
        using var given = new HttpRequestMessage(HttpMethod.Post, "/api/v1/commands")
        {
            Content = JsonContent.Create(new { lines = new[] { "SCHEDULE_FORCED_HOST_CHECK;web;1700000000" }, wait_seconds = 0 }),
            Headers = { { "X-form_token", token } },
        };
        Assert.Contains("of ann", await (await _client.SendAsync(given)).Content.ReadAsStringAsync(), StringComparison.Ordinal);

        Assert.Equal("of ann", (await _client.GetFromJsonAsync<JsonElement>("/api/v1/commands?id=test/1")).GetProperty("text").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await _client.GetAsync("/api/v1/commands?id=test/2")).StatusCode);
        Assert.Contains("of ann", await _client.GetStringAsync("/item?host=web&done=test/1"), StringComparison.Ordinal);
        Assert.DoesNotContain("other-customer", await _client.GetStringAsync("/item?host=web&done=test/2"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fate_OfAnyCommand_IsToldToWhoSeesEverything()
    {
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await _fixture.FirstSecretsAsync())["token"]);

        Assert.Equal(Secret, (await _client.GetFromJsonAsync<JsonElement>("/api/v1/commands?id=test/2")).GetProperty("text").GetString());
    }

    private async Task SignInAsync()
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["user"] = "ann", ["password"] = "ann's secret", ["to"] = "/" });
        Assert.Equal(HttpStatusCode.Redirect, (await _client.PostAsync("/sign-in", form)).StatusCode);
    }

    [GeneratedRegex("name=\"form_token\" value=\"([0-9a-f]+)\"")]
    private static partial Regex FormTokenPattern();
}
