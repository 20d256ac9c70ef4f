using Tsuba.Dispatch.Ownership;
using Tsuba.Model.Items;

namespace Tsuba.Dispatch.Tests.Ownership;

/// <summary>Under which version of the rules parts run while schedulers are upgraded one after the other, and who may hold them (decision 0098).</summary>
public sealed class SemanticsTests
{
    private static readonly SemanticsRange Old = SemanticsRange.Unsaid;
    private static readonly SemanticsRange New = new(1, 2);

    [Fact]
    public void AllUpgraded_PartsAreRaisedOnceAndStayWhereTheyAre()
    {
        var site = Running(Old, Old, Old);
        var owners = Owners(site);
        foreach (var scheduler in new[] { "s1", "s2" })
        {
            site.Programs[scheduler] = New;
            site.Run(5);
            Assert.All(site.Brain.State.Parts, part => Assert.Equal(1u, part.Semantics));
        }

        site.Actions.Clear();
        site.Programs["s3"] = New;
        site.Run(10);

        Assert.All(site.Brain.State.Parts, part => Assert.Equal(2u, part.Semantics));
        Assert.Equal(owners, Owners(site));
        Assert.Equal(site.Brain.State.Parts.Length, site.Actions.OfType<DeployPart>().Count());
        Assert.All(site.Actions.OfType<DeployPart>(), deploy => Assert.Equal(2u, deploy.Semantics));
        Assert.All(site.Brain.State.Parts, part => Assert.Empty(site.Brain.HoldsBack(part.Part)));
    }

    [Fact]
    public void OneIsOlder_NothingIsRaisedAndItIsNamed()
    {
        var site = Running(New, Old, New);

        site.Run(60);

        Assert.All(site.Brain.State.Parts, part => Assert.Equal(1u, part.Semantics));
        Assert.All(site.Brain.State.Parts, part => Assert.Equal("s2", Assert.Single(site.Brain.HoldsBack(part.Part))));
    }

    [Fact]
    public void OneWasNeverHeard_NothingIsRaised()
    {
        var site = new FakeSchedulers(Site());
        site.Kill("s3");
        (site.Programs["s1"], site.Programs["s2"]) = (New, New);

        site.Run(60);

        Assert.All(site.Brain.State.Parts, part => Assert.Equal((1u, true), (part.Semantics, site.Brain.IsServed(part.Part))));
    }

    [Fact]
    public void OneDiedUpgraded_CountsWithWhatItSaidLast()
    {
        var site = Running(New, Old, New);
        site.Kill("s3");
        site.Run(20);

        site.Programs["s2"] = New;
        site.Run(5);

        Assert.All(site.Brain.State.Parts, part => Assert.Equal(2u, part.Semantics));
    }

    [Fact]
    public void FollowerGoesBack_IsReplacedAndNotGivenThePart()
    {
        var site = Running(New, New, New);
        Assert.All(site.Brain.State.Parts, part => Assert.Equal(("s3", 2u), (part.Follower, part.Semantics)));

        site.Programs["s3"] = Old;
        site.Run(10);

        Assert.All(site.Brain.State.Parts, part => Assert.NotEqual("s3", part.Follower));
        Assert.All(site.Brain.State.Parts, part => Assert.Equal(2u, part.Semantics));
        site.Kill("s1");
        site.Run(10);
        Assert.All(site.Brain.State.Parts, part => Assert.Equal("s2", part.Owner));
        Assert.Empty(site.Notices);
    }

    [Fact]
    public void OnlyFollowersThatCannotRunIt_PartWaitsForItsOwner()
    {
        var site = Running(New, New, New);
        (site.Programs["s2"], site.Programs["s3"]) = (Old, Old);
        site.Run(10);
        var part = site.Brain.State.Parts.First(owned => owned.Owner == "s1").Part;
        Assert.NotNull(site.Brain.Find(part)!.Follower);
        Assert.False(site.Brain.CanRun(site.Brain.Find(part)!.Follower!, part));

        site.Kill("s1");
        site.Run(60);
        Assert.Equal("s1", site.Brain.Find(part)!.Owner);

        site.Programs["s3"] = New;
        site.Programs["s2"] = New;
        site.Run(10);
        Assert.NotEqual("s1", site.Brain.Find(part)!.Owner);
        Assert.Equal(2u, site.Brain.Find(part)!.Semantics);
    }

