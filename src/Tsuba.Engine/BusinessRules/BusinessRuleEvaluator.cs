using Tsuba.Model.BusinessRules;
using Tsuba.Model.Items;

namespace Tsuba.Engine.BusinessRules;

/// <summary>
/// Computes the state of a business rule from the last hard states of its members. Source: reference/shinken.md 3.7; Shinken doc
/// "Business rules" for the intent, which the original's arithmetic misses in places (design 3).
/// </summary>
internal static class BusinessRuleEvaluator
{
    private const byte Ok = 0;
    private const byte Warning = 1;
    private const byte Critical = 2;
    private const byte Unknown = 3;

    /// <summary>State id 0 to 3.</summary>
    /// <param name="node">The rule.</param>
    /// <param name="lastHardState">Last hard state id of a member: host 0 to 2, service 0 to 3; an unknown member counts as UNKNOWN (3).</param>
    /// <param name="originalArithmetic">business_rule_compat shinken.</param>
    internal static byte Evaluate(RuleTreeNode node, Func<ItemId, byte?> lastHardState, bool originalArithmetic)
    {
        if (node is RuleTreeMember member)
        {
            return Member(member, lastHardState(member.Id) ?? Unknown, originalArithmetic);
        }

        var group = (RuleTreeGroup)node;
        Span<int> counts = stackalloc int[4];
        counts.Clear();
        var lowest = Unknown;
        foreach (var part in group.Parts)
        {
            var state = Evaluate(part, lastHardState, originalArithmetic);
            counts[state]++;
            lowest = Math.Min(lowest, state);
        }

        var value = group.Operator switch
        {
            BusinessRuleOperator.And => Worst(counts),
            BusinessRuleOperator.Or => lowest,
            _ => originalArithmetic ? CountAsOriginal(group, counts) : Count(group, counts),
        };
        return group.IsNegated ? Negate(value) : value;
    }

    private static byte Member(RuleTreeMember member, byte state, bool originalArithmetic)
    {
        if (member.Name.Kind == ItemKind.Service || state > Critical)
        {
            return member.IsNegated ? Negate(state) : state;
        }

        // A host has no degraded state: DOWN and UNREACHABLE both fail.
        var value = state == Ok ? Ok : Critical;
        return !member.IsNegated ? value
            : originalArithmetic ? value == Ok ? Warning : Critical
            : Negate(value);
    }

    private static byte Negate(byte state) => state switch { Ok => Critical, Critical => Ok, _ => state };

    // CRITICAL beats UNKNOWN, UNKNOWN beats WARNING.
    private static byte Worst(ReadOnlySpan<int> counts) =>
        counts[Critical] > 0 ? Critical : counts[Unknown] > 0 ? Unknown : counts[Warning] > 0 ? Warning : Ok;

    // Is OK possible, else CRITICAL, else WARNING, else OK. A failed part is a degraded one too, and so is one that cannot tell.
    private static byte Count(RuleTreeGroup group, ReadOnlySpan<int> counts)
    {
        var total = group.Parts.Length;
        if (group.Counts.Ok.IsReached(counts[Ok], total))
        {
            return Ok;
        }

        if (group.Counts.IsSingle)
        {
            return Worst(counts);
        }

        return group.Counts.Critical.IsReached(counts[Critical], total) ? Critical
            : group.Counts.Warning.IsReached(counts[Warning] + counts[Critical] + counts[Unknown], total) ? Warning
            : Ok;
    }

    private static byte CountAsOriginal(RuleTreeGroup group, ReadOnlySpan<int> counts)
    {
        var total = group.Parts.Length;
        var values = group.Counts;
        if (values.Critical.IsReached(counts[Critical], total))
        {
            return Critical;
        }

        if (values.Warning.IsReached(counts[Warning] + counts[Critical], total))
        {
            return Warning;
        }

        return values.Ok.IsReached(counts[Ok], total) || !values.IsSingle ? Ok : Worst(counts);
    }
}
