using System.Collections.Immutable;
using Tsuba.Model.Definitions;

namespace Tsuba.Configuration.Differences;

/// <summary>What differs between two resolved configurations, object by object.</summary>
/// <param name="Changes">Every object that differs, by type and then by key.</param>
/// <param name="Configuration">
/// The later configuration, in which every object that did not change is the instance of the earlier one. Whoever kept something for an
/// object finds it again by reference, and two equal configurations are held once.
/// </param>
public sealed record ConfigurationDifference(ImmutableArray<ObjectChange> Changes, ResolvedConfiguration Configuration)
{
    /// <summary>Compares. Linear in the number of objects, whose order both configurations keep.</summary>
    /// <param name="before">The earlier one; null: there was none.</param>
    /// <param name="after">The later one.</param>
    public static ConfigurationDifference Of(ResolvedConfiguration? before, ResolvedConfiguration after)
    {
        ArgumentNullException.ThrowIfNull(after);
        var old = before?.Objects ?? [];
        var objects = ImmutableArray.CreateBuilder<ResolvedObject>(after.Objects.Length);
        var changes = ImmutableArray.CreateBuilder<ObjectChange>();
        var index = 0;
        foreach (var item in after.Objects)
        {
            var order = 1;
            while (index < old.Length && (order = Compare(old[index], item)) < 0)
            {
                changes.Add(new ObjectChange(old[index].Type, old[index].Key, ChangeKind.Removed));
                index++;
            }

            if (index == old.Length || order != 0)
            {
                changes.Add(new ObjectChange(item.Type, item.Key, ChangeKind.Added));
                objects.Add(item);
                continue;
            }

            var known = old[index++];
            if (ObjectComparison.AreEqual(known, item))
            {
                objects.Add(known);
            }
            else
            {
                changes.Add(new ObjectChange(item.Type, item.Key, ChangeKind.Changed));
                objects.Add(item);
            }
        }

        for (; index < old.Length; index++)
        {
            changes.Add(new ObjectChange(old[index].Type, old[index].Key, ChangeKind.Removed));
        }

        return new ConfigurationDifference(changes.ToImmutable(), after with { Objects = objects.MoveToImmutable() });
    }

    /// <summary>How many objects of a type became what.</summary>
    public int Count(ObjectType type, ChangeKind kind) => Changes.Count(change => change.Type == type && change.Kind == kind);

    private static int Compare(ResolvedObject left, ResolvedObject right) =>
        left.Type != right.Type ? left.Type.CompareTo(right.Type) : string.CompareOrdinal(left.Key, right.Key);
}
