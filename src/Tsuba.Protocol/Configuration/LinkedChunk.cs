using System.Collections.Immutable;
using Tsuba.Model.Definitions;
using Tsuba.Model.Items;
using Tsuba.Model.Snapshots;

namespace Tsuba.Protocol.Configuration;

/// <summary>What is remembered of a chunk that was linked.</summary>
/// <param name="Items">Hosts and services in it.</param>
/// <param name="Relations">Groups and dependencies in it.</param>
/// <param name="IsShared">Whether it holds anything else, so that items of other chunks may follow from it.</param>
internal sealed record LinkedChunk(ImmutableArray<ItemId> Items, ImmutableArray<ResolvedObject> Relations, bool IsShared)
{
    /// <summary>Looks at the objects of a chunk from an index on.</summary>
    public static LinkedChunk Of(IReadOnlyList<ResolvedObject> objects, int first)
    {
        var items = ImmutableArray.CreateBuilder<ItemId>();
        var relations = ImmutableArray.CreateBuilder<ResolvedObject>();
        var isShared = false;
        for (var index = first; index < objects.Count; index++)
        {
            var taken = objects[index];
            if (LinkedConfiguration.IsItem(taken.Type))
            {
                items.Add(LinkedConfiguration.IdOf(taken));
            }
            else if (LinkedConfiguration.IsRelation(taken.Type))
            {
                relations.Add(taken);
            }
            else
            {
                isShared = true;
            }
        }

        return new LinkedChunk(items.ToImmutable(), relations.ToImmutable(), isShared);
    }
}
