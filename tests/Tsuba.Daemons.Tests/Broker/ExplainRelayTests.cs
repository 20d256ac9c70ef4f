using System.Collections.Immutable;
using Tsuba.Broker.Explaining;
using Tsuba.Broker.Reading;
using Tsuba.Daemons.Tests.Scheduler.Core;
using Tsuba.Hosting.Peers;
using Tsuba.LiveState;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;
using Tsuba.Testing.Transport;

namespace Tsuba.Daemons.Tests.Broker;

public sealed class ExplainRelayTests
{
    private readonly LiveTables _tables = new();
    private readonly MemoryNetwork _network = new();

    public ExplainRelayTests() => _tables.SetDefinitions(1, new SchedulerSite(hosts: 2).Snapshot);

    [Fact]
    public async Task UnknownName_IsAnsweredWithTheNearestOne()
    {
        var reply = await AskAsync(new ExplainRequest { Item = new() { Host = "hots-1" } }, BrokerLinks.None);
        Assert.Equal((ExplainOutcome.NoSuchItem, "there is no host 'hots-1'; did you mean 'host-1'?"), (reply.Outcome, reply.Refusal));
    }

    [Fact]
    public async Task ItemOfOthers_DoesNotExist()
    {
        var reply = await AskAsync(new ExplainRequest { Item = new() { Host = "host-1" }, Viewer = "eve" }, BrokerLinks.None);
        Assert.Equal((ExplainOutcome.NoSuchItem, "there is no host 'host-1'"), (reply.Outcome, reply.Refusal));
        Assert.Equal(ExplainOutcome.Unavailable, (await AskAsync(new ExplainRequest { Item = new() { Host = "host-1" }, Viewer = "bob" }, BrokerLinks.None)).Outcome);
    }

    [Fact]
    public async Task OwnerThatIsAway_IsNamed()
    {
        var owner = new PartOwnership(new Epoch(1, 1), new PeerAddress(DaemonRole.Scheduler, "s7", "memory", 1));
        var links = new BrokerLinks(1, ImmutableSortedDictionary<int, PartOwnership>.Empty.Add(1, owner));
        var reply = await AskAsync(new ExplainRequest { Item = new() { Host = "host-1" } }, links);
        Assert.Equal(ExplainOutcome.Unavailable, reply.Outcome);
        Assert.StartsWith("s7, which owns the item, does not answer: ", reply.Refusal, StringComparison.Ordinal);
    }

    private Task<ExplainReply> AskAsync(ExplainRequest request, BrokerLinks links) =>
        new ExplainRelay(_tables, () => links, _network.PeersOf(DaemonRole.Broker, "broker")).AskAsync(request, CancellationToken.None);
}
