namespace Tsuba.Model.BusinessRules;

/// <summary>What joins the parts of a business rule. Source: reference/shinken.md 3.7.</summary>
public enum BusinessRuleOperator : byte
{
    /// <summary><c>&amp;</c>: all parts must be fine.</summary>
    And = 0,

    /// <summary><c>|</c>: one part must be fine.</summary>
    Or = 1,

    /// <summary><c>N of:</c> or <c>X,Y,Z of:</c>: enough parts must be fine.</summary>
    Count = 2,
}
