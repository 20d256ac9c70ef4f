using System.Collections.Immutable;
using Tsuba.Configuration.Differences;
using Tsuba.Model.BusinessRules;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;
using Tsuba.Model.Snapshots;

namespace Tsuba.Arbiter.Core.Configuration;

/// <summary>
/// Finds what is wrong with the links of a configuration. Where the one before had no finding at all and some hosts and services differ from it in
/// nothing that others follow from, those are linked alone with all that they refer to: what they say is judged in the same way, and what the others
/// say has been. Calls may overlap: whatever is remembered was judged whole.
/// </summary>
public sealed class LinkCheck
{
    // Objects of the last configuration that had no finding and no business rule; default: none.
    private ImmutableArray<ResolvedObject> _faultless;

    /// <summary>All findings.</summary>
    /// <param name="difference">The configuration and what differs.</param>
    /// <param name="before">What it was compared with; null: nothing.</param>
    public ImmutableArray<Diagnostic> Run(ConfigurationDifference difference, ResolvedConfiguration? before)
    {
        ArgumentNullException.ThrowIfNull(difference);
        var faultless = _faultless;
        var changes = before is not null && !faultless.IsDefault && before.Objects == faultless ? ItemChanges.Of(difference, before) : null;
        var isAlone = changes is not null && changes.Pairs.All(AreLinksKept);
        var findings = SnapshotBuilder.Build(isAlone ? Share(difference.Configuration, changes!) : difference.Configuration).Diagnostics;
        var isFaultless = findings.IsEmpty && (isAlone || !difference.Configuration.Objects.Any(IsRule));
        _faultless = isFaultless ? difference.Configuration.Objects : default;
        return findings;
    }

    // Parents may form a circle, and a rule may name any item; both are judged over all.
    private static bool AreLinksKept((ResolvedObject Before, ResolvedObject After) pair) =>
        string.Equals(pair.Before.Find("parents"), pair.After.Find("parents"), StringComparison.Ordinal) && !IsRule(pair.After);

    private static bool IsRule(ResolvedObject item) =>
        LinkedConfiguration.IsItem(item.Type) && BusinessRuleMembers.TryGetExpression(item.Find("check_command"), out _);

    private static ResolvedConfiguration Share(ResolvedConfiguration configuration, ItemChanges changes)
    {
        var items = changes.Pairs.Select(pair => pair.After).ToHashSet(ReferenceEqualityComparer.Instance);
        var hosts = changes.Pairs.Where(pair => pair.After.Type == ObjectType.Service).Select(pair => LinkedConfiguration.HostOf(pair.After)).ToHashSet(StringComparer.Ordinal);
        return configuration with { Objects = [.. configuration.Objects.Where(IsWanted)] };

        bool IsWanted(ResolvedObject item) => item.Type switch
        {
            ObjectType.Host => items.Contains(item) || hosts.Contains(item.Key),
            ObjectType.Service => items.Contains(item),
            _ => !LinkedConfiguration.IsRelation(item.Type),
        };
    }
}
