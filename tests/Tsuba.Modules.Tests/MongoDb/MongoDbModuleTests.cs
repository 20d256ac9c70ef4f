using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;
using Tsuba.Testing.Requirements;

namespace Tsuba.Modules.Tests.MongoDb;

/// <summary>The module with the real driver, against a server that speaks the wire protocol.</summary>
public sealed class MongoDbModuleTests : IAsyncLifetime
{
    private const long Utc = 1_700_000_000_000;

    // The day of each item of the site is opened at the start.
    private const int Days = 5;

    private readonly MongoFixture _fixture = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    [RequiresFact(Requirement.MongoDriver)]
    public async Task Events_OfEachKind_AreDocumentsOfTheirCollections()
    {
        await using var server = new WireServer();
        await _fixture.StartAsync(server.Uri);

        var status = new Event
        {
            Sequence = 2,
            UtcMs = Utc,
            Status = new StatusEvent
            {
                Item = ItemId.OfService("web", "http").Value,
                State = 2,
                LastState = 0,
                StateType = 0,
                Attempt = 1,
                HasBeenChecked = true,
                Output = "refused",
                LastStateChange = Utc,
            },
        };
        var line = new Event { Sequence = 3, UtcMs = Utc, Log = new LogEvent { Line = "SERVICE ALERT: web;http;CRITICAL;SOFT;1;a \"quoted\"\0text", Item = ItemId.OfService("web", "http").Value } };
        await _fixture.GiveAsync(MongoFixture.Result(1), status, line);
        await MongoFixture.UntilAsync(() => server.Store.Of("logs").Count == 1 && server.Store.Of("availability").Values.Any(day => day["state"] is 2));

        var result = server.Store.Of("check_results")["test/1/1700000000001/1"];
        Assert.Equal<object?>(["web", "http", 2, "HARD", 3], [result["host_name"], result["service_description"], result["state"], result["state_type"], result["attempt"]]);
        Assert.Equal<object?>(["CRITICAL - größer als erlaubt", "time=1ms"], [result["output"], result["perfdata"]]);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(Utc + 1), result["at"]);
        var change = server.Store.Of("state_changes")["test/1/1700000000000/2"];
        Assert.Equal<object?>([2, 0, "SOFT", "refused"], [change["state"], change["last_state"], change["state_type"], change["output"]]);
        var entry = server.Store.Of("logs")["test/1/1700000000000/3"];
        Assert.Equal("SERVICE ALERT: web;http;CRITICAL;SOFT;1;a \"quoted\"\0text", entry["message"]);
        Assert.Equal("Alert", entry["type"]);
    }

    [RequiresFact(Requirement.MongoDriver)]
    public async Task Writes_WithoutOptions_WaitForTheJournalsOfTheMajority()
    {
        await using var server = new WireServer();
        await _fixture.StartAsync(server.Uri);
        await _fixture.GiveAsync(1);
        await MongoFixture.UntilAsync(() => server.Store.Of("check_results").Count == 1);

        var concern = (WireDocument)server.Commands.First(command => command.ContainsKey("insert"))["writeConcern"]!;
        Assert.Equal<object?>(["majority", true], [concern["w"], concern["j"]]);
    }

    [RequiresFact(Requirement.MongoDriver)]
    public async Task Indexes_AreMadeAtTheStart_AndFollowOtherAges()
    {
        await using var server = new WireServer();
        await _fixture.StartAsync(server.Uri);
        await MongoFixture.UntilAsync(() => server.Store.Indexes.Count == 7);
        Assert.Equal(90 * 86_400, Number(server.Store.Indexes["logs.age"]["expireAfterSeconds"]));
        Assert.Equal(["host_name", "service_description", "at"], ((WireDocument)server.Store.Indexes["check_results.item"]["key"]!).Keys);
        await _fixture.StopAsync();

        await _fixture.StartAsync(server.Uri, ("max_logs_age", "2w"));
        await MongoFixture.UntilAsync(() => Number(server.Store.Indexes["logs.age"]["expireAfterSeconds"]) == 14 * 86_400);
    }

    [RequiresFact(Requirement.MongoDriver)]
    public async Task Server_AwayThenDyingInTheMiddleOfABatch_HasEveryDocumentOnce()
    {
        var store = new WireStore();
        int port;
        await using (var probe = new WireServer())
        {
            port = probe.Port;
        }

        await _fixture.StartAsync($"mongodb://127.0.0.1:{port}/");
        await _fixture.GiveAsync(500);
        var deaths = 0;
        await using var server = new WireServer(port)
        {
            Store = store,
            Instead = (command, _) =>
            {
                if (command.ContainsKey("insert") && deaths < 2)
                {
                    deaths++;
                    store.InsertSome(command, 100 * deaths);
                    throw new IOException("died");
                }

                return Task.FromResult<WireDocument?>(null);
            },
        };
        await MongoFixture.UntilAsync(() => store.Of("check_results").Count == 500 && _fixture.Count("documents_known_total") > 0);

        Assert.Equal(2, deaths);
        Assert.Equal(500 + Days, _fixture.Count("documents_total"));
        Assert.Equal(200, _fixture.Count("documents_known_total"));
        Assert.Equal(0, _fixture.Count("documents_dropped_total") + _fixture.Count("documents_rejected_total"));
    }

    [RequiresFact(Requirement.MongoDriver)]
    public async Task Server_NotPrimaryOrWithoutMajority_IsAskedAgain()
    {
        var refusals = new Queue<WireDocument>(
        [
            WireStore.Refusal(10107, "NotWritablePrimary"),
            WireStore.Ok(("n", 1), ("writeConcernError", new WireDocument { ["code"] = 64, ["errmsg"] = "waiting for replication timed out" })),
            WireStore.Ok(("n", 0), ("writeErrors", new List<object?> { new WireDocument { ["index"] = 0, ["code"] = 189, ["errmsg"] = "PrimarySteppedDown" } })),
        ]);
        await using var server = new WireServer
        {
            Instead = (command, _) => Task.FromResult<WireDocument?>(command.ContainsKey("insert") && refusals.TryDequeue(out var refusal) ? refusal : null),
        };
        await _fixture.StartAsync(server.Uri);
        await _fixture.GiveAsync(1);
        await MongoFixture.UntilAsync(() => server.Store.Of("check_results").Count == 1);

        Assert.Empty(refusals);
        Assert.Equal(0, _fixture.Count("documents_rejected_total"));
    }

    [RequiresFact(Requirement.MongoDriver)]
    public async Task Document_ThatIsNeverTaken_IsCountedAndDelaysNoOther()
    {
        await using var server = new WireServer
        {
            Instead = (command, _) =>
            {
                if (!command.ContainsKey("insert") || command["documents"] is not List<object?> documents || documents.FindIndex(document => ((WireDocument)document!)["perfdata"] is "time=3ms") is not (>= 0 and var bad))
                {
                    return Task.FromResult<WireDocument?>(null);
                }

                return Task.FromResult<WireDocument?>(WireStore.Ok(
                    ("n", documents.Count - 1), ("writeErrors", new List<object?> { new WireDocument { ["index"] = bad, ["code"] = 121, ["errmsg"] = "Document failed validation" } })));
            },
        };
        await _fixture.StartAsync(server.Uri);
        await _fixture.GiveAsync(5);
        await MongoFixture.UntilAsync(() => _fixture.Count("documents_rejected_total") == 1);
        await _fixture.GiveAsync(1);
        await MongoFixture.UntilAsync(() => server.Store.Of("check_results").ContainsKey("test/1/1700000000006/6"));
    }

    [RequiresFact(Requirement.MongoDriver)]
    public async Task Server_ThatNeverAnswers_DelaysNeitherEventsNorAStop_AndGetsAllAfterwards()
    {
        var store = new WireStore();
        var hangs = true;
        await using var server = new WireServer
        {
            Store = store,
            Instead = async (command, stop) =>
            {
                if (hangs && command.ContainsKey("insert"))
                {
                    await Task.Delay(Timeout.InfiniteTimeSpan, stop);
                }

                return null;
            },
        };
        await _fixture.StartAsync(server.Uri);
        await _fixture.GiveAsync(1);
        await MongoFixture.UntilAsync(() => server.Commands.Any(command => command.ContainsKey("insert")));
        await _fixture.GiveAsync(2000, batch: 100);
        Assert.Equal(2001 + Days, _fixture.Count("documents_total"));

        // The socket's own time-out is 15 s: a stop that waited for it would be seen.
        await _fixture.StopAsync().WaitAsync(TimeSpan.FromSeconds(10));
        hangs = false;
        await _fixture.StartAsync(server.Uri);
        await MongoFixture.UntilAsync(() => store.Of("check_results").Count == 2001);
    }

    [RequiresFact(Requirement.MongoDriver)]
    public async Task Spool_Full_CountsExactlyWhatDoesNotFit()
    {
        await _fixture.StartAsync("mongodb://127.0.0.1:1/", ("spool_max_bytes", "65536"));
        await MongoFixture.UntilAsync(() => _fixture.Count("documents_total") == Days);
        await _fixture.GiveAsync(1000);

        Assert.Equal(1000 + Days, _fixture.Count("documents_total") + _fixture.Count("documents_dropped_total"));
        Assert.InRange(_fixture.Count("documents_total"), 50, 500);
    }

    [Fact]
    public void TypeNames_OfConfigurations_MeanThisModule()
    {
        Assert.Equal("mongodb", Tsuba.Broker.Modules.ModuleTypeNames.Map("mongodb"));

        // The database of a Shinken that is still alive is not written to because its file is read.
        Assert.Equal("history", Tsuba.Broker.Modules.ModuleTypeNames.Map("mongo-logs"));
    }

    private static long Number(object? value) => Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture);
}
