using System.Collections.Immutable;
using Tsuba.Dispatch.Cutting;
using Tsuba.Dispatch.Daemons;
using Tsuba.Dispatch.Links;
using Tsuba.Dispatch.Liveness;
using Tsuba.Dispatch.Ownership;
using Tsuba.Model.Definitions;
using Tsuba.Model.Items;

namespace Tsuba.Dispatch.Tests.Links;

public sealed class LinkPlannerTests
{
    [Fact]
    public void Plan_RealmsAndSubRealms_GiveEachSatelliteItsSchedulers()
    {
        var links = Plan(World(), _ => LifeSign.Alive);

        Assert.Equal("s-eu,s-world", links["poller-top"]);
        Assert.Equal("s-eu", links["poller-eu"]);
        Assert.Equal("s-world", links["poller-flat"]);
        Assert.Equal("", links["poller-spare"]);
    }

    [Fact]
    public void Plan_ActivePollerDead_SparesStepIn()
    {
        var links = Plan(World(), key => key.Name == "eu" ? LifeSign.Dead : LifeSign.Alive);

        Assert.Equal("s-eu", links["poller-spare"]);
    }

    [Fact]
    public void Plan_ClassicRealm_GivesEachPartToOneBroker()
    {
        var site = new SiteBuilder().Scheduler("s1").Scheduler("s2").Add(ObjectType.Broker, "b1").Add(ObjectType.Broker, "b2").Host("a").Host("b").Cut();

        var brokers = LinkPlanner.Plan(site, Owned(site), _ => LifeSign.Alive, _ => false).Where(link => link.Satellite.Role == DaemonRole.Broker).ToList();

        Assert.Equal(site.Placement.Parts.Select(part => part.Id), brokers.SelectMany(link => link.Parts).Select(part => part.Part).Order());
        Assert.All(brokers, link => Assert.Single(link.Parts));
        Assert.All(brokers, link => Assert.Contains(link.Daemons, daemon => daemon.Role == DaemonRole.Poller));
    }

    [Fact]
    public void Plan_CompleteLinks_GiveEachBrokerAllParts()
    {
        var site = new SiteBuilder().Add(ObjectType.Realm, "All", ("broker_complete_links", "1"), ("default", "1"))
            .Scheduler("s1").Scheduler("s2").Add(ObjectType.Broker, "b1").Add(ObjectType.Broker, "b2").Host("a").Host("b").Cut();

        var brokers = LinkPlanner.Plan(site, Owned(site), _ => LifeSign.Alive, _ => false).Where(link => link.Satellite.Role == DaemonRole.Broker);

        Assert.All(brokers, link => Assert.Equal(2, link.Parts.Length));
    }

    [Fact]
    public void Plan_PassiveWorkers_AreGivenToTheSchedulersThatTheyServe()
    {
        var cut = new SiteBuilder()
            .Add(ObjectType.Realm, "World", ("default", "1"), ("realm_members", "EU")).Add(ObjectType.Realm, "EU")
            .Scheduler("s-world").Scheduler("s-eu", ("realm", "EU"))
            .Add(ObjectType.Poller, "top", ("manage_sub_realms", "1")).Add(ObjectType.Poller, "inside", ("realm", "EU"), ("passive", "1"))
            .Add(ObjectType.Reactionner, "inside", ("realm", "EU"), ("passive", "1"))
            .Host("a").Host("b", ("realm", "EU")).Cut();

        var schedulers = LinkPlanner.Plan(cut, Owned(cut), _ => LifeSign.Alive, _ => false)
            .Where(link => link.Satellite.Role == DaemonRole.Scheduler)
            .ToDictionary(link => link.Satellite.Name, link => string.Join(',', link.Daemons.Select(daemon => daemon.Key.ToString())));

        Assert.Equal(new Dictionary<string, string> { ["s-eu"] = "poller-inside,reactionner-inside" }, schedulers);
    }

    [Fact]
    public void Plan_NoPassiveWorkerAnyMore_IsToldToWhoHeardOfOne()
    {
        var links = LinkPlanner.Plan(World(), Owned(World()), _ => LifeSign.Alive, key => key.Name == "s-eu");

        Assert.Empty(Assert.Single(links, link => link.Satellite.Role == DaemonRole.Scheduler).Daemons);
    }

    private static ConfigurationCut World() => new SiteBuilder()
        .Add(ObjectType.Realm, "World", ("default", "1"), ("realm_members", "EU")).Add(ObjectType.Realm, "EU")
        .Scheduler("s-world").Scheduler("s-eu", ("realm", "EU"))
        .Add(ObjectType.Poller, "top", ("manage_sub_realms", "1")).Add(ObjectType.Poller, "flat")
        .Add(ObjectType.Poller, "eu", ("realm", "EU")).Add(ObjectType.Poller, "spare", ("realm", "EU"), ("spare", "1"))
        .Host("a").Host("b", ("realm", "EU")).Cut();

    private static ImmutableArray<PartOwnership> Owned(ConfigurationCut cut) =>
        [.. cut.Placement.Parts.Select(part => PartOwnership.New(part.Id, part.Scheduler) with { Owner = part.Scheduler, Epoch = new Epoch(1, 1), WasConfirmed = true, HasState = true })];

    private static Dictionary<string, string> Plan(ConfigurationCut cut, Func<DaemonKey, LifeSign> lifeOf) =>
        LinkPlanner.Plan(cut, Owned(cut), lifeOf, _ => false).ToDictionary(link => link.Satellite.ToString(), link => string.Join(',', link.Daemons.Select(daemon => daemon.Name)));
}
