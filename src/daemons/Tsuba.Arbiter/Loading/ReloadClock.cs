using Tsuba.Protocol.Contracts;

namespace Tsuba.Arbiter.Loading;

/// <summary>Measures the steps of one reload: wall time, and CPU time and allocations of the process meanwhile.</summary>
/// <param name="time">The clock.</param>
internal sealed class ReloadClock(TimeProvider time)
{
    private readonly List<ReloadPhase> _phases = [];
    private long _started = time.GetTimestamp();
    private TimeSpan _cpu = Environment.CpuUsage.TotalTime;
    private long _bytes = GC.GetTotalAllocatedBytes();

    internal IReadOnlyList<ReloadPhase> Phases => _phases;

    /// <summary>The step that began where the last one ended is over.</summary>
    internal void Ended(string name)
    {
        var (now, cpu, bytes) = (time.GetTimestamp(), Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes());
        _phases.Add(new ReloadPhase
        {
            Name = name,
            Milliseconds = time.GetElapsedTime(_started, now).TotalMilliseconds,
            CpuMilliseconds = (cpu - _cpu).TotalMilliseconds,
            AllocatedBytes = bytes - _bytes,
        });
        (_started, _cpu, _bytes) = (now, cpu, bytes);
    }
}
