using Tsuba.Hosting.Peers;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Hosting.Work;

/// <summary>
/// What a poller or reactionner says to its schedulers: over connections that it opens itself, or, where it is passive, over those that
/// its schedulers open.
/// </summary>
public interface ISchedulerCalls
{
    /// <summary>Asks for jobs; the scheduler holds the call back while it has none. Null: no reply, or it gives nothing now.</summary>
    Task<LeaseReply?> LeaseAsync(
        PeerAddress scheduler,
        IEnumerable<string> tags,
        IEnumerable<string> moduleTypes,
        int capacity,
        CancellationToken cancellationToken);

    /// <summary>Hands results over. Null: no reply.</summary>
    Task<ResultReply?> SendAsync(PeerAddress scheduler, IEnumerable<JobResult> results, CancellationToken cancellationToken);
}
