using System.Collections.Immutable;
using Tsuba.Execution.Work;
using Tsuba.Hosting.Peers;
using Tsuba.Hosting.Work;

namespace Tsuba.Workers;

/// <summary>A scheduler as the work loop sees it.</summary>
internal sealed class SchedulerSource(PeerAddress address, ISchedulerCalls calls, ImmutableArray<string> tags, ImmutableArray<string> moduleTypes)
    : IWorkSource
{
    public string Name => address.Name;

    internal PeerAddress Address => address;

    internal ISchedulerCalls Calls => calls;

    internal ImmutableArray<string> Tags => tags;

    public async Task<LeaseOutcome> LeaseAsync(int capacity, CancellationToken cancellationToken)
    {
        var reply = await calls.LeaseAsync(address, tags, moduleTypes, capacity, cancellationToken);
        return reply is null
            ? LeaseOutcome.NotNow
            : new LeaseOutcome(Reached: true, [.. reply.Jobs.Where(static job => job.Stamp is not null).Select(job => WorkerJob.Read(job, Name))]);
    }

    public async Task<SendOutcome> SendAsync(ImmutableArray<WorkResult> results, CancellationToken cancellationToken)
    {
        var reply = await calls.SendAsync(address, results.Select(WorkerJob.Write), cancellationToken);
        if (reply is null)
        {
            return SendOutcome.NotReached;
        }

        var verdict = ResultVerdict.Read(reply, results.Select(static result => result.Item.Part));
        return new SendOutcome(Reached: true, verdict.Refused, verdict.Postponed);
    }
}
