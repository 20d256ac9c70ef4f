namespace Tsuba.Engine.Contexts;

/// <summary>
/// What surrounds the state of an item: one label, the most important that holds. The numbers are on disk and on the wire.
/// Source: reference/shinken.md 7.2.
/// </summary>
public enum ItemContext : byte
{
    /// <summary>NOTHING.</summary>
    Nothing = 0,

    /// <summary>DOWNTIME: the item is in downtime.</summary>
    Downtime = 1,

    /// <summary>INHERITED-DOWNTIME: the host of the service is.</summary>
    InheritedDowntime = 2,

    /// <summary>PARTIAL-DOWNTIME: some of its checks, or some members of the cluster, are.</summary>
    PartialDowntime = 3,

    /// <summary>FLAPPING: the item flaps.</summary>
    Flapping = 4,

    /// <summary>PARTIAL-FLAPPING: some of its checks, or some members of the cluster, do.</summary>
    PartialFlapping = 5,

    /// <summary>ACKNOWLEDGED: its problem is acknowledged.</summary>
    Acknowledged = 6,

    /// <summary>INHERITED-ACKNOWLEDGED: the problem of its host is, and the service is not OK itself.</summary>
    InheritedAcknowledged = 7,

    /// <summary>PARTIAL-ACKNOWLEDGED: problems of some of its checks, or of some members of the cluster, are.</summary>
    PartialAcknowledged = 8,

    /// <summary>DISABLED: it is neither checked nor takes passive results.</summary>
    Disabled = 9,
}
