using Tsuba.Hosting.Routing;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Scheduler.Work;

/// <summary>Where workers' calls arrive, whoever opened the connection.</summary>
internal interface IWorkerDoor
{
    /// <summary>A worker asks for jobs.</summary>
    ValueTask<LeaseReply> LeaseAsync(Caller caller, LeaseRequest request, CancellationToken cancellationToken);

    /// <summary>A worker hands results over.</summary>
    ValueTask<ResultReply> ResultsAsync(Caller caller, ResultBatch request, CancellationToken cancellationToken);
}
