using Tsuba.Model.Definitions;
using Tsuba.Synchronizer.Core.Sources.Reading;

namespace Tsuba.Synchronizer.Core.Sources.Planning;

/// <summary>How an object is switched off while it stays in the configuration with its history.</summary>
internal static class Disabling
{
    /// <summary>The properties that do it; none for types that do nothing by themselves.</summary>
    internal static IEnumerable<KeyValuePair<string, string>> PropertiesOf(ObjectName name) => name.Type switch
    {
        ObjectType.Host or ObjectType.Service =>
        [
            new("active_checks_enabled", "0"),
            new("passive_checks_enabled", "0"),
            new("notifications_enabled", "0"),
        ],
        ObjectType.Contact => [new("host_notifications_enabled", "0"), new("service_notifications_enabled", "0")],
        _ => [],
    };
}
