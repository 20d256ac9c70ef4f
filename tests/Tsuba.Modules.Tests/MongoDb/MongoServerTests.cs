using System.Diagnostics;
using Tsuba.Modules.MongoDb;
using Tsuba.Modules.MongoDb.Sending;
using Tsuba.Testing.Requirements;
using Xunit.Abstractions;

namespace Tsuba.Modules.Tests.MongoDb;

/// <summary>Speed on the wire, and the module against a real MongoDB where there is one.</summary>
public sealed class MongoServerTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Events = 20_000;

    private readonly MongoFixture _fixture = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    [RequiresFact(Requirement.MongoDriver)]
    public async Task Drain_OfWhatWaitedOnDisk_IsComplete_AndPrintsItsSpeed()
    {
        await _fixture.StartAsync("mongodb://127.0.0.1:1/");
        await _fixture.GiveAsync(Events, batch: 100);
        await _fixture.StopAsync();

        await using var server = new WireServer();
        var watch = Stopwatch.StartNew();
        await _fixture.StartAsync(server.Uri);
        await MongoFixture.UntilAsync(() => server.Store.Of("check_results").Count == Events);
        output.WriteLine(FormattableString.Invariant($"{Events / watch.Elapsed.TotalSeconds:F0} events a second drained from the spool"));
    }

    [RequiresFact(Requirement.MongoServer)]
    public async Task Server_OfTheRealKind_TakesEverythingOnce()
    {
        var database = $"tsuba_test_{Environment.ProcessId}";
        var uri = RequirementProbe.MongoServer!;
        await _fixture.StartAsync(uri, ("database", database));
        await _fixture.GiveAsync(1000, batch: 10);
        await _fixture.StopAsync();
        await _fixture.StartAsync(uri, ("database", database));
        await _fixture.GiveAsync(MongoFixture.Result(1), MongoFixture.Result(1000), MongoFixture.Result(1001));
        await MongoFixture.UntilAsync(() => _fixture.Count("documents_known_total") == 2);

        using var client = new MongoClient(MongoAddress.Of(uri, new Dictionary<string, string>()));
        Assert.Equal(1001, client.Run(database, "{\"count\": \"check_results\"}").RootElement.GetProperty("n").GetInt32());
        client.Command(database, "{\"dropDatabase\": 1}");
    }
}
