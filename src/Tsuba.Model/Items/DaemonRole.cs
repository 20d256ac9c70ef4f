namespace Tsuba.Model.Items;

/// <summary>The seven daemons, and the two roles of certificates that are no daemon. The numbers are on the wire.</summary>
public enum DaemonRole : byte
{
    /// <summary>No role.</summary>
    None = 0,

    /// <summary>Edition of the configuration.</summary>
    Synchronizer = 1,

    /// <summary>Dispatch, watching, orders.</summary>
    Arbiter = 2,

    /// <summary>Planning, states, notifications.</summary>
    Scheduler = 3,

    /// <summary>Runs checks.</summary>
    Poller = 4,

    /// <summary>Runs notifications and event handlers.</summary>
    Reactionner = 5,

    /// <summary>Takes passive results and commands in.</summary>
    Receiver = 6,

    /// <summary>Exports.</summary>
    Broker = 7,

    /// <summary>A person at the command line.</summary>
    Operator = 8,

    /// <summary>A reader of metrics.</summary>
    Monitor = 9,
}
