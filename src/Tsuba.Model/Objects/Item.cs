using System.Collections.Immutable;
using Tsuba.Model.Items;

namespace Tsuba.Model.Objects;

/// <summary>
/// What a host and a service have in common. Immutable; what changes at run time lives in the engine's rows.
/// </summary>
public abstract class Item
{
    /// <summary>Stable id.</summary>
    public required ItemId Id { get; init; }

    /// <summary>Host or service.</summary>
    public abstract ItemKind Kind { get; }

    /// <summary>Name of the host, and of the service if it is one.</summary>
    public abstract ItemName Name { get; }

    /// <summary>display_name, or the name.</summary>
    public required string DisplayName { get; init; }

    /// <summary>check_command; null: the item is never checked actively.</summary>
    public CommandCall? CheckCommand { get; init; }

    /// <summary>How it is checked.</summary>
    public required CheckPolicy Check { get; init; }

    /// <summary>Who is notified.</summary>
    public required NotificationPolicy Notification { get; init; }

    /// <summary>Flapping.</summary>
    public required FlapPolicy Flapping { get; init; }

    /// <summary>Event handlers.</summary>
    public required EventHandlerPolicy EventHandler { get; init; }

    /// <summary>business_impact, 0 to 5.</summary>
    public int BusinessImpact { get; init; } = 2;

    /// <summary>business_impact_modulations, in order.</summary>
    public ImmutableArray<BusinessImpactModulation> BusinessImpactModulations { get; init; } = [];

    /// <summary>macromodulations, in order.</summary>
    public ImmutableArray<MacroModulation> MacroModulations { get; init; } = [];

    /// <summary>Options of a business rule; null where the check command is none.</summary>
    public BusinessRulePolicy? BusinessRule { get; init; }

    /// <summary>Maintenance; null: none.</summary>
    public MaintenancePolicy? Maintenance { get; init; }

    /// <summary>Snapshots; null: none.</summary>
    public SnapshotPolicy? Snapshot { get; init; }

    /// <summary>Texts and pictures.</summary>
    public Presentation Presentation { get; init; } = Presentation.Empty;

    /// <summary>Custom variables, by name.</summary>
    public ImmutableArray<CustomVariable> CustomVariables { get; init; } = [];

    /// <summary>All template names, direct and inherited (tags of <c>t:</c> in business rules).</summary>
    public ImmutableArray<string> Templates { get; init; } = [];

    /// <inheritdoc />
    public override string ToString() => Name.ToString();
}
