using Tsuba.LiveState;
using Tsuba.Model.Definitions;
using Tsuba.Model.Items;
using Tsuba.Model.Snapshots;
using Tsuba.Protocol.Contracts;
using Tsuba.Testing;

namespace Tsuba.Protocol.Tests.LiveState;

public sealed class LiveTablesTests
{
    private readonly LiveTables _tables = new();

    [Fact]
    public void SetDefinitions_OfTwoParts_AreOneSiteInOrder()
    {
        _tables.SetDefinitions(1, Part("b", "d"));
        _tables.SetDefinitions(2, Part("a", "c"));

        var site = _tables.Site;
        Assert.Equal(["a", "b", "c", "d"], site.Hosts.Select(host => host.Host.HostName));
        Assert.Equal(["a;s", "b;s", "c;s", "d;s"], site.Services.Select(service => service.Service.Name.ToString()));
        Assert.Equal(["a", "b", "c", "d"], site.HostGroups["all"].Members.Select(host => host.Host.HostName));
        Assert.Equal(8, site.Items.Count);
        Assert.All(site.Services, service => Assert.Same(service, Assert.Single(service.Host.Services)));
    }

    [Fact]
    public void SetDefinitions_OfOnePart_KeepsStatusesAndTheItemsOfOthers()
    {
        _tables.SetDefinitions(1, Part("b"));
        _tables.SetDefinitions(2, Part("a"));
        Tell(1, 1, "b", state: 2);
        Tell(2, 1, "a", state: 1);
        var before = _tables.Site;

        _tables.SetDefinitions(2, Part("a", "c"));

        var site = _tables.Site;
        Assert.Same(before.FindHost("b"), site.FindHost("b"));
        Assert.NotSame(before.FindHost("a"), site.FindHost("a"));
        Assert.Equal([2u, 1u], new[] { site.FindService("b", "s")!.Status.State, site.FindService("a", "s")!.Status.State });
        Assert.False(site.FindService("c", "s")!.Status.HasBeenChecked);
    }

    [Fact]
    public void SetDefinitions_WhereAHostMovesBetweenParts_ItsNewestStatusStays()
    {
        _tables.SetDefinitions(1, Part("a", "b"));
        _tables.SetDefinitions(2, Part("c"));
        Tell(1, 1, "b", state: 1);

        // Its new part has it before its old one has let it go; what is told then must not be lost.
        _tables.SetDefinitions(2, Part("b", "c"));
        Tell(2, 1, "b", state: 2);
        Assert.Single(_tables.Site.HostGroups["all"].Members, host => host.Host.HostName == "b");
        _tables.SetDefinitions(1, Part("a"));

        var moved = _tables.Site.FindService("b", "s")!;
        Assert.Equal(2u, moved.Status.State);
        Assert.Equal(2, moved.Part);
        Assert.Equal(["a", "b", "c"], _tables.Site.Hosts.Select(host => host.Host.HostName));
    }

    [Fact]
    public void Forget_APart_LeavesTheOthers()
    {
        _tables.SetDefinitions(1, Part("a"));
        _tables.SetDefinitions(2, Part("b"));

        _tables.Forget(1);

        Assert.Equal(["b"], _tables.Site.Hosts.Select(host => host.Host.HostName));
        Assert.Equal(["b"], _tables.Site.HostGroups["all"].Members.Select(host => host.Host.HostName));
    }

    private void Tell(int part, ulong sequence, string host, uint state)
    {
        var frame = new EventFrame { First = sequence };
        frame.Events.Add(new Event
        {
            Sequence = sequence,
            Status = new StatusEvent { Item = ItemId.OfService(host, "s").Value, State = state, HasBeenChecked = true },
        });
        _tables.Apply(new PartStamp { Part = part, Epoch = 1 }, frame);
    }

    private static ConfigurationSnapshot Part(params string[] hosts)
    {
        var builder = new ResolvedConfigurationBuilder();
        foreach (var host in hosts)
        {
            builder.Host(host).Service(host, "s");
        }

        return builder.Add(ObjectType.HostGroup, "all", ("hostgroup_name", "all"), ("members", string.Join(',', hosts))).Link();
    }
}
