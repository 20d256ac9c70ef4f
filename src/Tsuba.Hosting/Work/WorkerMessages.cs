using Tsuba.Hosting.Daemons;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Hosting.Work;

/// <summary>The messages of a poller or reactionner to its schedulers, whichever way they travel.</summary>
internal static class WorkerMessages
{
    private const int ProtocolVersion = 1;
    private static readonly TimeSpan LeaseWait = TimeSpan.FromSeconds(20);

    /// <summary>How long handing results over may take.</summary>
    internal static TimeSpan SendLimit { get; } = TimeSpan.FromSeconds(10);

    /// <summary>How long asking for jobs may take: the scheduler holds it back for 20 s.</summary>
    internal static TimeSpan LeaseLimit { get; } = LeaseWait + SendLimit;

    /// <summary>Asks for jobs.</summary>
    internal static LeaseRequest Lease(DaemonContext worker, IEnumerable<string> tags, IEnumerable<string> moduleTypes, int capacity)
    {
        var request = new LeaseRequest
        {
            Worker = worker.Name,
            Run = worker.Run,
            Actions = worker.Role == DaemonRole.Reactionner,
            Capacity = capacity,
            WaitMs = (int)LeaseWait.TotalMilliseconds,
            Version = ProtocolVersion,
        };
        request.Tags.AddRange(tags);
        request.ModuleTypes.AddRange(moduleTypes);
        return request;
    }

    /// <summary>Hands results over.</summary>
    internal static ResultBatch Results(DaemonContext worker, IEnumerable<JobResult> results)
    {
        var batch = new ResultBatch { Worker = worker.Name, Run = worker.Run };
        batch.Results.AddRange(results);
        return batch;
    }
}
