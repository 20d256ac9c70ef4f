using System.Collections.Frozen;
using System.Collections.Immutable;
using Tsuba.Model.Definitions;

namespace Tsuba.Configuration.Objects;

/// <summary>What the language says about object types.</summary>
internal static class ObjectTypes
{
    private static readonly FrozenDictionary<string, ObjectType> ByText = Enum.GetValues<ObjectType>()
        .Where(type => type != ObjectType.Main)
        .ToFrozenDictionary(Text, StringComparer.Ordinal);

    /// <summary>The words behind <c>define</c>.</summary>
    internal static ImmutableArray<string> Texts => ByText.Keys;

    /// <summary>The type of a <c>define</c>, or null.</summary>
    internal static ObjectType? Find(string text) => ByText.TryGetValue(text, out var type) ? type : null;

    /// <summary>The word behind <c>define</c>.</summary>
    internal static string Text(ObjectType type) => type.ToString().ToLowerInvariant();

    /// <summary>The property that names an object; null for types that have none.</summary>
    internal static string? NameProperty(ObjectType type) => type switch
    {
        ObjectType.Host => "host_name",
        ObjectType.BusinessImpactModulation => "business_impact_modulation_name",
        ObjectType.Main or ObjectType.Service or ObjectType.HostDependency or ObjectType.ServiceDependency or ObjectType.HostEscalation
            or ObjectType.ServiceEscalation or ObjectType.HostExtInfo or ObjectType.ServiceExtInfo => null,
        _ => Text(type) + "_name",
    };

    /// <summary>Types that only Shinken has; one of them makes the configuration Shinken's (design 3, "Whose semantics").</summary>
    internal static bool IsShinkens(ObjectType type) => type switch
    {
        ObjectType.NotificationWay or ObjectType.Escalation => true,
        >= ObjectType.BusinessImpactModulation => true,
        _ => false,
    };

    /// <summary>Types whose objects may carry properties that the catalogue does not know.</summary>
    internal static bool TakesAnyProperty(ObjectType type) =>
        type is ObjectType.Module or ObjectType.DiscoveryRule or ObjectType.DiscoveryRun or ObjectType.Pack or ObjectType.MacroModulation;
}
