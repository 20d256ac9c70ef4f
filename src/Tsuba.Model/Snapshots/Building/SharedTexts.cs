using System.Collections.Immutable;
using Tsuba.Model.Definitions;

namespace Tsuba.Model.Snapshots.Building;

/// <summary>
/// The properties that items of the same templates share, sorted into groups, and what was compiled of them: an item that adds
/// nothing of its own to a group gets its policy without a look at the texts.
/// </summary>
internal sealed class SharedTexts
{
    private readonly (string Name, string Value)[][] _groups;
    private readonly object?[] _policies = new object?[ItemSchema.InternedGroups];
    private uint _known;

    internal SharedTexts(ImmutableArray<ResolvedProperty> properties, ItemSchema schema)
    {
        var byGroup = properties.ToLookup(property => schema.GroupOf(property.Name), property => (property.Name, property.Value));
        _groups = [.. Enumerable.Range(0, ItemSchema.InternedGroups).Select(group => byGroup[(PropertyGroup)group].ToArray())];
        Custom = [.. byGroup[PropertyGroup.Custom]];
        HasFurtherAddresses = byGroup[PropertyGroup.FurtherAddress].Any();
    }

    internal ImmutableArray<(string Name, string Value)> Custom { get; }

    internal bool HasFurtherAddresses { get; }

    internal ReadOnlySpan<(string Name, string Value)> this[PropertyGroup group] => _groups[(int)group];

    internal bool TryGet(PropertyGroup group, out object? policy)
    {
        policy = _policies[(int)group];
        return (_known & (1u << (int)group)) != 0;
    }

    internal void Remember(PropertyGroup group, object? policy)
    {
        _policies[(int)group] = policy;
        _known |= 1u << (int)group;
    }
}
