using Tsuba.Model.TimePeriods;

namespace Tsuba.Model.Objects;

/// <summary>One declared dependency of one item on another, both in this snapshot. Source: reference/shinken.md 3.6.</summary>
/// <param name="Dependent">The item that depends.</param>
/// <param name="Master">What it depends on.</param>
/// <param name="ExecutionCriteria">execution_failure_criteria: states of the master in which the dependent is not checked.</param>
/// <param name="NotificationCriteria">notification_failure_criteria: states of the master in which the dependent stays silent.</param>
/// <param name="Period">dependency_period; null: always.</param>
/// <param name="InheritsParent">Whether the master's own dependencies count too.</param>
public sealed record Dependency(
    Item Dependent,
    Item Master,
    StateOptions ExecutionCriteria,
    StateOptions NotificationCriteria,
    TimePeriod? Period,
    bool InheritsParent);
