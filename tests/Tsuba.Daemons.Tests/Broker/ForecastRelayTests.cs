using System.Collections.Immutable;
using Tsuba.Broker.Forecasting;
using Tsuba.Broker.Reading;
using Tsuba.Daemons.Tests.Scheduler;
using Tsuba.Daemons.Tests.Scheduler.Core;
using Tsuba.Hosting.Peers;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;
using Tsuba.Testing.Transport;

namespace Tsuba.Daemons.Tests.Broker;

/// <summary>The owners of all parts are asked, and what one cannot say is named.</summary>
public sealed class ForecastRelayTests : IDisposable
{
    private readonly DirectoryInfo _state = Directory.CreateTempSubdirectory("tsuba-forecast-");
    private readonly MemoryNetwork _network = new();

    public void Dispose() => _state.Delete(recursive: true);

    [Fact]
    public async Task Owners_AreAsked_AndOneThatIsAwayIsNamed()
    {
        await using var scheduler = await RunningScheduler.StartAsync(_network, "a", _state.FullName);
        await scheduler.GiveAsync(new SchedulerSite(hosts: 2).Encoded, new PartStamp { Part = 1, Epoch = new Epoch(1, 1).Packed });
        var reply = await AskAsync(Question("down host-1 for 30m", "down host-7"), scheduler.Address, Away("s7"));

        var part = Assert.Single(reply.Parts);
        Assert.Equal(1, part.Part);
        Assert.True(part.Complete);
        Assert.Contains(part.Entries, entry => entry is { State: "DOWN", Change.Hard: true, Item.Host: "host-1" });
        Assert.Contains(part.Entries, entry => entry is { Told: { Contact: "bob", Type: "PROBLEM" }, Item.Host: "host-1" });
        Assert.DoesNotContain(part.Entries, entry => entry.Item?.Host == "host-0");
        Assert.Equal([1], part.TakenLines);
        Assert.Equal("there is no host 'host-7'", Assert.Single(part.Refused).Text);
        Assert.StartsWith("part 2: s7, which owns it, does not answer: ", Assert.Single(reply.Missing), StringComparison.Ordinal);
        Assert.True(reply.UntilUtcMs - reply.FromUtcMs >= 4 * 3_600_000);
    }

    [Fact]
    public async Task EntriesBeyondTheLimit_AreCounted()
    {
        await using var scheduler = await RunningScheduler.StartAsync(_network, "a", _state.FullName);
        await scheduler.GiveAsync(new SchedulerSite(hosts: 2).Encoded, new PartStamp { Part = 1, Epoch = new Epoch(1, 1).Packed });
        var asked = Question("down host-1 for 30m");
        asked.Part = 1;
        var all = Assert.Single((await scheduler.CallAsync(DaemonRole.Broker, "broker", Tsuba.Protocol.Routes.Forecast, asked)).Parts);
        asked.MaxBytes = all.Entries[0].CalculateSize() + 1;
        var some = Assert.Single((await scheduler.CallAsync(DaemonRole.Broker, "broker", Tsuba.Protocol.Routes.Forecast, asked)).Parts);
        Assert.Single(some.Entries);
        Assert.Equal(all.Entries.Count - 1, some.LeftOut);
    }

    [Theory]
    [InlineData("now", "", "dwon host-1", "line 1: ")]
    [InlineData("-2h", "", "down host-1", "'-2h' is no time from now on")]
    [InlineData("now", "90d", "down host-1", "'90d' is no span of up to 31d")]
    public async Task QuestionWithoutMeaning_IsRefusedOnce(string from, string span, string line, string fault)
    {
        await using var scheduler = await RunningScheduler.StartAsync(_network, "a", _state.FullName);
        await scheduler.GiveAsync(new SchedulerSite(hosts: 2).Encoded, new PartStamp { Part = 1, Epoch = new Epoch(1, 1).Packed });
        var asked = Question(line);
        asked.From = from;
        asked.Span = span;
        var reply = await AskAsync(asked, scheduler.Address);
        Assert.Empty(reply.Parts);
        Assert.StartsWith(fault, Assert.Single(reply.Faults), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NobodyOwnsAPart_IsSaid() =>
        Assert.Equal("nobody is known to own a part at the moment", Assert.Single((await AskAsync(Question("down host-1"))).Faults));

    private static ForecastRequest Question(params string[] lines) =>
        new() { Lines = { lines }, From = "now", NowUtcMs = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() };

    private static PeerAddress Away(string name) => new(DaemonRole.Scheduler, name, "memory", 1);

    private Task<ForecastReply> AskAsync(ForecastRequest request, params PeerAddress[] owners)
    {
        var parts = owners.Select((owner, index) => KeyValuePair.Create(index + 1, new PartOwnership(new Epoch(1, 1), owner))).ToImmutableSortedDictionary();
        return new ForecastRelay(() => new BrokerLinks(1, parts), _network.PeersOf(DaemonRole.Broker, "broker")).AskAsync(request, CancellationToken.None);
    }
}
