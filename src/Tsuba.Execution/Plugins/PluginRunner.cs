using System.Collections.Concurrent;
using Tsuba.Execution.Native;

namespace Tsuba.Execution.Plugins;

/// <summary>
/// Runs processes: starts, watches and, when their time is over, kills them, on a few threads of its own that share one queue.
/// Never more at a time than <see cref="PluginRunnerOptions.MaxConcurrent"/>, which also bounds the queue.
/// </summary>
public sealed class PluginRunner : IAsyncDisposable
{
    private readonly ConcurrentQueue<PluginRequest> _waiting = new();
    private readonly PluginLoop[] _loops;
    private readonly PluginGuard? _guard;
    private readonly int _most;
    private int _taken;
    private int _closed;

    /// <summary>A runner, which works from now on.</summary>
    /// <param name="options">Settings.</param>
    /// <param name="time">Stamps results and measures time limits. Processes live in real time, so it must run at its speed.</param>
    /// <param name="completed">Receives each result, on a thread of the runner: it must not wait or throw.</param>
    public PluginRunner(PluginRunnerOptions options, TimeProvider time, Action<PluginResult> completed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxConcurrent, 1, nameof(options));
        _most = options.MaxConcurrent;
        _guard = PluginGuard.Start(PluginLoop.SlotsOf(options) * options.Threads);
        _loops = new PluginLoop[options.Threads];
        for (var i = 0; i < _loops.Length; i++)
        {
            var seat = new PluginLoopSeat(_waiting, _guard, PluginLoop.SlotsOf(options) * i, Counters);
            _loops[i] = new PluginLoop(options, time, seat, result =>
            {
                Interlocked.Decrement(ref _taken);
                completed(result);
            });
        }

        foreach (var loop in _loops)
        {
            loop.Start();
        }
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
        foreach (var loop in _loops)
        {
            // One is enough; where none sleeps, each looks at the queue before it does.
            if (loop.TryWake())
            {
                break;
            }
        }

        return true;
    }

    /// <summary>Kills all that run, without giving results for them, and ends the threads. More than once is harmless.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var loop in _loops)
        {
            loop.Stop();
        }

        foreach (var loop in _loops)
        {
            await loop.Ended;
        }

        if (Interlocked.Exchange(ref _closed, 1) == 0)
        {
            _guard?.Close();
        }
    }
}
