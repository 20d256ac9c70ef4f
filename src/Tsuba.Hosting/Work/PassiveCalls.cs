using System.Collections.Concurrent;
using Tsuba.Hosting.Daemons;
using Tsuba.Hosting.Peers;
using Tsuba.Hosting.Routing;
using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Hosting.Work;

/// <summary>
/// The calls of a worker that may open no connection (<c>passive 1</c>): they wait until the scheduler fetches them, and so do those who
/// wait for the answers. Nothing is emptied by being fetched: a batch of results stays with the worker until it is answered.
/// </summary>
public sealed class PassiveCalls(DaemonContext context) : ISchedulerCalls
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(25);

    private readonly ConcurrentDictionary<string, CallBox> _boxes = new(StringComparer.Ordinal);

    /// <summary>Answers schedulers.</summary>
    public void Map(IDaemonRoutes routes)
    {
        routes.Map(Routes.WorkerCalls, FetchAsync);
        routes.Map(Routes.WorkerAnswer, (caller, request, _) => ValueTask.FromResult(new WorkerAnswerReply
        {
            // An answer that comes too late does no harm: the question was given up and is asked anew.
            Ack = Box(caller.Name) is { } box && box.TryAnswer(request) ? new Ack { Accepted = true } : Refuse("nobody waits for this answer any more"),
        }));
    }

    /// <summary>Takes fetching by these schedulers from now on.</summary>
    public void Link(IEnumerable<PeerAddress> schedulers)
    {
        var names = schedulers.Select(scheduler => scheduler.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in _boxes.Keys.Where(name => !names.Contains(name)))
        {
            _boxes.TryRemove(gone, out _);
        }

        foreach (var name in names)
        {
            _boxes.TryAdd(name, new CallBox(context.Time));
        }
    }

    /// <inheritdoc/>
    public async Task<LeaseReply?> LeaseAsync(
        PeerAddress scheduler,
        IEnumerable<string> tags,
        IEnumerable<string> moduleTypes,
        int capacity,
        CancellationToken cancellationToken)
    {
        var call = new WorkerCall { Lease = WorkerMessages.Lease(context, tags, moduleTypes, capacity) };
        var answer = await AskAsync(scheduler, call, WorkerMessages.LeaseLimit, cancellationToken);
        return answer?.Lease is { Ack: not { Accepted: false } } lease ? lease : null;
    }

    /// <inheritdoc/>
    public async Task<ResultReply?> SendAsync(PeerAddress scheduler, IEnumerable<JobResult> results, CancellationToken cancellationToken)
    {
        var call = new WorkerCall { Results = WorkerMessages.Results(context, results) };
        return (await AskAsync(scheduler, call, WorkerMessages.SendLimit, cancellationToken))?.Results;
    }

    private static Ack Refuse(string why) => new() { Reason = RefusalReason.Invalid, Refusal = why };

    private CallBox? Box(string scheduler) => _boxes.GetValueOrDefault(scheduler);

    private Task<WorkerAnswerRequest?> AskAsync(PeerAddress scheduler, WorkerCall call, TimeSpan limit, CancellationToken cancellationToken) =>
        Box(scheduler.Name) is { } box ? box.AskAsync(call, limit, cancellationToken) : Task.FromResult<WorkerAnswerRequest?>(null);

    private async ValueTask<WorkerCallsReply> FetchAsync(Caller caller, WorkerCallsRequest request, CancellationToken cancellationToken)
    {
        if (Box(caller.Name) is not { } box)
        {
            return new WorkerCallsReply { Ack = Refuse("this worker is not passive, or does not work for this scheduler") };
        }

        var wait = TimeSpan.FromMilliseconds(Math.Max(0, request.WaitMs));
        var reply = new WorkerCallsReply { Ack = new Ack { Accepted = true } };
        reply.Calls.AddRange(await box.FetchAsync(request.Again, wait < LongestWait ? wait : LongestWait, cancellationToken));
        return reply;
    }
}
