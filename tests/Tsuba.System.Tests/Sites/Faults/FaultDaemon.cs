using Tsuba.Hosting.Peers;
using Tsuba.Model.Items;

namespace Tsuba.System.Tests.Sites.Faults;

/// <summary>A daemon of a site that is going to suffer. Names are unique in a site.</summary>
/// <param name="Role">Role.</param>
/// <param name="Name">Name.</param>
/// <param name="Address">Of its machine: daemons of one address are one process.</param>
/// <param name="IsSpare">Whether it waits until another one dies.</param>
internal sealed record FaultDaemon(DaemonRole Role, string Name, string Address, bool IsSpare = false)
{
    /// <summary>Modules that it has beside those of every daemon of its role, by name.</summary>
    public string Modules { get; init; } = "";

    /// <summary>Its port without the offset of the site.</summary>
    public int Port => Role switch
    {
        DaemonRole.Synchronizer => 7765,
        DaemonRole.Scheduler => 7768,
        DaemonRole.Reactionner => 7769,
        DaemonRole.Arbiter => 7770,
        DaemonRole.Poller => 7771,
        DaemonRole.Broker => 7772,
        DaemonRole.Receiver => 7773,
        _ => throw new ArgumentOutOfRangeException(nameof(Role), Role, null),
    };

    /// <summary>Where it listens.</summary>
    public PeerAddress Peer(int offset) => new(Role, Name, Address, Port + offset);

    /// <summary>Whether it opens connections to another one: design.md section 1.</summary>
    public bool Calls(FaultDaemon other) => this != other && Role switch
    {
        DaemonRole.Arbiter => true,
        DaemonRole.Broker => other.Role is DaemonRole.Scheduler or DaemonRole.Poller or DaemonRole.Reactionner or DaemonRole.Receiver,
        DaemonRole.Scheduler or DaemonRole.Poller or DaemonRole.Reactionner or DaemonRole.Receiver => other.Role == DaemonRole.Scheduler,
        _ => false,
    };
}
