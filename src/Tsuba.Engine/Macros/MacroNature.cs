namespace Tsuba.Engine.Macros;

/// <summary>Where the value of a macro comes from, and so what it may do in a command line. Source: design 3, "macros in command lines".</summary>
public enum MacroNature : byte
{
    /// <summary>Written in the configuration: may hold macros, and is split with the line.</summary>
    Configured = 0,

    /// <summary>Made by the engine (a state, a number, a time): nothing to expand in it, and it is split with the line.</summary>
    Generated = 1,

    /// <summary>Text from a plugin or a person: never expanded, never split, never code.</summary>
    Data = 2,

    /// <summary>Configured in a resource file or under a name that speaks of a secret; masked wherever a line is shown.</summary>
    Secret = 3,
}
