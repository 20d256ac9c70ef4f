using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Tsuba.Model.Definitions;
using Tsuba.Model.Objects;

namespace Tsuba.Model.Snapshots.Building;

/// <summary>The properties of one item, sorted into groups. One instance serves all items, one after the other.</summary>
internal sealed class ItemTexts(ItemSchema schema)
{
    private readonly List<(string Name, string Value)>[] _groups =
        [.. Enumerable.Range(0, ItemSchema.InternedGroups).Select(_ => new List<(string, string)>())];

    private readonly List<(string Name, string Value)> _custom = [];

    internal ItemSchema Schema { get; } = schema;

    /// <summary>Whether the host has numbered addresses.</summary>
    internal bool HasFurtherAddresses { get; private set; }

    internal ReadOnlySpan<(string Name, string Value)> this[PropertyGroup group] => CollectionsMarshal.AsSpan(_groups[(int)group]);

    internal void Load(ResolvedObject source)
    {
        HasFurtherAddresses = false;
        _custom.Clear();
        foreach (var group in _groups)
        {
            group.Clear();
        }

        // The two lists are merged here and not by ResolvedObject.Properties, which makes a new list at each call.
        var own = source.Own.AsSpan();
        var shared = source.Shared.AsSpan();
        while (!own.IsEmpty || !shared.IsEmpty)
        {
            var order = own.IsEmpty ? 1 : shared.IsEmpty ? -1 : string.CompareOrdinal(own[0].Name, shared[0].Name);
            Add(order <= 0 ? own[0] : shared[0]);
            own = order <= 0 ? own[1..] : own;
            shared = order >= 0 ? shared[1..] : shared;
        }
    }

    internal ImmutableArray<CustomVariable> CustomVariables(BuildContext context) =>
        Building.CustomVariables.Of(CollectionsMarshal.AsSpan(_custom), context);

    private void Add(in ResolvedProperty property)
    {
        var group = Schema.GroupOf(property.Name);
        if ((int)group < ItemSchema.InternedGroups)
        {
            _groups[(int)group].Add((property.Name, property.Value));
        }
        else if (group == PropertyGroup.Custom)
        {
            _custom.Add((property.Name, property.Value));
        }
        else
        {
            HasFurtherAddresses |= group == PropertyGroup.FurtherAddress;
        }
    }
}
