using System.Collections.Frozen;
using System.Collections.Immutable;
using Tsuba.Model.Items;
using Tsuba.Model.Objects;
using Tsuba.Model.TimePeriods;

namespace Tsuba.Model.Snapshots;

/// <summary>
/// A compiled configuration, or the share of one part: linked, immutable, ready for the engine. All tables are by name.
/// </summary>
public sealed class ConfigurationSnapshot
{
    /// <summary>Whose semantics hold.</summary>
    public required CompatibilityProfile Profile { get; init; }

    /// <summary>Generation of the configuration; grows with every accepted one.</summary>
    public required long Generation { get; init; }

    /// <summary>Options of the main files.</summary>
    public required MainSettings Settings { get; init; }

    /// <summary>Hosts in ordinal order of their names.</summary>
    public required ImmutableArray<Host> Hosts { get; init; }

    /// <summary>Services in ordinal order of host, then description.</summary>
    public required ImmutableArray<Service> Services { get; init; }

    /// <summary>Hosts and services by id.</summary>
    public required FrozenDictionary<ItemId, Item> Items { get; init; }

    /// <summary>Contacts.</summary>
    public required FrozenDictionary<string, Contact> Contacts { get; init; }

    /// <summary>Contact groups.</summary>
    public required FrozenDictionary<string, ContactGroup> ContactGroups { get; init; }

    /// <summary>Host groups.</summary>
    public required FrozenDictionary<string, HostGroup> HostGroups { get; init; }

    /// <summary>Service groups.</summary>
    public required FrozenDictionary<string, ServiceGroup> ServiceGroups { get; init; }

    /// <summary>Commands.</summary>
    public required FrozenDictionary<string, CommandDefinition> Commands { get; init; }

    /// <summary>Time periods.</summary>
    public required FrozenDictionary<string, TimePeriod> TimePeriods { get; init; }

    /// <summary>Declared host and service dependencies.</summary>
    public required ImmutableArray<Dependency> Dependencies { get; init; }

    /// <summary>Resource macros (<c>$USER1$</c>, <c>$PLUGINSDIR$</c>) by name without dollars.</summary>
    public required FrozenDictionary<string, string> ResourceMacros { get; init; }

    /// <summary>The host of that name, or null.</summary>
    public Host? FindHost(string hostName) => Items.GetValueOrDefault(ItemId.OfHost(hostName)) as Host;

    /// <summary>The service of that name, or null.</summary>
    public Service? FindService(string hostName, string description) =>
        Items.GetValueOrDefault(ItemId.OfService(hostName, description)) as Service;

    /// <summary>The same configuration in another time zone.</summary>
    public ConfigurationSnapshot WithZone(TimeZoneInfo zone) => new()
    {
        Profile = Profile,
        Generation = Generation,
        Settings = Settings with { Zone = zone },
        Hosts = Hosts,
        Services = Services,
        Items = Items,
        Contacts = Contacts,
        ContactGroups = ContactGroups,
        HostGroups = HostGroups,
        ServiceGroups = ServiceGroups,
        Commands = Commands,
        TimePeriods = TimePeriods,
        Dependencies = Dependencies,
        ResourceMacros = ResourceMacros,
    };
}
