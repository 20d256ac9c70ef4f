namespace Tsuba.Configuration.Checks;

/// <summary>What the value of a property names.</summary>
internal enum ReferenceKind : byte
{
    /// <summary>Nothing, or something that its own step looks up.</summary>
    None,

    /// <summary>A command with arguments.</summary>
    Command,

    /// <summary>Commands between commas.</summary>
    Commands,

    /// <summary>A time period.</summary>
    Period,

    /// <summary>Time periods between commas.</summary>
    Periods,

    /// <summary>Contacts.</summary>
    Contacts,

    /// <summary>Contact groups.</summary>
    ContactGroups,

    /// <summary>Escalations.</summary>
    Escalations,

    /// <summary>Notification ways.</summary>
    NotificationWays,

    /// <summary>Result modulations.</summary>
    ResultModulations,

    /// <summary>Check modulations.</summary>
    CheckModulations,

    /// <summary>Macro modulations.</summary>
    MacroModulations,

    /// <summary>Business impact modulations.</summary>
    ImpactModulations,

    /// <summary>A realm.</summary>
    Realm,

    /// <summary>Realms.</summary>
    Realms,

    /// <summary>Modules.</summary>
    Modules,

    /// <summary>Hosts.</summary>
    Parents,
}
