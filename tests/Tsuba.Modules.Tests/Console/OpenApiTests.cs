using System.Net.Http.Headers;
using System.Text.Json;
using Tsuba.Modules.Console;
using Tsuba.Modules.Tests.Live;
using Tsuba.Modules.Tests.Passive;

namespace Tsuba.Modules.Tests.Console;

/// <summary>What the OpenAPI document says of ways to sign in, and of answers that are more than a JSON body.</summary>
public sealed class OpenApiTests : IAsyncLifetime
{
    private readonly ModuleFixture _fixture = new();
    private ConsoleModule? _module;
    private JsonElement _document;

    public async Task InitializeAsync()
    {
        _module = new ConsoleModule(_fixture.Context(("webui_port", "0")), SampleSite.Create(), () => null);
        await _module.StartAsync(CancellationToken.None);
        using var client = new HttpClient { BaseAddress = _module.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await _fixture.FirstSecretsAsync())["token"]);
        using var document = JsonDocument.Parse(await client.GetStringAsync("/api/openapi.json"));
        _document = document.RootElement.Clone();
    }

    public async Task DisposeAsync()
    {
        await _module!.DisposeAsync();
        _fixture.Dispose();
    }

    [Fact]
    public void SignIn_ByTokenOrCookie_IsDescribed()
    {
        var schemes = _document.GetProperty("components").GetProperty("securitySchemes");
        Assert.Equal(("http", "bearer"), (Text(schemes.GetProperty("token"), "type"), Text(schemes.GetProperty("token"), "scheme")));
        Assert.Equal(("apiKey", "cookie", $"tsuba_session_{_module!.Address!.Port}"), (Text(schemes.GetProperty("session"), "type"), Text(schemes.GetProperty("session"), "in"), Text(schemes.GetProperty("session"), "name")));
        Assert.Equal(["token", "session"], _document.GetProperty("security").EnumerateArray().Select(way => Assert.Single(way.EnumerateObject()).Name));
    }

    [Fact]
    public void Availability_AsCsvToo_IsDescribed() =>
        Assert.Equal(["application/json", "text/csv"], Answer("/availability").GetProperty("content").EnumerateObject().Select(type => type.Name));

    [Fact]
    public void Log_CursorOfTheNextPage_IsDescribed() =>
        Assert.Equal("X-Next-Cursor", Assert.Single(Answer("/log").GetProperty("headers").EnumerateObject()).Name);

    private JsonElement Answer(string path) =>
        _document.GetProperty("paths").GetProperty("/api/v1" + path).GetProperty("get").GetProperty("responses").GetProperty("200");

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
