using Tsuba.Model.Items;

namespace Tsuba.System.Tests.Sites.Faults;

/// <summary>What a site that is going to suffer consists of.</summary>
internal sealed record FaultPlan
{
    /// <summary>The machine of everything that no fault is meant for, with the authority.</summary>
    public const string Base = "127.0.0.1";

    /// <summary>Hosts, each a shard of its own.</summary>
    public int Hosts { get; init; } = 8;

    /// <summary>Services of each host that are checked, <c>a0</c> and so on.</summary>
    public int Active { get; init; } = 4;

    /// <summary>Services of each host that are fed, <c>s0</c> and so on.</summary>
    public int Passive { get; init; } = 2;

    /// <summary>Seconds between the checks of a service.</summary>
    public int Interval { get; init; } = 3;

    /// <summary>All daemons.</summary>
    public required IReadOnlyList<FaultDaemon> Daemons { get; init; }

    /// <summary>Whether each daemon calls each other one through a proxy of its own.</summary>
    public bool IsMeshed { get; init; }

    /// <summary>More lines of the configuration.</summary>
    public string Extra { get; init; } = "";

    /// <summary>Addresses of the machines, the one with the authority first.</summary>
    public IEnumerable<string> Addresses => Daemons.Select(daemon => daemon.Address).Distinct().OrderByDescending(address => address == Base);

    /// <summary>Everything on one machine but the schedulers: two that work and a spare one.</summary>
    public static FaultPlan ThreeSchedulers { get; } = new()
    {
        Daemons =
        [
            new(DaemonRole.Arbiter, "arbiter-1", Base),
            new(DaemonRole.Synchronizer, "synchronizer-1", Base),
            new(DaemonRole.Broker, "broker-1", Base),
            new(DaemonRole.Receiver, "receiver-1", Base),
            new(DaemonRole.Poller, "poller-1", Base),
            new(DaemonRole.Reactionner, "reactionner-1", Base),
            new(DaemonRole.Scheduler, "scheduler-1", "127.0.0.2"),
            new(DaemonRole.Scheduler, "scheduler-2", "127.0.0.3"),
            new(DaemonRole.Scheduler, "scheduler-3", "127.0.0.4", IsSpare: true),
        ],
    };
}
