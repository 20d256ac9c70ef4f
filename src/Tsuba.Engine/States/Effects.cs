namespace Tsuba.Engine.States;

/// <summary>What a transition brings about beside the new state.</summary>
[Flags]
internal enum Effects
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>An ALERT line.</summary>
    Alert = 1,

    /// <summary>A PROBLEM is to be told anew.</summary>
    Problem = 2,

    /// <summary>The problem is over; a RECOVERY is to be told.</summary>
    Recovery = 4,

    /// <summary>The event handler runs.</summary>
    Handler = 8,

    /// <summary>A normal acknowledgement ends.</summary>
    EndsNormalAcknowledgement = 16,

    /// <summary>Any acknowledgement ends.</summary>
    EndsAcknowledgement = 32,

    /// <summary>A flexible downtime may begin.</summary>
    StartsFlexibleDowntime = 64,

    /// <summary>The problem goes on as it was: repetitions, and the end of a downtime, may tell it again.</summary>
    GoesOn = 128,
}
