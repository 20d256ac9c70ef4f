using Tsuba.Model.Definitions;
using Tsuba.Model.Items;

namespace Tsuba.Model.BusinessRules;

/// <summary>The items that a business rule looks at, told from resolved objects alone: they must be owned together with the rule.</summary>
public static class BusinessRuleMembers
{
    private const string Prefix = "bp_rule";

    /// <summary>Whether a check command is a business rule, and its expression: what follows the first <c>!</c>.</summary>
    public static bool TryGetExpression(string? checkCommand, out string expression)
    {
        var separator = checkCommand?.IndexOf('!', StringComparison.Ordinal) ?? -1;
        var isRule = separator > 0 && checkCommand!.AsSpan(0, separator).Trim().SequenceEqual(Prefix);
        expression = isRule ? checkCommand![(separator + 1)..].Trim() : "";
        return isRule;
    }

    /// <summary>The tree of the rule of an item, or its errors; an empty result where the item has no rule.</summary>
    /// <param name="owner">The host or service.</param>
    /// <param name="ownerHost">The host of a service, for its variables; the owner itself for a host.</param>
    /// <param name="names">Names of the whole configuration.</param>
    public static RuleTreeResult Resolve(ResolvedObject owner, ResolvedObject ownerHost, IBusinessRuleNames names)
    {
        if (!TryGetExpression(owner.Find("check_command"), out var expression))
        {
            return new RuleTreeResult(null, []);
        }

        var name = owner.Type == ObjectType.Service ? ItemName.Parse(owner.Key) : new ItemName(owner.Key, null);
        return RuleTreeBuilder.Resolve(BusinessRuleMacros.Expand(expression, macro => Value(macro, name, owner, ownerHost)), name, names);
    }

    private static string? Value(string macro, ItemName name, ResolvedObject owner, ResolvedObject ownerHost) => macro switch
    {
        "HOSTNAME" => name.Host,
        "SERVICEDESC" => name.Description,
        _ when macro.StartsWith("_HOST", StringComparison.Ordinal) => ownerHost.Find("_" + macro[5..].ToUpperInvariant()),
        _ when macro.StartsWith("_SERVICE", StringComparison.Ordinal) => owner.Find("_" + macro[8..].ToUpperInvariant()),
        _ => null,
    };
}