    [Fact]
    public void OwnerGoesBack_ItsFollowerTakesOver()
    {
        var site = Running(New, New, New);

        site.Programs["s1"] = Old;
        site.Run(10);

        Assert.All(site.Brain.State.Parts, part => Assert.True(part.Owner != "s1" && site.Brain.IsServed(part.Part)));
        Assert.Empty(site.Notices);
    }

    [Fact]
    public void OwnerGoesBackAndNobodyHasACopy_PartWaitsHoweverLongAndNothingIsLost()
    {
        var site = Running(New, New, New);
        site.Joins = _ => false;
        site.Run(5);
        var parts = site.Brain.State.Parts.Where(part => part.Owner == "s1").Select(part => part.Part).ToList();

        site.Programs["s1"] = Old;
        site.Run(600);

        Assert.NotEmpty(parts);
        Assert.All(parts, part => Assert.Equal(("s1", false, 0u), (site.Brain.Find(part)!.Owner, site.Brain.IsServed(part), site.Brain.Find(part)!.Losses)));
        Assert.Equal(parts, site.Notices.Select(notice => notice.Part));
        Assert.All(site.Notices, notice => Assert.Equal(OwnershipNoticeKind.WaitsForOwner, notice.Kind));

        // It dies then, and is waited for as long as any other.
        site.Kill("s1");
        site.Run(60);
        site.Programs["s1"] = New;
        site.Start("s1");
        site.Run(5);
        Assert.All(parts, part => Assert.Equal(("s1", true, 0u), (site.Brain.Find(part)!.Owner, site.Brain.IsServed(part), site.Brain.Find(part)!.Losses)));
    }

    [Fact]
    public void ArbiterForgot_VersionsAreKnownFromThoseWhoObeyed()
    {
        var site = Running(New, New, New);
        site.Programs["s3"] = Old;

        site.RestartArbiter(OwnershipState.Empty);
        site.Run(10);

        Assert.All(site.Brain.State.Parts, part => Assert.Equal(2u, part.Semantics));
        Assert.All(site.Brain.State.Parts, part => Assert.NotEqual("s3", part.Owner));
    }

    [Fact]
    public void HostsAreAboutToMove_PartIsRaisedWhenTheyHaveMoved()
    {
        var site = Running(Old, Old, Old);
        site.Brain.HeldBack = site.Brain.State.Parts.Select(part => part.Part).ToHashSet();
        (site.Programs["s1"], site.Programs["s2"], site.Programs["s3"]) = (New, New, New);
        site.Actions.Clear();

        site.Run(5);
        Assert.Empty(site.Actions.OfType<DeployPart>());

        site.Brain.HeldBack = new HashSet<PartId>();
        site.Run(5);
        Assert.All(site.Actions.OfType<DeployPart>(), deploy => Assert.Equal(2u, deploy.Semantics));
        Assert.NotEmpty(site.Actions.OfType<DeployPart>());
    }

    private static FakeSchedulers Running(SemanticsRange first, SemanticsRange second, SemanticsRange spare)
    {
        var site = new FakeSchedulers(Site());
        (site.Programs["s1"], site.Programs["s2"], site.Programs["s3"]) = (first, second, spare);
        site.Run(20);
        return site;
    }

    private static List<string?> Owners(FakeSchedulers site) => [.. site.Brain.State.Parts.Select(part => part.Owner)];

    private static Dispatch.Cutting.ConfigurationCut Site()
    {
        var site = new SiteBuilder().Scheduler("s1").Scheduler("s2").Scheduler("s3", ("spare", "1"));
        foreach (var host in Enumerable.Range(0, 8))
        {
            site.Host(SiteBuilder.Name(host));
        }

        return site.Cut();
    }
}
