namespace Tsuba.Model.Objects;

/// <summary>Who runs a command call. Source: reference/shinken.md 3.3, "ghost commands".</summary>
public enum CommandCallKind : byte
{
    /// <summary>A plugin, run by a poller or reactionner.</summary>
    Plugin = 0,

    /// <summary><c>bp_rule!…</c>, evaluated by the scheduler.</summary>
    BusinessRule = 1,

    /// <summary><c>_internal_host_up</c>: always UP.</summary>
    InternalHostUp = 2,

    /// <summary><c>_echo</c>: keeps the state.</summary>
    Echo = 3,
}
