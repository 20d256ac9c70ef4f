namespace Tsuba.Model.ExternalCommands;

/// <summary>Who gets an external command. Source: reference/shinken.md 5.1.</summary>
public enum CommandRouting : byte
{
    /// <summary>Every part.</summary>
    Global = 0,

    /// <summary>The part that owns the host named by the first argument.</summary>
    Host = 1,

    /// <summary>The part that owns the host of the service named by the first two arguments.</summary>
    Service = 2,

    /// <summary>The arbiter itself.</summary>
    Arbiter = 3,
}
