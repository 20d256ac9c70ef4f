using System.Collections.Immutable;
using Tsuba.Model.Diagnostics;

namespace Tsuba.Model.Definitions;

/// <summary>
/// An object as it is registered: no template, no group expression, no inheritance left. This is the one form in which
/// configuration travels (dump, difference, part of a scheduler, broker); <c>SnapshotBuilder</c> links it to <c>Host</c>, <c>Service</c>…
/// </summary>
/// <param name="Type">What it is.</param>
/// <param name="Key">Unique among its type: the name, <c>host;service</c> for a service, a generated name where the language has none.</param>
/// <param name="Own">Properties of this object alone, in ordinal order of their names. They hide <see cref="Shared"/> ones of the same name.</param>
/// <param name="Templates">Names of all templates, direct and inherited, nearest first (the item's tags).</param>
/// <param name="Location">The <c>define</c> it came from.</param>
public sealed record ResolvedObject(
    ObjectType Type,
    string Key,
    ImmutableArray<ResolvedProperty> Own,
    ImmutableArray<string> Templates,
    SourceLocation Location)
{
    /// <summary>
    /// Properties that came from templates, in ordinal order of their names. Objects of the same templates hold the same array,
    /// so a reader may remember what it made of it. Empty if nothing is shared.
    /// </summary>
    public ImmutableArray<ResolvedProperty> Shared { get; init; } = [];

    /// <summary>All properties in ordinal order of their names. Merges at every call where something is shared.</summary>
    public ImmutableArray<ResolvedProperty> Properties => Shared.IsEmpty ? Own : Merge();

    /// <summary>The value of a property, or null if it stands at its default.</summary>
    public string? Find(string name) => TryFind(name, out var property) ? property.Value : null;

    /// <summary>The property with its origin; false if it stands at its default.</summary>
    public bool TryFind(string name, out ResolvedProperty property) =>
        Search(Own, name, out property) || Search(Shared, name, out property);

    private static bool Search(ImmutableArray<ResolvedProperty> properties, string name, out ResolvedProperty found)
    {
        int low = 0, high = properties.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = string.CompareOrdinal(properties[middle].Name, name);
            if (order == 0)
            {
                found = properties[middle];
                return true;
            }

            if (order < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        found = default;
        return false;
    }

    private ImmutableArray<ResolvedProperty> Merge()
    {
        var merged = ImmutableArray.CreateBuilder<ResolvedProperty>(Own.Length + Shared.Length);
        int own = 0, shared = 0;
        while (own < Own.Length || shared < Shared.Length)
        {
            var order = own == Own.Length ? 1
                : shared == Shared.Length ? -1
                : string.CompareOrdinal(Own[own].Name, Shared[shared].Name);
            merged.Add(order <= 0 ? Own[own] : Shared[shared]);
            own += order <= 0 ? 1 : 0;
            shared += order >= 0 ? 1 : 0;
        }

        return merged.DrainToImmutable();
    }
}
