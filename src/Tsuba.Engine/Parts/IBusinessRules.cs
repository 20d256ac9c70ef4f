using Tsuba.Model.Objects;

namespace Tsuba.Engine.Parts;

/// <summary>Evaluates items whose check command is <c>bp_rule</c>.</summary>
internal interface IBusinessRules
{
    /// <summary>State and output of the rule, from the last hard states of its members.</summary>
    (byte State, string Output) Evaluate(int index);

    /// <summary>Whether every root problem of the rule is acknowledged or in downtime. Source: reference/shinken.md 3.7.</summary>
    bool AllRootProblemsHandled(int index);

    /// <summary>Indices of the members of the item's rule; empty: it has none.</summary>
    ReadOnlySpan<int> Members(int index);

    /// <summary>Indices of the items whose rules look at the item.</summary>
    ReadOnlySpan<int> Owners(int index);

    /// <summary>Notification options that a rule forces on the item as its member (business_rule_*_notification_options); null: its own hold.</summary>
    StateOptions? ForcedOptions(int index);
}
