namespace Tsuba.Modules;

/// <summary>How far a command has come. What is final does not change any more.</summary>
public enum CommandPhase : byte
{
    /// <summary>No command of this id was taken in here.</summary>
    Unknown = 0,

    /// <summary>On disk where it was taken in.</summary>
    Received = 1,

    /// <summary>The arbiter has it, or it is on its way to its owner: held while a part moves or its owner is away.</summary>
    Routed = 2,

    /// <summary>Applied by everyone it was for. Final.</summary>
    Applied = 3,

    /// <summary>Refused by at least one of those it was for. Final.</summary>
    Refused = 4,

    /// <summary>Given up: an owner was away for too long. Final.</summary>
    Expired = 5,
}
