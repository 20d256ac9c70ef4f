using Tsuba.Model.BusinessRules;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;

namespace Tsuba.Model.Snapshots.Building;

/// <summary>Business rules that cannot be evaluated are found when a configuration is linked. Source: reference/shinken.md 3.7.</summary>
internal static class BusinessRuleChecks
{
    internal static void Run(
        IReadOnlyCollection<(ResolvedObject Owner, ResolvedObject Host)> rules, ConfigurationSnapshot snapshot, BuildContext context)
    {
        var names = new SnapshotBusinessRuleNames(snapshot);
        foreach (var (owner, host) in rules)
        {
            // Macros get their value from modulations and resources too, which only the engine knows; such a rule is judged when it runs.
            if (!BusinessRuleMembers.TryGetExpression(owner.Find("check_command"), out var expression)
                || expression.Contains('$', StringComparison.Ordinal))
            {
                continue;
            }

            var result = BusinessRuleMembers.Resolve(owner, host, names);
            var location = new ObjectReader(owner, context).Locate("check_command");
            foreach (var error in result.Errors)
            {
                context.Report(SnapshotFindings.RuleImpossible, location, $"bp_rule of \"{ObjectReader.Shorten(owner.Key)}\": {error}");
            }

            if (result.Tree is null && result.Errors.IsEmpty)
            {
                context.Report(SnapshotFindings.RuleImpossible, location, $"bp_rule of \"{ObjectReader.Shorten(owner.Key)}\": no item matches");
            }
        }
    }
}
