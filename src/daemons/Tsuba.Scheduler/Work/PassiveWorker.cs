using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Tsuba.Hosting.Daemons;
using Tsuba.Hosting.Peers;
using Tsuba.Hosting.Routing;
using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Scheduler.Work;

/// <summary>
/// One passive poller or reactionner: fetches the calls that it would make, lets them be answered like anybody's, and brings the answers.
/// A call that was fetched twice is answered once. Answers that cannot be brought are lost without harm: results are repeated, and
/// jobs come back when their lease ends.
/// </summary>
internal sealed partial class PassiveWorker
{
    private const int ProtocolVersion = 1;
    private const int AnswerAttempts = 3;
    private static readonly TimeSpan FetchWait = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LastRetry = TimeSpan.FromSeconds(5);

    private readonly DaemonContext _context;
    private readonly PeerAddress _worker;
    private readonly IWorkerDoor _door;
    private readonly ILogger _log;
    private readonly ConcurrentDictionary<ulong, Task> _underWay = new();
    private bool _isReached = true;

    internal PassiveWorker(DaemonContext context, PeerAddress worker, IWorkerDoor door, ILogger log)
    {
        _context = context;
        _worker = worker;
        _door = door;
        _log = log;
    }

    /// <summary>Serves it until <paramref name="stop"/>.</summary>
    internal async Task RunAsync(CancellationToken stop)
    {
        var again = true;
        var pause = FirstRetry;
        try
        {
            while (true)
            {
                if (await FetchAsync(again, stop) is { } calls)
                {
                    (again, pause) = (false, FirstRetry);
                    foreach (var call in calls)
                    {
                        Take(call, stop);
                    }
                }
                else
                {
                    again = true;
                    await Task.Delay(pause, _context.Time, stop);
                    pause = pause * 2 < LastRetry ? pause * 2 : LastRetry;
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await Task.WhenAll(_underWay.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>What the worker wants; null: it was not reached, or serves nobody from here.</summary>
    private async Task<IReadOnlyList<WorkerCall>?> FetchAsync(bool again, CancellationToken stop)
    {
        try
        {
            var request = new WorkerCallsRequest { Again = again, WaitMs = (int)FetchWait.TotalMilliseconds, Version = ProtocolVersion };
            var reply = await _context.Peers.CallAsync(_worker, Routes.WorkerCalls, request, FetchWait + CallLimit, stop);
            if (reply.Ack is { Accepted: false } refusal)
            {
                Note(refusal.Refusal);
                return null;
            }

            if (!_isReached)
            {
                _isReached = true;
                LogReached(_worker);
            }

            return reply.Calls;
        }
        catch (PeerCallException failed)
        {
            Note(failed.Message);
            return null;
        }
    }

    private void Note(string reason)
    {
        if (_isReached)
        {
            _isReached = false;
            LogNotReached(_worker, reason);
        }
    }

    // Only the loop adds, so a call that is not among those under way is new.
    private void Take(WorkerCall call, CancellationToken stop)
    {
        if (!_underWay.ContainsKey(call.Id))
        {
            var turn = new TaskCompletionSource();
            _underWay[call.Id] = HandleAsync(call, turn.Task, stop);
            turn.SetResult();
        }
    }

    private async Task HandleAsync(WorkerCall call, Task turn, CancellationToken stop)
    {
        await turn;
        try
        {
            await BringAsync(await AnswerAsync(call, stop), stop);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // The worker has no answer and asks again.
            LogFault(_worker, fault);
        }
        finally
        {
            _underWay.TryRemove(call.Id, out _);
        }
    }

    private async Task<WorkerAnswerRequest> AnswerAsync(WorkerCall call, CancellationToken stop)
    {
        var caller = new Caller(_worker.Role, _worker.Name);
        return call switch
        {
            { Lease: { } lease } => new WorkerAnswerRequest { Id = call.Id, Lease = await _door.LeaseAsync(caller, lease, stop) },
            { Results: { } results } => new WorkerAnswerRequest { Id = call.Id, Results = await _door.ResultsAsync(caller, results, stop) },
            _ => new WorkerAnswerRequest { Id = call.Id },
        };
    }

    private async Task BringAsync(WorkerAnswerRequest answer, CancellationToken stop)
    {
        for (var attempt = 1; attempt <= AnswerAttempts; attempt++)
        {
            try
            {
                await _context.Peers.CallAsync(_worker, Routes.WorkerAnswer, answer, CallLimit, stop);
                return;
            }
            catch (PeerCallException failed) when (failed.CanRetry && attempt < AnswerAttempts)
            {
                await Task.Delay(FirstRetry * attempt, _context.Time, stop);
            }
            catch (PeerCallException failed)
            {
                Note(failed.Message);
            }
        }
    }

    [LoggerMessage(2060, LogLevel.Warning, "Passive {Worker} cannot be reached, and is tried again: {Reason}")]
    private partial void LogNotReached(PeerAddress worker, string reason);

    [LoggerMessage(2064, LogLevel.Error, "A call of passive {Worker} failed")]
    private partial void LogFault(PeerAddress worker, Exception fault);

    [LoggerMessage(2061, LogLevel.Information, "Passive {Worker} is reached")]
    private partial void LogReached(PeerAddress worker);
}
