using Tsuba.Protocol.Contracts;

namespace Tsuba.Hosting.Work;

/// <summary>
/// Calls of a passive worker to one scheduler that wait to be fetched, or to be answered. Their number is bounded by what the worker has
/// under way with one scheduler: one question for jobs and one batch of results.
/// </summary>
internal sealed class CallBox(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<ulong, OpenCall> _open = [];
    private TaskCompletionSource _bell = NewBell();
    private ulong _last;

    /// <summary>Lays a call open until it is answered. Null: it was not, within the limit.</summary>
    internal async Task<WorkerAnswerRequest?> AskAsync(WorkerCall call, TimeSpan limit, CancellationToken cancellationToken)
    {
        var open = new OpenCall(call);
        lock (_gate)
        {
            call.Id = ++_last;
            _open.Add(call.Id, open);
            Ring();
        }

        try
        {
            return await open.Answer.Task.WaitAsync(limit, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            return null;
        }
        finally
        {
            lock (_gate)
            {
                _open.Remove(call.Id);
            }
        }
    }

    /// <summary>Hands out what has not been fetched yet, in order; waits while there is nothing.</summary>
    /// <param name="again">Hand out what was fetched and not answered, too.</param>
    /// <param name="wait">Patience.</param>
    /// <param name="cancellationToken">The caller went away.</param>
    internal async Task<IReadOnlyList<WorkerCall>> FetchAsync(bool again, TimeSpan wait, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            Task bell;
            lock (_gate)
            {
                var calls = _open.Values.Where(open => again || !open.IsFetched).ToList();
                calls.ForEach(open => open.IsFetched = true);
                if (calls.Count > 0)
                {
                    return [.. calls.Select(open => open.Call)];
                }

                bell = _bell.Task;
            }

            var left = wait - time.GetElapsedTime(start);
            if (left <= TimeSpan.Zero)
            {
                return [];
            }

            try
            {
                await bell.WaitAsync(left, time, cancellationToken);
            }
            catch (TimeoutException)
            {
                return [];
            }
        }
    }

    /// <summary>Answers a call; false: nobody waits for it any more.</summary>
    internal bool TryAnswer(WorkerAnswerRequest answer)
    {
        lock (_gate)
        {
            return _open.TryGetValue(answer.Id, out var open) && open.Answer.TrySetResult(answer);
        }
    }

    private static TaskCompletionSource NewBell() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Ring()
    {
        _bell.SetResult();
        _bell = NewBell();
    }

    private sealed class OpenCall(WorkerCall call)
    {
        internal WorkerCall Call { get; } = call;

        internal bool IsFetched { get; set; }

        internal TaskCompletionSource<WorkerAnswerRequest> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
