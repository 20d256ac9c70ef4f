using System.Collections.Immutable;
using Tsuba.Configuration.Differences;
using Tsuba.Model.Definitions;
using Tsuba.Model.Snapshots;

namespace Tsuba.Arbiter.Core.Configuration;

/// <summary>Hosts and services that changed, where nothing else did and none came or went: the usual reload.</summary>
/// <param name="Pairs">Each as it was and as it is, in the order of the difference.</param>
public sealed record ItemChanges(ImmutableArray<(ResolvedObject Before, ResolvedObject After)> Pairs)
{
    /// <summary>The changes; null where there are others, or so many that what did not change saves little.</summary>
    /// <param name="difference">What differs.</param>
    /// <param name="before">The configuration that it was compared with.</param>
    public static ItemChanges? Of(ConfigurationDifference difference, ResolvedConfiguration before)
    {
        ArgumentNullException.ThrowIfNull(difference);
        ArgumentNullException.ThrowIfNull(before);
        if (before.Profile != difference.Configuration.Profile || difference.Changes.Length > before.Objects.Length / 4)
        {
            return null;
        }

        var pairs = ImmutableArray.CreateBuilder<(ResolvedObject, ResolvedObject)>(difference.Changes.Length);
        foreach (var change in difference.Changes)
        {
            if (change.Kind != ChangeKind.Changed || !LinkedConfiguration.IsItem(change.Type)
                || Find(before, change) is not { } old || Find(difference.Configuration, change) is not { } changed
                || LinkedConfiguration.IdOf(old) != LinkedConfiguration.IdOf(changed))
            {
                return null;
            }

            pairs.Add((old, changed));
        }

        return new ItemChanges(pairs.MoveToImmutable());
    }

    // Objects are in order of type and key, which the comparison has relied on too.
    private static ResolvedObject? Find(ResolvedConfiguration configuration, ObjectChange change)
    {
        var (low, high) = (0, configuration.Objects.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var candidate = configuration.Objects[middle];
            var order = candidate.Type != change.Type ? candidate.Type.CompareTo(change.Type) : string.CompareOrdinal(candidate.Key, change.Key);
            if (order == 0)
            {
                return candidate;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return null;
    }
}
