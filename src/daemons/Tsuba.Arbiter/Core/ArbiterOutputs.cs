using Tsuba.Dispatch.Moves;
using Tsuba.Dispatch.Ownership;
using Tsuba.Dispatch.Terms;

namespace Tsuba.Arbiter.Core;

/// <summary>What a step wants done. <see cref="State"/> comes first: the rest leaves only when it is durable.</summary>
public sealed class ArbiterOutputs
{
    /// <summary>State to make durable; null: it did not change.</summary>
    public ArbiterState? State { get; set; }

    /// <summary>Whether the arbiter leads from now on, or no more.</summary>
    public RoleChange Change { get; set; }

    /// <summary>With <see cref="RoleChange.Deposed"/>: why; else null.</summary>
    public LeadLoss? Loss { get; set; }

    /// <summary>For schedulers.</summary>
    public List<DispatchAction> Actions { get; } = [];

    /// <summary>What people must hear of parts.</summary>
    public List<OwnershipNotice> Notices { get; } = [];

    /// <summary>For hosts that move.</summary>
    public List<MoveAction> Moves { get; } = [];

    /// <summary>For satellites.</summary>
    public List<PushLinks> Links { get; } = [];

    /// <summary>Commands for owners.</summary>
    public List<SendCommands> Commands { get; } = [];

    /// <summary>Records of the spool up to and with this one may go; 0: none.</summary>
    public ulong AcknowledgeUpTo { get; set; }
}
