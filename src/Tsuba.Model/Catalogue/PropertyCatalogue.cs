using System.Collections.Frozen;
using System.Collections.Immutable;
using Tsuba.Model.Definitions;

namespace Tsuba.Model.Catalogue;

/// <summary>
/// Every property of every object type, one row each. Parser, defaults, builder, dump and the reference page read it; a new
/// property starts here (docs/recipes/add-a-property.md).
/// </summary>
public static class PropertyCatalogue
{
    private static readonly FrozenDictionary<(ObjectType, string), Property> ByName =
        All().ToFrozenDictionary(row => (row.Type, row.Name));

    /// <summary>All rows, by type, in the order of the reference.</summary>
    public static ImmutableArray<Property> Rows { get; } = [.. All()];

    /// <summary>The row of a property in its present spelling, or null if there is none.</summary>
    public static Property? Find(ObjectType type, string name) => ByName.GetValueOrDefault((type, name));

    private static IEnumerable<Property> All() =>
    [
        .. HostProperties.Rows,
        .. ServiceProperties.Rows,
        .. ContactProperties.Rows,
        .. NotificationWayProperties.Rows,
        .. CommandProperties.Rows,
        .. TimePeriodProperties.Rows,
        .. HostGroupProperties.Rows,
        .. ServiceGroupProperties.Rows,
        .. ContactGroupProperties.Rows,
        .. HostDependencyProperties.Rows,
        .. ServiceDependencyProperties.Rows,
        .. EscalationProperties.Rows,
        .. HostEscalationProperties.Rows,
        .. ServiceEscalationProperties.Rows,
        .. HostExtInfoProperties.Rows,
        .. ServiceExtInfoProperties.Rows,
        .. BusinessImpactModulationProperties.Rows,
        .. ResultModulationProperties.Rows,
        .. MacroModulationProperties.Rows,
        .. CheckModulationProperties.Rows,
        .. RealmProperties.Rows,
        .. ModuleProperties.Rows,
        .. DiscoveryRuleProperties.Rows,
        .. DiscoveryRunProperties.Rows,
        .. PackProperties.Rows,
        .. TriggerProperties.Rows,
        .. MainProperties.Rows,
        .. ArbiterProperties.Rows,
        .. SchedulerProperties.Rows,
        .. PollerProperties.Rows,
        .. ReactionnerProperties.Rows,
        .. ReceiverProperties.Rows,
        .. BrokerProperties.Rows,
        .. SynchronizerProperties.Rows,
    ];
}
