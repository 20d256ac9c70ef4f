using Tsuba.Configuration.Checks;
using Tsuba.Model.Definitions;

namespace Tsuba.Configuration.Edits.References;

/// <summary>What the properties of each type name, and in which grammar. Source: reference/shinken.md 3.3, 3.6, 3.8.</summary>
internal static class ReferenceTargets
{
    /// <summary>What a property names; null: nothing by its own grammar.</summary>
    internal static (ObjectType Target, NameGrammar Grammar)? Of(ObjectType type, string property) => property switch
    {
        "host_name" or "dependent_host_name" when NamesHosts(type) => (ObjectType.Host, type == ObjectType.Service ? NameGrammar.Expression : NameGrammar.List),
        "members" when type == ObjectType.HostGroup => (ObjectType.Host, NameGrammar.List),
        "members" when type == ObjectType.ContactGroup => (ObjectType.Contact, NameGrammar.List),
        "members" when type == ObjectType.ServiceGroup => (ObjectType.Service, NameGrammar.Pairs),
        "service_dependencies" => (ObjectType.Service, NameGrammar.Pairs),
        "hostgroups" or "hostgroup_members" => (ObjectType.HostGroup, NameGrammar.List),
        "hostgroup_name" or "dependent_hostgroup_name" when type != ObjectType.HostGroup => (ObjectType.HostGroup, NameGrammar.Expression),
        "servicegroups" or "servicegroup_members" => (ObjectType.ServiceGroup, NameGrammar.List),
        "servicegroup_name" or "dependent_servicegroup_name" when type != ObjectType.ServiceGroup => (ObjectType.ServiceGroup, NameGrammar.List),
        "contactgroups" or "contactgroup_members" => (ObjectType.ContactGroup, NameGrammar.List),
        "service_description" or "dependent_service_description" when type != ObjectType.Service => (ObjectType.Service, NameGrammar.List),
        "service_excludes" or "service_includes" => (ObjectType.Service, NameGrammar.List),
        "service_overrides" => (ObjectType.Service, NameGrammar.Override),
        "trigger_name" when type != ObjectType.Trigger => (ObjectType.Trigger, NameGrammar.List),
        _ => OfKind(ReferenceKinds.Of(type, property)),
    };

    private static bool NamesHosts(ObjectType type) => type is ObjectType.Service or ObjectType.HostDependency or ObjectType.ServiceDependency
        or ObjectType.HostEscalation or ObjectType.ServiceEscalation or ObjectType.HostExtInfo or ObjectType.ServiceExtInfo;

    private static (ObjectType Target, NameGrammar Grammar)? OfKind(ReferenceKind kind) => kind switch
    {
        ReferenceKind.None => null,
        ReferenceKind.Command => (ObjectType.Command, NameGrammar.Command),
        ReferenceKind.Commands => (ObjectType.Command, NameGrammar.Commands),
        ReferenceKind.Period => (ObjectType.TimePeriod, NameGrammar.Whole),
        ReferenceKind.Periods => (ObjectType.TimePeriod, NameGrammar.List),
        ReferenceKind.Contacts => (ObjectType.Contact, NameGrammar.List),
        ReferenceKind.ContactGroups => (ObjectType.ContactGroup, NameGrammar.List),
        ReferenceKind.Escalations => (ObjectType.Escalation, NameGrammar.List),
        ReferenceKind.NotificationWays => (ObjectType.NotificationWay, NameGrammar.List),
        ReferenceKind.ResultModulations => (ObjectType.ResultModulation, NameGrammar.List),
        ReferenceKind.CheckModulations => (ObjectType.CheckModulation, NameGrammar.List),
        ReferenceKind.MacroModulations => (ObjectType.MacroModulation, NameGrammar.List),
        ReferenceKind.ImpactModulations => (ObjectType.BusinessImpactModulation, NameGrammar.List),
        ReferenceKind.Realm => (ObjectType.Realm, NameGrammar.Whole),
        ReferenceKind.Realms => (ObjectType.Realm, NameGrammar.List),
        ReferenceKind.Modules => (ObjectType.Module, NameGrammar.List),
        ReferenceKind.Parents => (ObjectType.Host, NameGrammar.List),
        _ => null,
    };
}
