namespace Tsuba.Model.ExternalCommands;

/// <summary>What an argument of an external command is, and so how it is read. Source: reference/shinken.md 5.1 and 5.2.</summary>
public enum CommandArgumentKind : byte
{
    /// <summary>Name of a host; never empty.</summary>
    Host = 0,

    /// <summary>Description of a service of the host before it; never empty.</summary>
    Service = 1,

    /// <summary>Name of a contact; never empty.</summary>
    Contact = 2,

    /// <summary>Name of a contact group; never empty.</summary>
    ContactGroup = 3,

    /// <summary>Name of a host group; never empty.</summary>
    HostGroup = 4,

    /// <summary>Name of a service group; never empty.</summary>
    ServiceGroup = 5,

    /// <summary>A command call, <c>name!arg</c>; empty means "none" where the command says so.</summary>
    Command = 6,

    /// <summary>Name of a time period; never empty.</summary>
    TimePeriod = 7,

    /// <summary>A whole number. A fraction is accepted and cut off, as the original does.</summary>
    Integer = 8,

    /// <summary>0 or 1; any greater number counts as 1.</summary>
    Flag = 9,

    /// <summary>Seconds since 1970. A fraction is accepted and cut off.</summary>
    Timestamp = 10,

    /// <summary>A word without semicolon that is no name of an object: a variable, an author.</summary>
    Word = 11,

    /// <summary>Text; always last, keeps its semicolons, may be empty.</summary>
    Text = 12,
}
