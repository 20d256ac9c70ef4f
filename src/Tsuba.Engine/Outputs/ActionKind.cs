namespace Tsuba.Engine.Outputs;

/// <summary>What an action is. The numbers are on disk.</summary>
public enum ActionKind : byte
{
    /// <summary>A notification to one contact by one command.</summary>
    Notification = 1,

    /// <summary>An event handler.</summary>
    EventHandler = 2,

    /// <summary>ocsp_command or ochp_command.</summary>
    Obsess = 3,

    /// <summary>A performance data command.</summary>
    Perfdata = 4,

    /// <summary>A snapshot command.</summary>
    Snapshot = 5,

    /// <summary>A command that processes a performance data file; about no item.</summary>
    PerfdataFile = 6,
}
