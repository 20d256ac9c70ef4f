using System.Runtime.InteropServices;
using Tsuba.Model.Definitions;

namespace Tsuba.Model.Snapshots.Building;

/// <summary>The properties of one item, sorted into groups. One instance serves all items, one after the other.</summary>
internal sealed class ItemTexts(ItemSchema schema)
{
    private readonly List<(string Name, string Value)>[] _groups =
        [.. Enumerable.Range(0, ItemSchema.InternedGroups).Select(_ => new List<(string, string)>())];

    internal ItemSchema Schema { get; } = schema;

    /// <summary>Whether the item has custom variables.</summary>
    internal bool HasCustom { get; private set; }

    /// <summary>Whether the host has numbered addresses.</summary>
    internal bool HasFurtherAddresses { get; private set; }

    internal void Load(ResolvedObject source)
    {
        HasCustom = false;
        HasFurtherAddresses = false;
        foreach (var group in _groups)
        {
            group.Clear();
        }

        foreach (var property in source.Properties)
        {
            var group = Schema.GroupOf(property.Name);
            if ((int)group < ItemSchema.InternedGroups)
            {
                _groups[(int)group].Add((property.Name, property.Value));
            }
            else
            {
                HasCustom |= group == PropertyGroup.Custom;
                HasFurtherAddresses |= group == PropertyGroup.FurtherAddress;
            }
        }
    }

    internal ReadOnlySpan<(string Name, string Value)> this[PropertyGroup group] => CollectionsMarshal.AsSpan(_groups[(int)group]);
}
