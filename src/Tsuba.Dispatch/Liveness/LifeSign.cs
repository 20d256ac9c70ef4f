namespace Tsuba.Dispatch.Liveness;

/// <summary>What is known of a daemon's life.</summary>
public enum LifeSign : byte
{
    /// <summary>Not heard of yet, and not given up yet.</summary>
    Unknown = 0,

    /// <summary>Answers.</summary>
    Alive = 1,

    /// <summary>A heartbeat is missing. Nothing is taken from it yet.</summary>
    Suspect = 2,

    /// <summary>Silent for longer than its timers allow.</summary>
    Dead = 3,
}
