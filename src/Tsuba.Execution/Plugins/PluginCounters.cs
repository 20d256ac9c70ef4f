namespace Tsuba.Execution.Plugins;

/// <summary>What a runner has done since its birth. Written by its thread, read by any.</summary>
public sealed class PluginCounters
{
    private long _started;
    private long _notStarted;
    private long _timedOut;
    private long _leftoversKilled;
    private long _stuck;
    private long _truncated;
    private long _cpuMicroseconds;

    /// <summary>Processes started.</summary>
    public long Started => Volatile.Read(ref _started);

    /// <summary>Processes that could not be started.</summary>
    public long NotStarted => Volatile.Read(ref _notStarted);

    /// <summary>Processes killed because their time was over.</summary>
    public long TimedOut => Volatile.Read(ref _timedOut);

    /// <summary>Groups killed because the plugin had ended and left others that held its output.</summary>
    public long LeftoversKilled => Volatile.Read(ref _leftoversKilled);

    /// <summary>Processes that did not go when they were killed.</summary>
    public long Stuck => Volatile.Read(ref _stuck);

    /// <summary>Outputs that were cut.</summary>
    public long Truncated => Volatile.Read(ref _truncated);

    /// <summary>Processor time of all processes, microseconds.</summary>
    public long CpuMicroseconds => Volatile.Read(ref _cpuMicroseconds);

    internal void CountStarted() => Interlocked.Increment(ref _started);

    internal void CountNotStarted() => Interlocked.Increment(ref _notStarted);

    internal void CountTimedOut() => Interlocked.Increment(ref _timedOut);

    internal void CountLeftovers() => Interlocked.Increment(ref _leftoversKilled);

    internal void CountStuck() => Interlocked.Increment(ref _stuck);

    internal void CountEnd(PluginResult result)
    {
        Interlocked.Add(ref _cpuMicroseconds, (long)result.Cpu.TotalMicroseconds);
        if (result.Truncated)
        {
            Interlocked.Increment(ref _truncated);
        }
    }
}
