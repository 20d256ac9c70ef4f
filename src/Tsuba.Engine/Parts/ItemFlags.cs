namespace Tsuba.Engine.Parts;

/// <summary>What is true of an item at run time. The numbers are on disk.</summary>
[Flags]
internal enum ItemFlags : uint
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A result has been applied; else the item is PENDING.</summary>
    Checked = 1 << 0,

    /// <summary>Active checks are on.</summary>
    ActiveChecks = 1 << 1,

    /// <summary>Passive results are accepted.</summary>
    PassiveChecks = 1 << 2,

    /// <summary>Notifications are on.</summary>
    Notifications = 1 << 3,

    /// <summary>The event handler is on.</summary>
    EventHandler = 1 << 4,

    /// <summary>Flap detection is on.</summary>
    FlapDetection = 1 << 5,

    /// <summary>The obsess command is on.</summary>
    Obsess = 1 << 6,

    /// <summary>Freshness is watched.</summary>
    Freshness = 1 << 7,

    /// <summary>Performance data is processed.</summary>
    Perfdata = 1 << 8,

    /// <summary>All of the above that come from the configuration.</summary>
    Configured = ActiveChecks | PassiveChecks | Notifications | EventHandler | FlapDetection | Obsess | Freshness | Perfdata,

    /// <summary>A check is on its way.</summary>
    InFlight = 1 << 9,

    /// <summary>The check on its way, or the planned one, was forced.</summary>
    Forced = 1 << 10,

    /// <summary>The check on its way was raised for a dependent item and is no attempt.</summary>
    DependencyCheck = 1 << 11,

    /// <summary>A result waits for the parents.</summary>
    Held = 1 << 12,

    /// <summary>The last result was passive.</summary>
    Passive = 1 << 13,

    /// <summary>The item flaps.</summary>
    Flapping = 1 << 14,

    /// <summary>A problem is being told, or is to be told as soon as nothing blocks it.</summary>
    Campaign = 1 << 15,

    /// <summary>The problem has been told for the last time.</summary>
    ToldForGood = 1 << 16,

    /// <summary>The item is in its UNKNOWN or UNREACHABLE phase.</summary>
    UnknownPhase = 1 << 17,

    /// <summary>A downtime ended since the last result.</summary>
    DowntimeEnded = 1 << 18,

    /// <summary>The item is a root problem.</summary>
    Problem = 1 << 19,

    /// <summary>The last result is too old.</summary>
    Stale = 1 << 20,

    /// <summary>The item was fine, became an impact, and has had no result since: nobody knows whether it still is.</summary>
    UnseenImpact = 1 << 21,

    /// <summary>The state of the item is on its way from another part; until then nothing happens to it here.</summary>
    Awaited = 1 << 28,

    /// <summary>A status event is owed at the end of the turn. Never on disk.</summary>
    Dirty = 1u << 31,
}
