using System.Collections.Immutable;
using Tsuba.Dispatch.Placement;
using Tsuba.Model.Items;

namespace Tsuba.Dispatch.Tests.Placement;

public sealed class RecordedPlacementTests
{
    [Fact]
    public void Follow_EachShard_GoesWhereMostOfItsHostsWere()
    {
        // a-b-c are one shard now, d and e one each; b and c were in part 4, the others in part 2, and e is new.
        var cut = new SiteBuilder().Host("a").Host("b", ("parents", "a")).Host("c", ("parents", "a")).Host("d").Host("e").Cut();
        var placement = RecordedPlacement.Follow(cut.Graph, cut.Shards, new Dictionary<PartId, ImmutableArray<string>>
        {
            [new PartId(4)] = ["b", "c"],
            [new PartId(2)] = ["a", "d"],
        });

        Assert.Equal([2, 4], placement.Parts.Select(part => part.Id.Value));
        Assert.Equal<string>(["d", "e"], placement.Parts[0].Hosts);
        Assert.Equal<string>(["a", "b", "c"], placement.Parts[1].Hosts);
    }
}
