using Tsuba.Dispatch.Daemons;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Arbiter.Core;

/// <summary>What the arbiter has seen of one daemon.</summary>
internal sealed class DaemonView(DaemonNode node)
{
    internal DaemonNode Node { get; set; } = node;

    internal HeartbeatReply? Last { get; set; }

    /// <summary>Why the newest heartbeat brought no answer; empty: it did.</summary>
    internal string Silence { get; set; } = "";

    internal long LastSeenUtcMs { get; set; }

    internal double SkewSeconds { get; set; }

    internal long AskedAtMs { get; set; } = -1;
}
