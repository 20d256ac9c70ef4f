using System.Globalization;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;
using Tsuba.Testing.Requirements;

namespace Tsuba.Modules.Tests.MongoDb;

public sealed class MongoAvailabilityTests : IAsyncLifetime
{
    private readonly MongoFixture _fixture = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    [RequiresFact(Requirement.MongoDriver)]
    public async Task Changes_OfADay_AddUpOnce_HoweverOftenTheyCome()
    {
        await using var server = new WireServer();
        await _fixture.StartAsync(server.Uri);
        Event[] events =
        [
            Change(1, "2023-11-14T06:00:00Z", 0, 2),
            Change(2, "2023-11-14T08:00:00Z", 2, 1),
            Change(3, "2023-11-14T08:30:00Z", 1, 0),
            Change(4, "2023-11-15T01:00:00Z", 0, 3),
        ];
        await _fixture.GiveAsync(events);
        await _fixture.GiveAsync(events);
        await _fixture.GiveAsync(events[1]);
        await MongoFixture.UntilAsync(() => _fixture.Count("documents_known_total") >= 5);

        var first = server.Store.Of("availability")["test/2023-11-14/web;http"];
        Assert.Equal<object?>([6 * 3600.0, 1800.0, 7200.0, 0.0], [first["daily_0"], first["daily_1"], first["daily_2"], first["daily_3"]]);
        Assert.Equal<object?>([0, At("2023-11-14T08:30:00Z")], [first["state"], first["since"]]);
        Assert.Equal<object?>(["web", "http", "2023-11-14"], [first["hostname"], first["service"], first["day"]]);
        var second = server.Store.Of("availability")["test/2023-11-15/web;http"];
        Assert.Equal<object?>([3600.0, 0.0, 3], [second["daily_0"], second["daily_3"], second["state"]]);
    }

    [RequiresFact(Requirement.MongoDriver)]
    public async Task Day_ThatBegins_IsOpenedForEveryItemWithTheStateItHas()
    {
        await using var server = new WireServer();
        await _fixture.StartAsync(server.Uri);
        await MongoFixture.UntilAsync(() => server.Store.Of("availability").Count == 5);

        var states = server.Store.Of("availability").ToDictionary(day => day.Key.Split('/', 3)[2], day => day.Value["state"]);
        Assert.Equal<object?>([0, 1, 2, 0, 4], [states["web"], states["db"], states["web;http"], states["web;ssh"], states["db;disk /var"]]);
    }

    private static Event Change(ulong sequence, string at, uint before, uint state) => new()
    {
        Sequence = sequence,
        UtcMs = At(at).ToUnixTimeMilliseconds(),
        Status = new StatusEvent
        {
            Item = ItemId.OfService("web", "http").Value,
            State = state,
            LastState = before,
            HasBeenChecked = true,
            StateType = 1,
            LastStateChange = At(at).ToUnixTimeMilliseconds(),
        },
    };

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
