using System.Text.Json;
using Tsuba.Dispatch.Cutting;
using Tsuba.Dispatch.Reports;
using Tsuba.Model.Definitions;

namespace Tsuba.Dispatch.Tests.Cutting;

public sealed class ConfigurationCutTests
{
    [Fact]
    public void Make_NoDaemons_AddsAllSevenOnTheirPorts()
    {
        var cut = new SiteBuilder().Host("web").Cut();

        Assert.Equal(
            ["Synchronizer:7765", "Arbiter:7770", "Scheduler:7768", "Poller:7771", "Reactionner:7769", "Receiver:7773", "Broker:7772"],
            cut.Daemons.Nodes.Select(node => $"{node.Role}:{node.Port}"));
        Assert.True(cut.IsAccepted, string.Join('\n', cut.Diagnostics));
        Assert.Equal("Default", cut.Graph.Hosts[0].Realm);
    }

    [Fact]
    public void Make_RelatedHostsInTwoRealms_IsRefusedWithTheirNames()
    {
        var cut = TwoRealms().Host("web", ("realm", "EU"), ("parents", "router")).Host("router", ("realm", "US")).Cut();

        var finding = Assert.Single(cut.Diagnostics);
        Assert.Equal("TSB3001", finding.Code);
        Assert.Contains("router (US), web (EU)", finding.Message, StringComparison.Ordinal);
        Assert.False(cut.IsAccepted);
    }

    [Fact]
    public void Make_HostgroupWithRealm_RulesMembersThatHaveNone()
    {
        var cut = TwoRealms()
            .Add(ObjectType.HostGroup, "american", ("realm", "US"), ("members", "a,b"))
            .Add(ObjectType.HostGroup, "others", ("realm", "EU"))
            .Host("a").Host("b", ("realm", "EU")).Host("c", ("hostgroups", "others"))
            .Cut();

        Assert.Equal(["a US", "b EU", "c EU"], cut.Graph.Hosts.Select(host => $"{host.Name} {host.Realm}"));
        Assert.True(cut.IsAccepted);
        Assert.Equal(["a in US at s-us", "b,c in EU at s-eu"], cut.Placement.Parts.GroupBy(part => part.Realm).Select(group =>
            $"{string.Join(',', group.SelectMany(part => part.Hosts).Order())} in {group.Key} at {group.First().Scheduler}").Order());
    }

    [Theory]
    [InlineData("TSB3002", "nowhere", null)]
    [InlineData("TSB3004", "moon", "Moon")]
    [InlineData("TSB3003", "spared", "Spared")]
    public void Make_HostNobodyCanWatch_IsRefused(string code, string host, string? realm)
    {
        var site = TwoRealms().Add(ObjectType.Realm, "Spared").Scheduler("s-spared", ("realm", "Spared"), ("spare", "1"));

        var cut = (realm is null ? site.Host(host) : site.Host(host, ("realm", realm))).Cut();

        Assert.Contains(cut.Diagnostics, finding => finding.Code == code && finding.Message.Contains(host, StringComparison.Ordinal));
    }

    [Fact]
    public void Make_SchedulerWithoutBrokerOrPoller_IsReported()
    {
        var cut = new SiteBuilder()
            .Add(ObjectType.Realm, "EU", ("default", "1")).Add(ObjectType.Realm, "US")
            .Scheduler("s-eu", ("realm", "EU")).Scheduler("s-us", ("realm", "US"))
            .Host("a", ("realm", "US"), ("poller_tag", "DMZ")).Cut();

        Assert.Equal(["TSB3005", "TSB3006", "TSB3007"], cut.Diagnostics.Select(finding => finding.Code));
    }

    [Fact]
    public void Make_SatellitesAboveWithSubRealms_Serve()
    {
        var cut = new SiteBuilder()
            .Add(ObjectType.Realm, "World", ("default", "1"), ("realm_members", "EU")).Add(ObjectType.Realm, "EU", ("realm_members", "FR")).Add(ObjectType.Realm, "FR")
            .Scheduler("s-fr", ("realm", "FR"))
            .Add(ObjectType.Poller, "p", ("manage_sub_realms", "1"))
            .Host("a", ("realm", "FR")).Cut();

        Assert.Empty(cut.Diagnostics);
    }

    [Fact]
    public void Split_TwoParts_SharesGlobalObjectsAndKeepsLocalMembers()
    {
        var cut = new SiteBuilder()
            .Scheduler("s1").Scheduler("s2")
            .Add(ObjectType.Command, "ping").Add(ObjectType.HostGroup, "all", ("members", "a,b"), ("alias", "All")).Add(ObjectType.ServiceGroup, "web", ("members", "a,http,b,http"))
            .Host("a").Host("b").Service("a", "http").Service("b", "http")
            .Cut();

        var parts = PartSplitter.Split(cut.Configuration, cut.Placement);

        Assert.Equal(2, parts.Count);
        Assert.Equal(
            ["a;a;http;all=a;web=a,http", "b;b;http;all=b;web=b,http"],
            parts.Values.Select(part => $"{Key(part, ObjectType.Host)};{Key(part, ObjectType.Service)};all={Members(part, "all")};web={Members(part, "web")}").Order());
        Assert.All(parts.Values, part => Assert.Contains(part.Objects, item => item.Type == ObjectType.Command && item.Key == "ping"));
        Assert.All(parts.Values, part => Assert.Equal("All", part.Objects.Single(item => item.Key == "all").Find("alias")));
    }

    [Fact]
    public void Report_LargeShard_NamesWhatGluesIt()
    {
        var site = new SiteBuilder().Host("router");
        for (var index = 0; index < 12; index++)
        {
            site.Host(SiteBuilder.Name(index), ("parents", "router"));
        }

        var report = new ShardReport(site.Cut());

        Assert.Contains("13 hosts, 0 services, 12 relations, 1 shard, 1 part\n", report.ToText(), StringComparison.Ordinal);
        Assert.Contains("router has 12 relations; without them the largest piece has 1 host (7.7 %)", report.ToText(), StringComparison.Ordinal);
        using var json = JsonDocument.Parse(report.ToJson());
        Assert.Equal("router", json.RootElement.GetProperty("shards")[0].GetProperty("hubs")[0].GetProperty("host").GetString());
        Assert.Equal(13, json.RootElement.GetProperty("parts")[0].GetProperty("hosts").GetArrayLength());
    }

    private static SiteBuilder TwoRealms() => new SiteBuilder()
        .Add(ObjectType.Realm, "EU").Add(ObjectType.Realm, "US")
        .Scheduler("s-eu", ("realm", "EU")).Scheduler("s-us", ("realm", "US"))
        .Add(ObjectType.Broker, "b-eu", ("realm", "EU")).Add(ObjectType.Broker, "b-us", ("realm", "US"))
        .Add(ObjectType.Poller, "p-eu", ("realm", "EU")).Add(ObjectType.Poller, "p-us", ("realm", "US"));

    private static string Key(ResolvedConfiguration part, ObjectType type) => Assert.Single(part.Objects, item => item.Type == type).Key;

    private static string? Members(ResolvedConfiguration part, string group) => part.Objects.Single(item => item.Key == group).Find("members");
}
