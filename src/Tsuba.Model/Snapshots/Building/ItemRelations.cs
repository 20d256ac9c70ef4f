using System.Collections.Frozen;
using System.Collections.Immutable;
using Tsuba.Model.Definitions;
using Tsuba.Model.Items;
using Tsuba.Model.Objects;

namespace Tsuba.Model.Snapshots.Building;

/// <summary>What joins the items of a snapshot, beside hosts with their parents and services.</summary>
internal sealed record ItemRelations(
    FrozenDictionary<string, HostGroup> HostGroups, FrozenDictionary<string, ServiceGroup> ServiceGroups, ImmutableArray<Dependency> Dependencies)
{
    /// <summary>Links groups and dependencies, and gives each item its groups.</summary>
    /// <param name="byType">Sources by the number of their type.</param>
    /// <param name="items">All items, linked.</param>
    /// <param name="context">Tables and findings.</param>
    internal static ItemRelations Link(List<ResolvedObject>[] byType, Dictionary<ItemId, Item> items, BuildContext context)
    {
        var groups = new GroupLinker(context, items);
        return new ItemRelations(
            groups.LinkHostGroups(byType[(int)ObjectType.HostGroup]),
            groups.LinkServiceGroups(byType[(int)ObjectType.ServiceGroup]),
            new DependencyLinker(context, items).Link(byType[(int)ObjectType.HostDependency], byType[(int)ObjectType.ServiceDependency]));
    }
}
