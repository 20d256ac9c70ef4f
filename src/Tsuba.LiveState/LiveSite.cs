using System.Collections.Frozen;
using System.Collections.Immutable;
using Tsuba.LiveState.Columns;
using Tsuba.Model.Items;
using Tsuba.Model.Objects;
using Tsuba.Model.Snapshots;
using Tsuba.Model.TimePeriods;

namespace Tsuba.LiveState;

/// <summary>
/// All items of all parts, immutable but for the statuses inside the items. Replaced as a whole when definitions change, so a
/// reader that took one works on one configuration to its end.
/// </summary>
public sealed class LiveSite
{
    /// <summary>Nothing yet.</summary>
    public static LiveSite Empty { get; } = new()
    {
        Hosts = [],
        Services = [],
        Items = ImmutableDictionary<ItemId, LiveItem>.Empty,
        Contacts = FrozenDictionary<string, Contact>.Empty,
        ContactGroups = FrozenDictionary<string, ContactGroup>.Empty,
        Commands = FrozenDictionary<string, CommandDefinition>.Empty,
        TimePeriods = FrozenDictionary<string, TimePeriod>.Empty,
        HostGroups = FrozenDictionary<string, LiveHostGroup>.Empty,
        ServiceGroups = FrozenDictionary<string, LiveServiceGroup>.Empty,
        Dependencies = [],
        Settings = new MainSettings(),
    };

    /// <summary>Hosts in ordinal order of their names.</summary>
    public required ImmutableArray<LiveHost> Hosts { get; init; }

    /// <summary>Services in ordinal order of host, then description.</summary>
    public required ImmutableArray<LiveService> Services { get; init; }

    /// <summary>Statuses in the order of <see cref="Hosts"/> and <see cref="Services"/>.</summary>
    public SiteWords Words { get; internal init; } = SiteWords.Empty;

    /// <summary>Hosts and services by id.</summary>
    public required IReadOnlyDictionary<ItemId, LiveItem> Items { get; init; }

    /// <summary>Contacts by name.</summary>
    public required FrozenDictionary<string, Contact> Contacts { get; init; }

    /// <summary>Contact groups by name.</summary>
    public required FrozenDictionary<string, ContactGroup> ContactGroups { get; init; }

    /// <summary>Commands by name.</summary>
    public required FrozenDictionary<string, CommandDefinition> Commands { get; init; }

    /// <summary>Time periods by name.</summary>
    public required FrozenDictionary<string, TimePeriod> TimePeriods { get; init; }

    /// <summary>Host groups by name, with the members of all parts.</summary>
    public required FrozenDictionary<string, LiveHostGroup> HostGroups { get; init; }

    /// <summary>Service groups by name, with the members of all parts.</summary>
    public required FrozenDictionary<string, LiveServiceGroup> ServiceGroups { get; init; }

    /// <summary>Declared dependencies of all parts; both ends are found in <see cref="Items"/> by their ids.</summary>
    public required ImmutableArray<Dependency> Dependencies { get; init; }

    /// <summary>Options of the main file.</summary>
    public required MainSettings Settings { get; init; }

    /// <summary>Zone of the configuration.</summary>
    public TimeZoneInfo Zone => Settings.Zone;

    /// <summary>The host of that name, or null.</summary>
    public LiveHost? FindHost(string hostName) => Items.GetValueOrDefault(ItemId.OfHost(hostName)) as LiveHost;

    /// <summary>The service of that name, or null.</summary>
    public LiveService? FindService(string hostName, string description) =>
        Items.GetValueOrDefault(ItemId.OfService(hostName, description)) as LiveService;

    /// <summary>The host or service of that name, or null.</summary>
    public LiveItem? Find(ItemName name) => Items.GetValueOrDefault(name.Id);
}
