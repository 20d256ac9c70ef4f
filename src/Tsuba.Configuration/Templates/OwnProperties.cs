using System.Runtime.CompilerServices;
using Tsuba.Configuration.Objects;
using Tsuba.Model.Items;

namespace Tsuba.Configuration.Templates;

/// <summary>
/// The properties that one definition sets itself, sorted, each once. The buffer is reused from object to object.
/// Source: reference/shinken.md 3.1 "Repeated key".
/// </summary>
internal sealed class OwnProperties(DefinitionStore store, CompatibilityProfile profile)
{
    /// <summary>Joins the lines of a property that may stand several times and whose value holds commas itself.</summary>
    internal const char RepeatSeparator = '\n';

    private const int LargestInsertion = 32;

    private static readonly Comparer<DefinedProperty> ByNameAndLine = Comparer<DefinedProperty>.Create((left, right) =>
        left.Name.CompareTo(right.Name) is not 0 and var order ? order : left.Line.CompareTo(right.Line));

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

        var isSorted = true;
        var isRepeated = false;
        foreach (ref readonly var property in properties)
        {
            if (property.Name.IsStructural)
            {
                continue;
            }

            var order = Count == 0 ? 1 : property.Name.CompareTo(_sorted[Count - 1].Name);
            isSorted &= order >= 0;
            isRepeated |= order == 0;
            _sorted[Count++] = property;
        }

        if (!isSorted)
        {
            isRepeated |= Sort();
        }

        if (isRepeated)
        {
            Collapse();
        }
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

        // To Nagios the + of a custom variable is a character of its text, as in a telephone number.
        var open = property.Value.StartsWith('+') && property.Name.IsAdditive && !(property.Name.IsCustom && profile == CompatibilityProfile.Nagios);
        var value = open ? property.Value[1..] : property.Value;
        return new InheritedEntry(property.Name, property.Name.IsList && !property.Name.IsRepeatable ? Words.NormaliseList(value) : open ? value.TrimStart() : value, open, origin);
    }

    /// <summary>Sorts by name, equal names in the order of the file; says whether there are equal ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Sort()
    {
        if (Count > LargestInsertion)
        {
            Array.Sort(_sorted, 0, Count, ByNameAndLine);
            return true;
        }

        var isRepeated = false;
        for (var next = 1; next < Count; next++)
        {
            var property = _sorted[next];
            var place = next;
            while (place > 0)
            {
                var order = property.Name.CompareTo(_sorted[place - 1].Name);
                isRepeated |= order == 0;
                if (order >= 0)
                {
                    break;
                }

                _sorted[place] = _sorted[place - 1];
                place--;
            }

            _sorted[place] = property;
        }

        return isRepeated;
    }

    /// <summary>Makes one property of each run of equal names.</summary>
    private void Collapse()
    {
        var kept = 0;
        for (var start = 0; start < Count;)
        {
            var end = start + 1;
            while (end < Count && ReferenceEquals(_sorted[end].Name, _sorted[start].Name))
            {
                end++;
            }

            _sorted[kept++] = end == start + 1 ? _sorted[start] : Combine(_sorted.AsSpan(start..end));
            start = end;
        }

        Count = kept;
    }

    private static DefinedProperty Combine(ReadOnlySpan<DefinedProperty> run)
    {
        var name = run[0].Name;
        var last = run[^1];
        if (name.IsRepeatable)
        {
            return run[0] with { Value = string.Join(RepeatSeparator, run.ToArray().Select(property => property.Value)) };
        }

        // A null takes back what stands before it.
        var from = 0;
        for (var index = 0; index < run.Length; index++)
        {
            from = run[index].Value == "null" ? index : from;
        }

        if (!name.IsList || from == run.Length - 1)
        {
            return last;
        }

        var values = run[from..].ToArray().Select(property => property.Value).Where(value => value != "null").ToArray();
        var plus = values.Any(value => value.StartsWith('+')) ? "+" : "";
        return last with { Value = plus + string.Join(',', values.Select(value => value.TrimStart('+'))) };
    }
}
