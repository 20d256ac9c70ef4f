using Tsuba.Protocol.Contracts;

namespace Tsuba.LiveState;

/// <summary>The daemons and parts of the site as the arbiter that leads told them. It is never changed, a newer one replaces it.</summary>
/// <param name="Site">What was told.</param>
/// <param name="ReceivedUtcMilliseconds">When, by the clock of the broker; 0: nothing was told yet.</param>
public sealed record SiteReport(StatusReply Site, long ReceivedUtcMilliseconds)
{
    /// <summary>Nothing was told yet.</summary>
    public static SiteReport None { get; } = new(new StatusReply(), 0);
}
