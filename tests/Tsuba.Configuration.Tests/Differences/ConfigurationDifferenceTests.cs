using Tsuba.Configuration.Differences;
using Tsuba.Model.Definitions;
using Tsuba.Testing;

namespace Tsuba.Configuration.Tests.Differences;

public class ConfigurationDifferenceTests
{
    [Fact]
    public void Of_NothingBefore_EverythingIsAdded()
    {
        var after = Site("web", "db").Build();

        var difference = ConfigurationDifference.Of(null, after);

        Assert.All(difference.Changes, change => Assert.Equal(ChangeKind.Added, change.Kind));
        Assert.Equal(after.Objects.Length, difference.Changes.Length);
    }

    [Fact]
    public void Of_OneOfEach_NamesThemInOrder()
    {
        var before = Site("a", "b", "c").Build();
        var after = Site("b", "d").Host("c", ("alias", "third")).Build();

        var difference = ConfigurationDifference.Of(before, after);

        Assert.Equal(
            [(ObjectType.Host, "a", ChangeKind.Removed), (ObjectType.Host, "c", ChangeKind.Changed), (ObjectType.Host, "d", ChangeKind.Added)],
            difference.Changes.Where(change => change.Type == ObjectType.Host).Select(change => (change.Type, change.Key, change.Kind)));
    }

    [Fact]
    public void Of_EqualObjects_AreTheInstancesOfBefore()
    {
        var before = Site("a", "b").Build();
        var after = Site("a", "b", "c").Build();

        var difference = ConfigurationDifference.Of(before, after);

        Assert.Same(Host(before, "a"), Host(difference.Configuration, "a"));
        Assert.NotSame(Host(before, "a"), Host(after, "a"));
        Assert.Same(Host(after, "c"), Host(difference.Configuration, "c"));
        Assert.Equal(after.Objects.Select(item => item.Key), difference.Configuration.Objects.Select(item => item.Key));
    }

    [Fact]
    public void AreEqual_ValueMovedIntoATemplate_IsTheSame()
    {
        var own = Host(Site().Host("a", ("alias", "first")).Build(), "a");
        var shared = own with { Own = own.Own.RemoveAll(property => property.Name == "alias"), Shared = own.Own.RemoveAll(property => property.Name != "alias") };

        Assert.True(ObjectComparison.AreEqual(own, shared));
        Assert.False(ObjectComparison.AreEqual(own, shared with { Shared = [] }));
        Assert.False(ObjectComparison.AreEqual(own, own with { Templates = ["generic"] }));
    }

    private static ResolvedObject Host(ResolvedConfiguration configuration, string name) =>
        configuration.Objects.Single(item => item.Type == ObjectType.Host && item.Key == name);

    private static ResolvedConfigurationBuilder Site(params string[] hosts)
    {
        var builder = new ResolvedConfigurationBuilder();
        foreach (var host in hosts)
        {
            builder.Host(host, ("max_check_attempts", "3"));
        }

        return builder;
    }
}
