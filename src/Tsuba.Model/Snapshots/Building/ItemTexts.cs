using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Tsuba.Model.Definitions;
using Tsuba.Model.Objects;

namespace Tsuba.Model.Snapshots.Building;

/// <summary>The properties of one item, by group. One instance serves all items, one after the other.</summary>
internal sealed class ItemTexts(ItemSchema schema)
{
    // Two arrays are equal if they are the same array, which is what items of the same templates have.
    private readonly Dictionary<ImmutableArray<ResolvedProperty>, SharedTexts> _known = [];
    private readonly List<(string Name, string Value)> _merged = [];
    private readonly List<(PropertyGroup Group, string Name, string Value)> _own = [];
    private SharedTexts _shared = new([], schema);
    private ImmutableArray<ResolvedProperty> _sharedSource = [];
    private uint _ownGroups;

    internal ItemSchema Schema { get; } = schema;

    /// <summary>Whether the host has numbered addresses.</summary>
    internal bool HasFurtherAddresses { get; private set; }

    internal void Load(ResolvedObject source)
    {
        if (source.Shared != _sharedSource)
        {
            _sharedSource = source.Shared;
            if (!_known.TryGetValue(_sharedSource, out var known))
            {
                _known.Add(_sharedSource, known = new SharedTexts(_sharedSource, Schema));
            }

            _shared = known;
        }

        _own.Clear();
        _ownGroups = 0;
        foreach (var property in source.Own)
        {
            var group = Schema.GroupOf(property.Name);
            if (group is not (PropertyGroup.Own or PropertyGroup.Ignored))
            {
                _own.Add((group, property.Name, property.Value));
                _ownGroups |= 1u << (int)group;
            }
        }

        HasFurtherAddresses = _shared.HasFurtherAddresses || HasOwn(PropertyGroup.FurtherAddress);
    }

    /// <summary>The compiled object of a group.</summary>
    internal T Policy<T>(PropertyGroup group, PolicyTable<T> table, in ObjectReader reader)
        where T : class?
    {
        if (HasOwn(group))
        {
            return table.Get(Merged(group, _shared[group]), reader);
        }

        if (_shared.TryGet(group, out var known))
        {
            // Only this method remembers policies, each group always with its one table: known is what the table gave, null included.
            return (T)known!;
        }

        var findings = reader.Context.FindingCount;
        var policy = table.Get(_shared[group], reader);
        if (findings == reader.Context.FindingCount)
        {
            _shared.Remember(group, policy);
        }

        return policy;
    }

    internal ImmutableArray<CustomVariable> CustomVariables(BuildContext context) =>
        HasOwn(PropertyGroup.Custom) || !_shared.Custom.IsEmpty
            ? Building.CustomVariables.Of(Merged(PropertyGroup.Custom, _shared.Custom.AsSpan()), context)
            : [];

    private bool HasOwn(PropertyGroup group) => (_ownGroups & (1u << (int)group)) != 0;

    // Own texts hide shared ones of the same name; both are in ordinal order of the names, and so is the outcome.
    private ReadOnlySpan<(string Name, string Value)> Merged(PropertyGroup group, ReadOnlySpan<(string Name, string Value)> shared)
    {
        _merged.Clear();
        foreach (var (ownGroup, name, value) in _own)
        {
            if (ownGroup != group)
            {
                continue;
            }

            while (!shared.IsEmpty && string.CompareOrdinal(shared[0].Name, name) < 0)
            {
                _merged.Add(shared[0]);
                shared = shared[1..];
            }

            shared = !shared.IsEmpty && shared[0].Name == name ? shared[1..] : shared;
            _merged.Add((name, value));
        }

        _merged.AddRange(shared);
        return CollectionsMarshal.AsSpan(_merged);
    }
}
