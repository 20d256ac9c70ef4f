using System.Collections.Concurrent;

namespace Tsuba.Modules.Livestatus.Server;

/// <summary>Tasks that were started and are waited for before the module is over. Who starts one bounds how many there are.</summary>
internal sealed class RunningTasks
{
    private readonly ConcurrentDictionary<long, Task> _tasks = new();
    private long _next;

    /// <summary>Starts work that catches its own failures.</summary>
    public void Start(Func<Task> work)
    {
        var id = Interlocked.Increment(ref _next);

        // Entered before it can end: what removes itself must be there.
        var begin = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _tasks[id] = RunAsync(id, begin.Task, work);
        begin.SetResult();
    }

    /// <summary>Ends when nothing runs any more.</summary>
    public Task WhenAllAsync() => Task.WhenAll(_tasks.Values);

    private async Task RunAsync(long id, Task begin, Func<Task> work)
    {
        await begin;
        try
        {
            await work();
        }
        finally
        {
            _tasks.TryRemove(id, out _);
        }
    }
}
