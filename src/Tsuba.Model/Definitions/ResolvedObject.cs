using System.Collections.Immutable;
using Tsuba.Model.Diagnostics;

namespace Tsuba.Model.Definitions;

/// <summary>
/// An object as it is registered: no template, no group expression, no inheritance left. This is the one form in which
/// configuration travels (dump, difference, part of a scheduler, broker); <c>SnapshotBuilder</c> links it to <c>Host</c>, <c>Service</c>…
/// </summary>
/// <param name="Type">What it is.</param>
/// <param name="Key">Unique among its type: the name, <c>host;service</c> for a service, a generated name where the language has none.</param>
/// <param name="Properties">Properties in ordinal order of their names.</param>
/// <param name="Templates">Names of all templates, direct and inherited, nearest first (the item's tags).</param>
/// <param name="Location">The <c>define</c> it came from.</param>
public sealed record ResolvedObject(
    ObjectType Type,
    string Key,
    ImmutableArray<ResolvedProperty> Properties,
    ImmutableArray<string> Templates,
    SourceLocation Location)
{
    /// <summary>The value of a property, or null if it stands at its default.</summary>
    public string? Find(string name)
    {
        int low = 0, high = Properties.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = string.CompareOrdinal(Properties[middle].Name, name);
            if (order == 0)
            {
                return Properties[middle].Value;
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

        return null;
    }
}
