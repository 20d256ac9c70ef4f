using System.Collections.Immutable;
using Tsuba.Model.Definitions;

namespace Tsuba.Configuration.Differences;

/// <summary>When two resolved objects mean the same. Where they were written does not count: a moved line is no change.</summary>
public static class ObjectComparison
{
    /// <summary>Whether both have equal properties and templates.</summary>
    public static bool AreEqual(ResolvedObject left, ResolvedObject right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        if (ReferenceEquals(left, right))
        {
            return true;
        }

        if (left.Type != right.Type || !string.Equals(left.Key, right.Key, StringComparison.Ordinal) || !AreEqual(left.Templates, right.Templates))
        {
            return false;
        }

        // Equal pairs are the rule. What is not equal piece by piece may still be so as a whole: a value moved into a template.
        return (AreEqual(left.Own, right.Own) && AreEqual(left.Shared, right.Shared))
            || AreEqual(left.Properties, right.Properties);
    }

    private static bool AreEqual(ImmutableArray<string> left, ImmutableArray<string> right)
    {
        if (left == right)
        {
            return true;
        }

        return left.AsSpan().SequenceEqual(right.AsSpan());
    }

    private static bool AreEqual(ImmutableArray<ResolvedProperty> left, ImmutableArray<ResolvedProperty> right)
    {
        if (left == right)
        {
            return true;
        }

        if (left.Length != right.Length)
        {
            return false;
        }

        for (var index = 0; index < left.Length; index++)
        {
            ref readonly var one = ref left.ItemRef(index);
            ref readonly var other = ref right.ItemRef(index);
            if (!string.Equals(one.Name, other.Name, StringComparison.Ordinal) || !string.Equals(one.Value, other.Value, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }
}
