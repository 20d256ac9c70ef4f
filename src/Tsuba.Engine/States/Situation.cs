using Tsuba.Model.Items;

namespace Tsuba.Engine.States;

/// <summary>Everything that decides what a result means for the state of an item.</summary>
internal readonly record struct Situation
{
    /// <summary>Whether the item is a host.</summary>
    public bool IsHost { get; init; }

    /// <summary>State before.</summary>
    public byte Was { get; init; }

    /// <summary>State type before; PENDING, UP and OK are hard.</summary>
    public StateType WasType { get; init; }

    /// <summary>Attempt before.</summary>
    public int WasAttempt { get; init; }

    /// <summary>State that the result says.</summary>
    public byte Is { get; init; }

    /// <summary>max_check_attempts in force.</summary>
    public int MaxAttempts { get; init; }

    /// <summary>is_volatile.</summary>
    public bool IsVolatile { get; init; }

    /// <summary>For a service: its host is not UP.</summary>
    public bool HostIsNotUp { get; init; }

    /// <summary>The result is a passive one of a host that counts as final.</summary>
    public bool IsFinalPassive { get; init; }

    /// <summary>The check was raised for a dependent item: it is no attempt.</summary>
    public bool IsDependencyCheck { get; init; }

    /// <summary>The item was in its UNKNOWN or UNREACHABLE phase.</summary>
    public bool WasInPhase { get; init; }

    /// <summary>State before that phase.</summary>
    public byte BeforePhase { get; init; }
}
