using System.Collections.Immutable;
using Tsuba.Model.Definitions;
using Tsuba.Model.Items;

namespace Tsuba.Dispatch.Daemons;

/// <summary>A daemon object of the configuration, read. Source: reference/shinken.md 1.3.</summary>
/// <param name="Key">Role and name.</param>
/// <param name="Host">address.</param>
/// <param name="Port">port, with the site's port offset.</param>
/// <param name="Realm">realm, or the default one; empty if there is none.</param>
/// <param name="Weight">weight of a scheduler; at least 1.</param>
/// <param name="IsSpare">spare.</param>
/// <param name="ManagesSubRealms">manage_sub_realms.</param>
/// <param name="DirectRouting">direct_routing of a receiver.</param>
/// <param name="Tags">poller_tags or reactionner_tags; <c>None</c> stands for untagged work.</param>
/// <param name="Timers">How its death is found.</param>
/// <param name="DataTimeout">data_timeout: how long a push of configuration may take.</param>
/// <param name="Definition">The object itself.</param>
public sealed record DaemonNode(
    DaemonKey Key,
    string Host,
    int Port,
    string Realm,
    int Weight,
    bool IsSpare,
    bool ManagesSubRealms,
    bool DirectRouting,
    ImmutableArray<string> Tags,
    LivenessTimers Timers,
    TimeSpan DataTimeout,
    ResolvedObject Definition)
{
    /// <summary>passive of a poller or reactionner: it opens no connection, its schedulers do.</summary>
    public bool IsPassive { get; init; }

    /// <summary>satellitemap: where this daemon finds others.</summary>
    public SatelliteMap Satellites { get; init; } = SatelliteMap.Empty;

    /// <summary>Role.</summary>
    public DaemonRole Role => Key.Role;

    /// <summary>Name.</summary>
    public string Name => Key.Name;
}
