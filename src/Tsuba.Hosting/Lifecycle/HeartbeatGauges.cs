using System.Diagnostics.Metrics;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Hosting.Lifecycle;

/// <summary>Gauges that every daemon has, from what it says of itself in heartbeats. Source of the names: reference/conventions.md 10.</summary>
internal static class HeartbeatGauges
{
    /// <param name="meters">Where they are made.</param>
    /// <param name="role">Role of the daemon.</param>
    /// <param name="leads">Whether an arbiter leads.</param>
    /// <param name="describe">What it would answer to a heartbeat now; null: it is not open.</param>
    internal static void Publish(IMeterFactory meters, DaemonRole role, Func<bool> leads, Func<HeartbeatReply?> describe)
    {
        var meter = meters.Create("Tsuba.Hosting.Daemon");
        meter.CreateObservableGauge("tsuba_config_generation", () => describe()?.Generation ?? 0, description: "Generation of the configuration that it works with; 0: none yet.");
        meter.CreateObservableGauge(
            "tsuba_role_active",
            () => describe() is { } reply && IsActive(role, leads, reply) ? 1 : 0,
            description: "1: the arbiter leads, the scheduler runs a part, any other works with a configuration; 0: it waits.");
        if (role == DaemonRole.Scheduler)
        {
            meter.CreateObservableGauge("tsuba_lease_epoch", () => OfParts(describe(), part => (long)part.Stamp.Epoch), description: "Epoch under which a part is owned: the term times 2^32, plus a number.");
            meter.CreateObservableGauge("tsuba_shard_hosts", () => OfParts(describe(), part => part.Hosts), description: "Hosts of a part that is owned.");
        }
    }

    private static bool IsActive(DaemonRole role, Func<bool> leads, HeartbeatReply reply) => role switch
    {
        DaemonRole.Arbiter => leads(),
        DaemonRole.Scheduler => reply.Parts.Any(part => part.Owner && part.Active),
        _ => reply.Generation > 0,
    };

    private static IEnumerable<Measurement<long>> OfParts(HeartbeatReply? reply, Func<ManagedPart, long> value) =>
        reply?.Parts.Where(part => part.Owner).Select(part => new Measurement<long>(value(part), new KeyValuePair<string, object?>("part", part.Stamp.Part))) ?? [];
}
