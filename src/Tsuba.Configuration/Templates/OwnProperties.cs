using System.Runtime.CompilerServices;
using Tsuba.Configuration.Objects;

namespace Tsuba.Configuration.Templates;

/// <summary>
/// The properties that one definition sets itself, sorted, each once. The buffer is reused from object to object.
/// Source: reference/shinken.md 3.1 "Repeated key".
/// </summary>
internal sealed class OwnProperties(DefinitionStore store)
{
    /// <summary>Joins the lines of a property that may stand several times and whose value holds commas itself.</summary>
    internal const char RepeatSeparator = '\n';

    private DefinedProperty[] _sorted = new DefinedProperty[64];
    private Definition? _definition;

    /// <summary>Number of properties.</summary>
    internal int Count { get; private set; }

    /// <summary>The properties in ordinal order of their names. A <c>+</c> or <c>null</c> still stands in the value.</summary>
    internal ReadOnlySpan<DefinedProperty> Sorted => _sorted.AsSpan(0, Count);

    /// <summary>Takes the properties of a definition.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Load(Definition definition)
    {
        _definition = definition;
        Count = 0;
        var properties = store.PropertiesOf(definition);
        if (_sorted.Length < properties.Length)
        {
            _sorted = new DefinedProperty[properties.Length * 2];
        }

        foreach (ref readonly var property in properties)
        {
            if (!property.Name.IsStructural)
            {
                Insert(in property);
            }
        }
    }

    /// <summary>The index of a property, or -1.</summary>
    internal int IndexOf(PropertyName name)
    {
        for (var index = 0; index < Count; index++)
        {
            if (ReferenceEquals(_sorted[index].Name, name))
            {
                return index;
            }
        }

        return -1;
    }

    /// <summary>The properties as entries that templates can be merged with.</summary>
    internal InheritedEntry[] ToEntries()
    {
        var entries = new InheritedEntry[Count];
        for (var index = 0; index < Count; index++)
        {
            entries[index] = ToEntry(index);
        }

        return entries;
    }

    /// <summary>One property as an entry: <c>null</c> and <c>+</c> understood, lists without blanks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal InheritedEntry ToEntry(int index)
    {
        ref readonly var property = ref _sorted[index];
        var origin = _definition!.Tree.ValueLocation(property.Line);
        if (property.Value == "null")
        {
            return new InheritedEntry(property.Name, null, false, origin);
        }

        var open = property.Value.StartsWith('+') && property.Name.IsAdditive;
        var value = open ? property.Value[1..] : property.Value;
        return new InheritedEntry(property.Name, property.Name.IsList && !property.Name.IsRepeatable ? Words.NormaliseList(value) : open ? value.TrimStart() : value, open, origin);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Insert(in DefinedProperty property)
    {
        var place = Count;
        while (place > 0)
        {
            var order = property.Name.CompareTo(_sorted[place - 1].Name);
            if (order == 0)
            {
                Repeat(ref _sorted[place - 1], in property);
                return;
            }

            if (order > 0)
            {
                break;
            }

            place--;
        }

        for (var index = Count; index > place; index--)
        {
            _sorted[index] = _sorted[index - 1];
        }

        _sorted[place] = property;
        Count++;
    }

    private static void Repeat(ref DefinedProperty earlier, in DefinedProperty later)
    {
        if (later.Name.IsRepeatable)
        {
            earlier = earlier with { Value = earlier.Value + RepeatSeparator + later.Value };
        }
        else if (later.Name.IsList && later.Value != "null" && earlier.Value != "null")
        {
            var plus = earlier.Value.StartsWith('+') || later.Value.StartsWith('+') ? "+" : "";
            earlier = later with { Value = $"{plus}{earlier.Value.TrimStart('+')},{later.Value.TrimStart('+')}" };
        }
        else
        {
            earlier = later;
        }
    }
}
