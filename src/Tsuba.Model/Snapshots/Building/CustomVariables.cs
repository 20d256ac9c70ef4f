using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Tsuba.Model.Definitions;
using Tsuba.Model.Objects;

namespace Tsuba.Model.Snapshots.Building;

/// <summary>Collects the properties that start with an underscore.</summary>
internal static class CustomVariables
{
    /// <summary>Custom variables of an object.</summary>
    internal static ImmutableArray<CustomVariable> Of(ResolvedObject source, BuildContext context) =>
        Of([.. source.Properties.Where(property => Is(property.Name)).Select(property => (property.Name, property.Value))], context);

    /// <summary>Variables by name; names in upper case without the underscore. Two spellings of one name: the last one counts.</summary>
    internal static ImmutableArray<CustomVariable> Of(ReadOnlySpan<(string Name, string Value)> properties, BuildContext context)
    {
        if (properties.IsEmpty)
        {
            return [];
        }

        var variables = new CustomVariable[properties.Length];
        var isSorted = true;
        for (var index = 0; index < properties.Length; index++)
        {
            variables[index] = new CustomVariable(NameOf(properties[index].Name, context), properties[index].Value);
            isSorted &= index == 0 || string.CompareOrdinal(variables[index - 1].Name, variables[index].Name) < 0;
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
