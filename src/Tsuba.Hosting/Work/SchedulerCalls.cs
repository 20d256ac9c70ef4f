using Microsoft.Extensions.Logging;
using Tsuba.Hosting.Daemons;
using Tsuba.Hosting.Logging;
using Tsuba.Hosting.Peers;
using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Hosting.Work;

/// <summary>The two calls of a poller or reactionner to its schedulers. A call without a reply is a null, logged once a minute for each scheduler.</summary>
public sealed partial class SchedulerCalls : ISchedulerCalls
{
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

    /// <inheritdoc/>
    public async Task<LeaseReply?> LeaseAsync(
        PeerAddress scheduler,
        IEnumerable<string> tags,
        IEnumerable<string> moduleTypes,
        int capacity,
        CancellationToken cancellationToken)
    {
        var request = WorkerMessages.Lease(_context, tags, moduleTypes, capacity);
        try
        {
            var reply = await _context.Peers.CallAsync(scheduler, Routes.Lease, request, WorkerMessages.LeaseLimit, cancellationToken);
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

    /// <inheritdoc/>
    public async Task<ResultReply?> SendAsync(PeerAddress scheduler, IEnumerable<JobResult> results, CancellationToken cancellationToken)
    {
        var batch = WorkerMessages.Results(_context, results);
        try
        {
            return await _context.Peers.CallAsync(scheduler, Routes.Results, batch, WorkerMessages.SendLimit, cancellationToken);
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
