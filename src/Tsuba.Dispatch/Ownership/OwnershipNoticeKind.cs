namespace Tsuba.Dispatch.Ownership;

/// <summary>What people must hear of a part.</summary>
public enum OwnershipNoticeKind : byte
{
    /// <summary>Its owner is gone or no longer has it, and no living scheduler has everything that was acknowledged: the part waits.</summary>
    WaitsForOwner = 0,

    /// <summary>It goes on from a copy that may lack what was acknowledged last.</summary>
    OlderCopy = 1,

    /// <summary>It starts from its configuration alone.</summary>
    StateLost = 2,

    /// <summary>Its owner found its files damaged, and goes on with what is left: nobody else had more.</summary>
    DamagedFiles = 3,
}
