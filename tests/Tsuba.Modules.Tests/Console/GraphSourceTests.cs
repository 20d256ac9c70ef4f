using System.Net.Http.Headers;
using System.Text.Json;
using Tsuba.Model.Items;
using Tsuba.Modules.Console;
using Tsuba.Modules.History;
using Tsuba.Modules.Tests.History;
using Tsuba.Modules.Tests.Live;
using Tsuba.Modules.Tests.Passive;

namespace Tsuba.Modules.Tests.Console;

/// <summary>Where the graphs of the API come from.</summary>
public sealed class GraphSourceTests : IAsyncLifetime, ISeriesReader
{
    private readonly ModuleFixture _fixture = new();
    private readonly HistoryFixture _history = new();
    private readonly HttpClient _client = new();
    private ConsoleModule? _module;
    private IReadOnlyList<HistorySeries>? _answer;
    private ItemId _asked;

    public string Source => "graphite";

    public Task<IReadOnlyList<HistorySeries>?> SeriesAsync(ItemId item, long fromUtcMilliseconds, long toUtcMilliseconds, CancellationToken cancellationToken)
    {
        _asked = item;
        return Task.FromResult(_answer);
    }

    public async Task InitializeAsync()
    {
        _history.Time.Advance(DateTimeOffset.UtcNow - _history.Time.GetUtcNow());
        await _history.StartAsync();
        await _history.TakeAsync(1, HistoryFixture.Result(1, DateTimeOffset.UtcNow.AddHours(-1).ToUnixTimeMilliseconds(), 12));
        _module = new ConsoleModule(_fixture.Context(("webui_port", "0")), SampleSite.Create(), () => _history.Module) { Graphs = () => this };
        await _module.StartAsync(CancellationToken.None);
        _client.BaseAddress = _module.Address;
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await _fixture.FirstSecretsAsync())["token"]);
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _module!.DisposeAsync();
        await _history.DisposeAsync();
        _fixture.Dispose();
    }

    [Fact]
    public async Task Graphs_OfAnotherPlace_ReplaceThoseOfTheHistory_ButForHowLongChecksTook()
    {
        _answer = [new HistorySeries("time", "ms", false, [new HistorySample(100, 0, 1, 12, 12, 12)])];

        Assert.Equal(["ms graphite", "s history"], await SourcesAsync("web", "http"));
        Assert.Equal(ItemId.OfService("web", "http"), _asked);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Place_WithoutAnswerOrValues_LeavesThemToTheHistory(bool isAway)
    {
        _answer = isAway ? null : [];

        Assert.Equal(["s history", "s history"], await SourcesAsync("web", "http"));
    }

    [Fact]
    public async Task Item_ThatIsNotThere_IsNotAskedFor()
    {
        using var answer = await _client.GetAsync("/api/v1/graph?host=nowhere");

        Assert.Equal(System.Net.HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal(ItemId.None, _asked);
    }

    private async Task<List<string>> SourcesAsync(string host, string service)
    {
        using var document = JsonDocument.Parse(await _client.GetStringAsync($"/api/v1/graph?host={host}&service={service}"));
        return [.. document.RootElement.EnumerateArray().Select(graph => $"{graph.GetProperty("unit").GetString()} {graph.GetProperty("source").GetString()}")];
    }
}
