using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Tsuba.Model.Definitions;
using Tsuba.Model.Objects;

namespace Tsuba.Model.Snapshots.Building;

/// <summary>Collects the properties that start with an underscore.</summary>
internal static class CustomVariables
{
    /// <summary>Variables by name; names in upper case without the underscore. Two spellings of one name: the last one counts.</summary>
    internal static ImmutableArray<CustomVariable> Of(ResolvedObject source, BuildContext context)
    {
        var count = 0;
        foreach (var property in source.Properties)
        {
            if (Is(property.Name))
            {
                count++;
            }
        }

        if (count == 0)
        {
            return [];
        }

        var variables = new CustomVariable[count];
        var next = 0;
        var isSorted = true;
        foreach (var property in source.Properties)
        {
            if (Is(property.Name))
            {
                variables[next] = new CustomVariable(NameOf(property.Name, context), property.Value);
                isSorted &= next == 0 || string.CompareOrdinal(variables[next - 1].Name, variables[next].Name) < 0;
                next++;
            }
        }

        return isSorted ? ImmutableCollectionsMarshal.AsImmutableArray(variables) : Sort(variables);
    }

    internal static bool Is(string name) => name.Length > 1 && name[0] == '_';

    private static ImmutableArray<CustomVariable> Sort(CustomVariable[] variables)
    {
        SortedDictionary<string, string> byName = new(StringComparer.Ordinal);
        foreach (var variable in variables)
        {
            byName[variable.Name] = variable.Value;
        }

        return [.. byName.Select(pair => new CustomVariable(pair.Key, pair.Value))];
    }

    private static string NameOf(string property, BuildContext context)
    {
        ref var name = ref CollectionsMarshal.GetValueRefOrAddDefault(context.CustomNames, property, out _);
        return name ??= property[1..].ToUpperInvariant();
    }
}
