using Tsuba.Model.Items;

namespace Tsuba.Model.BusinessRules;

/// <summary>One item that a rule looks at.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Id">Its id.</param>
/// <param name="IsNegated">Whether it is negated.</param>
public sealed record RuleTreeMember(ItemName Name, ItemId Id, bool IsNegated) : RuleTreeNode(IsNegated);
