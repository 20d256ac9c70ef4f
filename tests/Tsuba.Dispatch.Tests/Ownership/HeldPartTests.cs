using System.Collections.Immutable;
using Tsuba.Dispatch.Ownership;
using Tsuba.Model.Items;

namespace Tsuba.Dispatch.Tests.Ownership;

/// <summary>A part is to wait with its new configuration, and gets a new owner meanwhile: docs/decisions/0094.</summary>
public sealed class HeldPartTests
{
    private static readonly PartId First = new(1);

    [Fact]
    public void Step_OwnerOfAHeldPartDies_TheHeirIsGivenWhatItRanBefore()
    {
        var site = Started();
        var owner = site.Brain.Find(First)!.Owner!;
        site.Brain.HeldBack = ImmutableHashSet.Create(First);
        site.Brain.HeldGenerations = ImmutableDictionary<PartId, long>.Empty.Add(First, 1);
        site.SetGoals(part => 2);

        site.Kill(owner);
        site.Run(6);
        Assert.Equal([1L], GenerationsOf(site));
        Assert.True(site.Brain.IsServed(First));
        Assert.False(site.Brain.IsCurrent(First));
        site.Brain.HeldBack = ImmutableHashSet<PartId>.Empty;
        site.Run(3);

        Assert.Equal([1L, 2L], GenerationsOf(site));
        Assert.True(site.Brain.IsCurrent(First));
    }

    [Fact]
    public void Step_WhatItRanBeforeIsNotKnown_TheHeirIsGivenWhatIsWanted()
    {
        var site = Started();
        site.Brain.HeldBack = ImmutableHashSet.Create(First);
        site.SetGoals(part => 2);

        site.Kill(site.Brain.Find(First)!.Owner!);
        site.Run(6);

        Assert.Equal([2L], GenerationsOf(site));
    }

    // Those that owners were told since the start, in order.
    private static IEnumerable<long> GenerationsOf(FakeSchedulers site) => site.Actions.OfType<DeployPart>().Where(deploy => deploy.Part == First).Select(deploy => deploy.Generation).Distinct();

    private static FakeSchedulers Started()
    {
        var builder = new SiteBuilder().Scheduler("s1").Scheduler("s2");
        for (var host = 0; host < 2; host++)
        {
            builder.Host(SiteBuilder.Name(host));
        }

        var site = new FakeSchedulers(builder.Cut());
        site.Run(5);
        site.Actions.Clear();
        return site;
    }
}
