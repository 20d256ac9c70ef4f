using System.Collections.Immutable;
using System.Globalization;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;
using Tsuba.Model.Items;
using Tsuba.Model.Snapshots;

namespace Tsuba.EngineBench;

/// <summary>Hosts with ten services each, all from one template, as generated sites are.</summary>
internal static class SampleSite
{
    public static ConfigurationSnapshot Build(int services)
    {
        var origin = new SourceLocation("bench.cfg", 1, 1);
        var objects = new List<ResolvedObject>
        {
            new(ObjectType.Main, "", [], [], origin),
            Make(ObjectType.Command, "check", origin, ("command_name", "check"), ("command_line", "/usr/lib/nagios/plugins/check_http -H $HOSTADDRESS$ -w $ARG1$")),
            Make(ObjectType.Contact, "bob", origin, ("contact_name", "bob"), ("service_notification_commands", "check"), ("host_notification_commands", "check")),
        };
        var shared = Properties(origin, ("check_command", "check!5"), ("check_interval", "5"), ("retry_interval", "1"), ("max_check_attempts", "3"), ("notification_interval", "60"), ("contacts", "bob"));
        for (var host = 0; host < services / 10; host++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"host-{host:000000}");
            objects.Add(new ResolvedObject(ObjectType.Host, name, Properties(origin, ("address", "192.0.2.1"), ("host_name", name)), [], origin) { Shared = shared });
            for (var service = 0; service < 10; service++)
            {
                var description = string.Create(CultureInfo.InvariantCulture, $"service-{service}");
                objects.Add(new ResolvedObject(ObjectType.Service, $"{name};{description}", Properties(origin, ("host_name", name), ("service_description", description)), [], origin) { Shared = shared });
            }
        }

        var result = SnapshotBuilder.Build(new ResolvedConfiguration(CompatibilityProfile.Shinken, 1, [.. objects.OrderBy(item => item.Type).ThenBy(item => item.Key, StringComparer.Ordinal)]));
        return result.Snapshot ?? throw new InvalidOperationException(string.Join('\n', result.Diagnostics.Take(5)));
    }

    private static ResolvedObject Make(ObjectType type, string key, SourceLocation origin, params (string Name, string Value)[] properties) =>
        new(type, key, Properties(origin, properties), [], origin);

    private static ImmutableArray<ResolvedProperty> Properties(SourceLocation origin, params (string Name, string Value)[] properties) =>
        [.. properties.Select(property => new ResolvedProperty(property.Name, property.Value, origin)).OrderBy(property => property.Name, StringComparer.Ordinal)];
}
