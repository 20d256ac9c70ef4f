using System.Collections.Immutable;
using Tsuba.Configuration.Objects;
using Tsuba.Model.Definitions;

namespace Tsuba.Configuration.Templates;

/// <summary>
/// What a <c>use</c> gives to an object: the properties of all its templates, nearest first. One instance serves all objects with
/// the same <c>use</c>.
/// </summary>
internal sealed class InheritedSet
{
    private readonly short[] _bySlot;
    private ImmutableArray<ResolvedProperty> _published;

    /// <param name="entries">Entries in ordinal order of their names.</param>
    /// <param name="tags">Names of all templates, nearest first.</param>
    /// <param name="slotCount">Number of slots of the type.</param>
    internal InheritedSet(InheritedEntry[] entries, ImmutableArray<string> tags, int slotCount)
    {
        Entries = entries;
        Tags = tags;
        _bySlot = new short[slotCount];
        Array.Fill(_bySlot, (short)-1);
        for (var index = 0; index < entries.Length; index++)
        {
            if (entries[index].Name.Slot >= 0)
            {
                _bySlot[entries[index].Name.Slot] = (short)index;
            }
        }
    }

    /// <summary>All entries in ordinal order of their names, cancelled ones included.</summary>
    internal InheritedEntry[] Entries { get; }

    /// <summary>Names of all templates, nearest first.</summary>
    internal ImmutableArray<string> Tags { get; }

    /// <summary>The entry of a property, or -1.</summary>
    internal int IndexOf(PropertyName name)
    {
        if (name.Slot >= 0)
        {
            return _bySlot[name.Slot];
        }

        for (var index = 0; index < Entries.Length; index++)
        {
            if (ReferenceEquals(Entries[index].Name, name))
            {
                return index;
            }
        }

        return -1;
    }

    /// <summary>The entries as they stand in resolved objects: without what expansion has used up and without cancelled ones.</summary>
    internal ImmutableArray<ResolvedProperty> Published()
    {
        if (_published.IsDefault)
        {
            _published = [.. Entries
                .Where(entry => entry.Value is not null && !entry.Name.IsConsumed)
                .Select(entry => new ResolvedProperty(entry.Name.Text, entry.Value!, entry.Origin))];
        }

        return _published;
    }
}
