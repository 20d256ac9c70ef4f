using Microsoft.Extensions.Logging;
using Tsuba.Hosting.Daemons;
using Tsuba.Hosting.Logging;
using Tsuba.Hosting.Peers;
using Tsuba.Model.Items;
using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Hosting.Work;

/// <summary>The two calls of a poller or reactionner to its schedulers. A call without a reply is a null, logged once a minute for each scheduler.</summary>
public sealed partial class SchedulerCalls
{
    private const int ProtocolVersion = 1;
    private static readonly TimeSpan LeaseWait = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(10);

    private readonly DaemonContext _context;
    private readonly RateLimitedLog _limit;
    private readonly ILogger _logger;

    /// <summary>The calls of one daemon.</summary>
    public SchedulerCalls(DaemonContext context)
    {
        _context = context;
        _limit = new RateLimitedLog(context.Time, TimeSpan.FromMinutes(1));
        _logger = context.Loggers.CreateLogger<SchedulerCalls>();
    }

    /// <summary>Asks for jobs; the scheduler holds the call back while it has none. Null: no reply, or it gives nothing now.</summary>
    public async Task<LeaseReply?> LeaseAsync(
        PeerAddress scheduler,
        IEnumerable<string> tags,
        IEnumerable<string> moduleTypes,
        int capacity,
        CancellationToken cancellationToken)
    {
        var request = new LeaseRequest
        {
            Worker = _context.Name,
            Run = _context.Run,
            Actions = _context.Role == DaemonRole.Reactionner,
            Capacity = capacity,
            WaitMs = (int)LeaseWait.TotalMilliseconds,
            Version = ProtocolVersion,
        };
        request.Tags.AddRange(tags);
        request.ModuleTypes.AddRange(moduleTypes);
        try
        {
            var reply = await _context.Peers.CallAsync(scheduler, Routes.Lease, request, LeaseWait + CallLimit, cancellationToken);
            if (reply.Ack is not { Accepted: false } refusal)
            {
                return reply;
            }

            if (_limit.MayWrite(scheduler.Name, out var suppressed))
            {
                LogNoLease(scheduler, refusal.Refusal, suppressed);
            }
        }
        catch (PeerCallException failed)
        {
            LogFailed(scheduler, failed);
        }

        return null;
    }

    /// <summary>Hands results over. Null: no reply.</summary>
    public async Task<ResultReply?> SendAsync(PeerAddress scheduler, IEnumerable<JobResult> results, CancellationToken cancellationToken)
    {
        var batch = new ResultBatch { Worker = _context.Name, Run = _context.Run };
        batch.Results.AddRange(results);
        try
        {
            return await _context.Peers.CallAsync(scheduler, Routes.Results, batch, CallLimit, cancellationToken);
        }
        catch (PeerCallException failed)
        {
            LogFailed(scheduler, failed);
            return null;
        }
    }

    private void LogFailed(PeerAddress scheduler, PeerCallException failed)
    {
        if (_limit.MayWrite(scheduler.Name, out var suppressed))
        {
            LogUnreachable(scheduler, failed.Message, suppressed);
        }
    }

    [LoggerMessage(8060, LogLevel.Warning, "{Scheduler} cannot be reached, and is tried again: {Reason} ({Suppressed} more since the last line)")]
    private partial void LogUnreachable(PeerAddress scheduler, string reason, long suppressed);

    [LoggerMessage(8061, LogLevel.Warning, "{Scheduler} gives no work: {Reason} ({Suppressed} more since the last line)")]
    private partial void LogNoLease(PeerAddress scheduler, string reason, long suppressed);
}
