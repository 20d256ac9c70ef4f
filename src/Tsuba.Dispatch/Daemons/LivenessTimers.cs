using Tsuba.Model.Definitions;

namespace Tsuba.Dispatch.Daemons;

/// <summary>
/// How the death of a daemon is found: it is dead when nothing was heard from it for
/// <c>Interval × Misses + (Timeout − 3 s)</c>. Shipped: 1 s × 3 + 0 = 3 s.
/// Where the classic <c>check_interval</c>, <c>max_check_attempts</c> and <c>timeout</c> differ from the shipped 60, 3 and 3 they
/// replace <c>heartbeat_interval</c>, <c>heartbeat_misses</c> and the 3 s (design 3, "detection of a dead daemon").
/// </summary>
/// <param name="Interval">Time between two heartbeats.</param>
/// <param name="Misses">Heartbeats without an answer until it is dead; at least 1.</param>
/// <param name="Timeout">How long one heartbeat may take.</param>
public sealed record LivenessTimers(TimeSpan Interval, int Misses, TimeSpan Timeout)
{
    private static readonly TimeSpan ShippedTimeout = TimeSpan.FromSeconds(3);

    /// <summary>1 s, 3 misses, 3 s.</summary>
    public static LivenessTimers Shipped { get; } = new(TimeSpan.FromSeconds(1), 3, ShippedTimeout);

    /// <summary>Silence after which the daemon is dead.</summary>
    public TimeSpan DeathAfter => (Interval * Misses) + (Timeout > ShippedTimeout ? Timeout - ShippedTimeout : TimeSpan.Zero);

    /// <summary>Silence after which the daemon is suspect: one heartbeat is missing and the next is due.</summary>
    public TimeSpan SuspectAfter => Interval * 1.5;

    /// <summary>Whether a daemon object sets classic timers that differ from the shipped ones.</summary>
    public static bool AreClassic(ResolvedObject daemon)
    {
        var properties = new PropertyReader(daemon);
        return properties.Integer("check_interval", 60) != 60
            || properties.Integer("max_check_attempts", 3) != 3
            || properties.Integer("timeout", 3) != 3;
    }

    /// <summary>Reads the timers of a daemon object.</summary>
    public static LivenessTimers Read(ResolvedObject daemon)
    {
        var properties = new PropertyReader(daemon);
        var interval = properties.Integer("check_interval", 60) is var classic and not 60 ? classic : properties.Integer("heartbeat_interval", 1);
        var misses = properties.Integer("max_check_attempts", 3) is var attempts and not 3 ? attempts : properties.Integer("heartbeat_misses", 3);
        return new LivenessTimers(
            TimeSpan.FromSeconds(Math.Max(1, interval)),
            Math.Max(1, misses),
            TimeSpan.FromSeconds(Math.Max(1, properties.Integer("timeout", 3))));
    }
}
