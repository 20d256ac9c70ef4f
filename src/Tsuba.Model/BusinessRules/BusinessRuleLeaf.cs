namespace Tsuba.Model.BusinessRules;

/// <summary>A leaf: <c>host</c> or <c>host,service</c>, either of them a name or an expansion.</summary>
/// <param name="Host">Which hosts.</param>
/// <param name="Service">Which services of them; null: the hosts themselves.</param>
/// <param name="IsNegated">Whether it is negated.</param>
/// <param name="Column">Where it begins, from 1.</param>
public sealed record BusinessRuleLeaf(BusinessRuleSelector Host, BusinessRuleSelector? Service, bool IsNegated, int Column)
    : BusinessRuleNode(IsNegated, Column)
{
    /// <summary>Whether it can stand for several items.</summary>
    public bool IsExpansion => Host.IsExpansion || Service is { IsExpansion: true };
}
