using System.Collections.Immutable;
using System.Globalization;
using Tsuba.Dispatch.Cutting;
using Tsuba.Dispatch.Placement;
using Tsuba.Model.Definitions;
using Tsuba.Model.Items;

namespace Tsuba.Dispatch.Tests;

/// <summary>Writes resolved configurations in a line or two.</summary>
internal sealed class SiteBuilder
{
    private readonly List<ResolvedObject> _objects = [];

    internal SiteBuilder()
    {
        Add(ObjectType.Main, "main");
    }

    internal SiteBuilder Add(ObjectType type, string key, params (string Name, string Value)[] properties)
    {
        _objects.Add(new ResolvedObject(
            type,
            key,
            [.. properties.Select(property => new ResolvedProperty(property.Name, property.Value, default)).OrderBy(property => property.Name, StringComparer.Ordinal)],
            [],
            default));
        return this;
    }

    internal SiteBuilder Host(string name, params (string Name, string Value)[] properties) => Add(ObjectType.Host, name, properties);

    internal SiteBuilder Service(string host, string description, params (string Name, string Value)[] properties) =>
        Add(ObjectType.Service, $"{host};{description}", [("host_name", host), ("service_description", description), .. properties]);

    internal SiteBuilder Scheduler(string name, params (string Name, string Value)[] properties) => Add(ObjectType.Scheduler, name, properties);

    internal ResolvedConfiguration Build() => new(
        CompatibilityProfile.Shinken,
        1,
        [.. _objects.OrderBy(item => item.Type).ThenBy(item => item.Key, StringComparer.Ordinal)]);

    internal ConfigurationCut Cut(PlacementPlan? previous = null) =>
        ConfigurationCut.Make(Build(), previous ?? PlacementPlan.Empty, PlacementOptions.Default, portOffset: 0);

    internal static string Name(int index) => string.Create(CultureInfo.InvariantCulture, $"h{index:D4}");

    internal static ImmutableArray<string> Names(ConfigurationCut cut, Tsuba.Dispatch.Shards.Shard shard) =>
        [.. shard.Hosts.Select(host => cut.Graph.Hosts[host].Name)];
}
