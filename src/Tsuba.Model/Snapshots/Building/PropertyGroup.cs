namespace Tsuba.Model.Snapshots.Building;

/// <summary>Which compiled object a property of a host or service goes into. The groups up to Modulations are interned.</summary>
internal enum PropertyGroup : byte
{
    Check = 0,
    Notification,
    Flapping,
    EventHandler,
    BusinessRule,
    Maintenance,
    Snapshot,
    Presentation,
    Modulations,

    /// <summary>Read into a field of the item itself.</summary>
    Own,

    /// <summary>A custom variable.</summary>
    Custom,

    /// <summary>address0 … address31.</summary>
    FurtherAddress,

    /// <summary>Not read here: Configuration acted on it, or nothing does.</summary>
    Ignored,
}
