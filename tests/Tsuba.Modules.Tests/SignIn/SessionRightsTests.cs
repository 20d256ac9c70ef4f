using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Tsuba.LiveState;
using Tsuba.Model.Snapshots;
using Tsuba.Modules.Console;
using Tsuba.Modules.Tests.Passive;
using Tsuba.Testing;

namespace Tsuba.Modules.Tests.SignIn;

/// <summary>A contact that has signed in may at any time what the configuration lets it, not what it was let when it signed in.</summary>
public sealed partial class SessionRightsTests : IAsyncLifetime
{
    private readonly ModuleFixture _fixture = new();
    private readonly LiveTables _tables = new();
    private readonly HttpClient _client = new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() });
    private ConsoleModule? _module;

    public async Task InitializeAsync()
    {
        Define(("password", "ann's secret"), ("is_admin", "1"), ("can_submit_commands", "1"));
        _module = new ConsoleModule(_fixture.Context(("webui_port", "0")), _tables, () => null);
        await _module.StartAsync(CancellationToken.None);
        _client.BaseAddress = _module.Address;
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["user"] = "ann", ["password"] = "ann's secret", ["to"] = "/" });
        Assert.Equal(HttpStatusCode.Redirect, (await _client.PostAsync("/sign-in", form)).StatusCode);
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _module!.DisposeAsync();
        _fixture.Dispose();
    }

    [Fact]
    public async Task Session_OfAContactThatIsNoAdministratorAnyMore_SeesItsItemsAndGivesNoCommand()
    {
        Assert.Equal(2, await HostsAsync());
        var token = FormTokenPattern().Match(await _client.GetStringAsync("/item?host=web")).Groups[1].Value;

        Define(("password", "ann's secret"));

        Assert.Equal(1, await HostsAsync());
        using var command = new HttpRequestMessage(HttpMethod.Post, "/api/v1/commands")
        {
            Content = JsonContent.Create(new { lines = new[] { "SCHEDULE_FORCED_HOST_CHECK;web;1700000000" }, wait_seconds = 0 }),
            Headers = { { "X-form_token", token } },
        };
        Assert.Equal(HttpStatusCode.Forbidden, (await _client.SendAsync(command)).StatusCode);
    }

    [Fact]
    public async Task Session_OfAContactThatMaySignInNoMore_HasEnded()
    {
        Assert.Equal(2, await HostsAsync());

        Define();

        Assert.Equal(HttpStatusCode.Unauthorized, (await _client.GetAsync("/api/v1/hosts")).StatusCode);
        Assert.StartsWith("/sign-in", (await _client.GetAsync("/")).Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Session_OfAContactWithAnotherPassword_HasEnded()
    {
        Define(("password", "ann's secret"));
        Assert.Equal(1, await HostsAsync());

        Define(("password", "ann's new secret"));

        Assert.Equal(HttpStatusCode.Unauthorized, (await _client.GetAsync("/api/v1/hosts")).StatusCode);
    }

    [Fact]
    public async Task Session_OfAContactThatGotMore_HasIt()
    {
        Define(("password", "ann's secret"));
        Assert.Equal(1, await HostsAsync());

        Define(("password", "ann's secret"), ("is_admin", "1"));

        Assert.Equal(2, await HostsAsync());
    }

    private async Task<int> HostsAsync() => (await _client.GetFromJsonAsync<JsonElement>("/api/v1/hosts")).GetProperty("total").GetInt32();

    // The same site with other properties of the contact, as a reload makes it.
    private void Define(params (string Name, string Value)[] properties)
    {
        var built = SnapshotBuilder.Build(new ResolvedConfigurationBuilder()
            .Contact("ann", [("host_notification_commands", "mail"), ("service_notification_commands", "mail"), .. properties])
            .Command("mail")
            .Host("web", ("contacts", "ann"))
            .Host("db")
            .Build());
        Assert.True(built.Snapshot is not null, string.Join('\n', built.Diagnostics));
        _tables.SetDefinitions(1, built.Snapshot);
    }

    [GeneratedRegex("name=\"form_token\" value=\"([0-9a-f]+)\"")]
    private static partial Regex FormTokenPattern();
}
