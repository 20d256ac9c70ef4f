using System.Net.Http.Headers;
using System.Text;
using Tsuba.Modules.Console;
using Tsuba.Modules.Tests.Live;
using Tsuba.Modules.Tests.Passive;

namespace Tsuba.Modules.Tests.Console;

/// <summary>Bodies that are not what an address takes are refused, not a fault of ours.</summary>
public sealed class RefusedBodyTests : IAsyncLifetime
{
    private readonly ModuleFixture _fixture = new();
    private readonly HttpClient _client = new();
    private ConsoleModule? _module;

    public async Task InitializeAsync()
    {
        _module = new ConsoleModule(_fixture.Context(("webui_port", "0")), SampleSite.Create(), () => null);
        await _module.StartAsync(CancellationToken.None);
        _client.BaseAddress = _module.Address;
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await _fixture.FirstSecretsAsync())["token"]);
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _module!.DisposeAsync();
        _fixture.Dispose();
    }

    [Theory]
    [InlineData("/action")]
    [InlineData("/availability/corrections")]
    [InlineData("/availability/corrections/revoke")]
    [InlineData("/tokens")]
    [InlineData("/tokens/revoke")]
    public async Task Form_ThatIsNone_IsRefused(string path)
    {
        var manyFields = string.Join('&', Enumerable.Range(0, 2000).Select(index => $"a{index}=1"));

        Assert.Equal(415, await PostAsync(path, "text/plain", "host=web"));
        Assert.Equal(415, await PostAsync(path, "application/json", "{}"));
        Assert.Equal(400, await PostAsync(path, "multipart/form-data", "x"));
        Assert.Equal(400, await PostAsync(path, "multipart/form-data; boundary=B", "--B\r\ncut short"));
        Assert.Equal(400, await PostAsync(path, "application/x-www-form-urlencoded", manyFields));
    }

    [Theory]
    [InlineData("/api/v1/commands", "application/json; charset=nonsense", 415)]
    [InlineData("/api/v1/availability/corrections", "application/json; charset=nonsense", 415)]
    [InlineData("/api/v1/commands", "application/json; charset=\"utf-8\"", 400)]
    public async Task Json_OfAnUnknownCharset_IsRefused(string path, string type, int status) => Assert.Equal(status, await PostAsync(path, type, "{}"));

    private async Task<int> PostAsync(string path, string type, string body)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var answer = await _client.PostAsync(path, content);
        return (int)answer.StatusCode;
    }
}
