using System.Collections.Immutable;
using Tsuba.Dispatch.Cutting;
using Tsuba.Dispatch.Links;
using Tsuba.Dispatch.Liveness;
using Tsuba.Dispatch.Ownership;
using Tsuba.Dispatch.Tests.Ownership;
using Tsuba.Model.Definitions;
using Tsuba.Model.Items;

namespace Tsuba.Dispatch.Tests.Links;

/// <summary>Spares of every role that has some, in the realm and in one above; the arbiter's are in the tests of terms.</summary>
public sealed class SpareTests
{
    public static TheoryData<ObjectType, DaemonRole> Satellites => new()
    {
        { ObjectType.Poller, DaemonRole.Poller },
        { ObjectType.Reactionner, DaemonRole.Reactionner },
        { ObjectType.Receiver, DaemonRole.Receiver },
        { ObjectType.Broker, DaemonRole.Broker },
    };

    [Theory]
    [MemberData(nameof(Satellites))]
    public void Plan_AllAlive_SparesHaveNothingToDo(ObjectType type, DaemonRole role)
    {
        var served = Served(World(type), role, dead: []);

        Assert.Equal(["s-eu"], served["eu"]);
        Assert.Empty(served["spare-eu"]);
        Assert.Empty(served["spare-top"]);
        Assert.Empty(served["spare-flat"]);
    }

    [Theory]
    [MemberData(nameof(Satellites))]
    public void Plan_ActiveOneDies_TheSpareOfItsRealmStepsIn(ObjectType type, DaemonRole role) =>
        Assert.Equal(["s-eu"], Served(World(type), role, dead: ["eu"])["spare-eu"]);

    [Theory]
    [MemberData(nameof(Satellites))]
    public void Plan_TheSpareOfTheRealmIsDeadToo_OneFromAboveStepsIn(ObjectType type, DaemonRole role)
    {
        var served = Served(World(type), role, dead: ["eu", "spare-eu"]);

        Assert.Equal(["s-eu"], served["spare-top"]);
        Assert.Empty(served["spare-flat"]);
    }

    [Theory]
    [MemberData(nameof(Satellites))]
    public void Plan_OneAboveDies_SparesOfTheRealmBelowStayOut(ObjectType type, DaemonRole role) =>
        Assert.DoesNotContain("s-world", Served(World(type), role, dead: ["world"])["spare-eu"]);

    [Fact]
    public void Step_SchedulerOfARealmDies_TheSpareFromAboveThatServesRealmsBelowFollowsAndTakesOver()
    {
        var cut = new SiteBuilder()
            .Add(ObjectType.Realm, "World", ("default", "1"), ("realm_members", "EU")).Add(ObjectType.Realm, "EU")
            .Scheduler("s-world").Scheduler("s-eu", ("realm", "EU"))
            .Scheduler("spare-flat", ("spare", "1"), ("manage_sub_realms", "0")).Scheduler("spare-top", ("spare", "1"), ("manage_sub_realms", "1"))
            .Host("a").Host("b", ("realm", "EU")).Cut();
        var site = new FakeSchedulers(cut);
        site.Run(3);
        var part = cut.Placement.Parts.Single(part => part.Realm == "EU").Id;
        Assert.Equal("spare-top", site.Brain.Find(part)?.Follower);

        site.Kill("s-eu");
        site.Run(5);

        Assert.Equal("spare-top", site.Brain.Find(part)?.Owner);
    }

    private static ConfigurationCut World(ObjectType type) => new SiteBuilder()
        .Add(ObjectType.Realm, "World", ("default", "1"), ("realm_members", "EU")).Add(ObjectType.Realm, "EU")
        .Scheduler("s-world").Scheduler("s-eu", ("realm", "EU"))
        .Add(type, "world", ("manage_sub_realms", "0")).Add(type, "eu", ("realm", "EU"))
        .Add(type, "spare-eu", ("realm", "EU"), ("spare", "1"))
        .Add(type, "spare-flat", ("spare", "1"), ("manage_sub_realms", "0")).Add(type, "spare-top", ("spare", "1"), ("manage_sub_realms", "1"))
        .Host("a").Host("b", ("realm", "EU")).Cut();

    /// <summary>The schedulers whose parts each satellite of a role serves.</summary>
    private static Dictionary<string, string[]> Served(ConfigurationCut cut, DaemonRole role, string[] dead)
    {
        ImmutableArray<PartOwnership> owners =
        [
            .. cut.Placement.Parts.Select(part => PartOwnership.New(part.Id, part.Scheduler) with { Owner = part.Scheduler, Epoch = new Epoch(1, 1), WasConfirmed = true, HasState = true }),
        ];
        return LinkPlanner.Plan(cut, owners, key => key.Role == role && dead.Contains(key.Name) ? LifeSign.Dead : LifeSign.Alive, _ => false)
            .Where(links => links.Satellite.Role == role)
            .ToDictionary(links => links.Satellite.Name, links => links.Parts.Select(part => part.Owner!).Distinct().Order(StringComparer.Ordinal).ToArray());
    }
}
