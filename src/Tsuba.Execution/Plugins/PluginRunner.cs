using System.Collections.Concurrent;

namespace Tsuba.Execution.Plugins;

/// <summary>
/// Runs processes: starts, watches and, when their time is over, kills them, all on one thread. Never more at a time than
/// <see cref="PluginRunnerOptions.MaxConcurrent"/>, which also bounds its queue.
/// </summary>
public sealed class PluginRunner : IAsyncDisposable
{
    private readonly ConcurrentQueue<PluginRequest> _waiting = new();
    private readonly PluginLoop _loop;
    private readonly int _most;
    private int _taken;

    /// <summary>A runner, which works from now on.</summary>
    /// <param name="options">Settings.</param>
    /// <param name="time">Stamps results and measures time limits. Processes live in real time, so it must run at its speed.</param>
    /// <param name="completed">Receives each result, on the runner's thread: it must not wait or throw.</param>
    public PluginRunner(PluginRunnerOptions options, TimeProvider time, Action<PluginResult> completed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxConcurrent, 1, nameof(options));
        _most = options.MaxConcurrent;
        _loop = new PluginLoop(options, time, _waiting, Counters, result =>
        {
            Interlocked.Decrement(ref _taken);
            completed(result);
        });
        _loop.Start();
    }

    /// <summary>What it has done so far.</summary>
    public PluginCounters Counters { get; } = new();

    /// <summary>How many more it would take.</summary>
    public int Free => Math.Max(0, _most - Volatile.Read(ref _taken));

    /// <summary>How many wait to be started.</summary>
    public int Waiting => _waiting.Count;

    /// <summary>Takes a process to run, or says that it has as many as it may. Its result comes later, always. Any thread.</summary>
    public bool TryStart(PluginRequest request)
    {
        if (Interlocked.Increment(ref _taken) > _most)
        {
            Interlocked.Decrement(ref _taken);
            return false;
        }

        _waiting.Enqueue(request);
        _loop.Wake();
        return true;
    }

    /// <summary>Kills all that run, without giving results for them, and ends the thread.</summary>
    public async ValueTask DisposeAsync()
    {
        // More than once is harmless.
        _loop.Stop();
        await _loop.Ended;
    }
}
