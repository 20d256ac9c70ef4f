using System.Collections.Concurrent;

namespace Tsuba.Arbiter.Loops;

/// <summary>Calls that are under way, so that none is forgotten when the daemon stops. Their bound is that of the core: one action per part and scheduler, one push per satellite, one batch per part.</summary>
internal sealed class TaskTracker
{
    private readonly ConcurrentDictionary<Task, byte> _running = new();

    /// <summary>Set when a tracked task broke, which is a bug.</summary>
    internal Task Fault => _fault.Task;

    private readonly TaskCompletionSource _fault = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal void Track(Task task)
    {
        if (task.IsCompletedSuccessfully)
        {
            return;
        }

        _running.TryAdd(task, 0);
        _ = task.ContinueWith(
            ended =>
            {
                _running.TryRemove(ended, out _);
                if (ended.Exception?.InnerException is { } fault)
                {
                    _fault.TrySetException(fault);
                }
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    internal Task WhenAllAsync() => Task.WhenAll(_running.Keys);
}
