using Tsuba.Dispatch.Daemons;
using Tsuba.Model.Time;

namespace Tsuba.Dispatch.Liveness;

/// <summary>
/// Who is alive, from when each daemon was last heard of. A single lost heartbeat never makes a daemon dead, and what counts is
/// the silence and not the delay: a slow daemon that answers late, but each time, is alive.
/// Single-threaded; time runs on <see cref="EngineTime.LogicalMilliseconds"/>.
/// </summary>
public sealed class LivenessTable
{
    private readonly Dictionary<DaemonKey, Row> _rows = [];
    private readonly long _firstContactMs;
    private long _lastTick = -1;

    /// <summary>An empty table.</summary>
    /// <param name="firstContact">How long a daemon that was never heard of stays <see cref="LifeSign.Unknown"/>: daemons of a site start in any order.</param>
    public LivenessTable(TimeSpan firstContact)
    {
        _firstContactMs = (long)firstContact.TotalMilliseconds;
    }

    /// <summary>Sets whom to watch. What is known of those who stay is kept.</summary>
    public void Watch(IEnumerable<DaemonNode> nodes, EngineTime now)
    {
        var kept = new HashSet<DaemonKey>();
        foreach (var node in nodes)
        {
            kept.Add(node.Key);
            if (_rows.TryGetValue(node.Key, out var row))
            {
                row.Timers = node.Timers;
            }
            else
            {
                _rows.Add(node.Key, new Row(node.Timers, now.LogicalMilliseconds));
            }
        }

        foreach (var gone in _rows.Keys.Where(key => !kept.Contains(key)).ToList())
        {
            _rows.Remove(gone);
        }
    }

    /// <summary>The daemon answered a heartbeat.</summary>
    public void Heard(DaemonKey key, EngineTime now)
    {
        if (_rows.TryGetValue(key, out var row))
        {
            row.LastHeard = now.LogicalMilliseconds;
            row.WasHeard = true;
        }
    }

    /// <summary>
    /// Called about once a second. If the observer itself stood still (stopped process, swapped machine), the time that it missed
    /// counts for nobody.
    /// </summary>
    public void Tick(EngineTime now)
    {
        var gap = _lastTick < 0 ? 0 : now.LogicalMilliseconds - _lastTick;
        if (gap > 2000)
        {
            foreach (var row in _rows.Values)
            {
                row.LastHeard = Math.Min(now.LogicalMilliseconds, row.LastHeard + gap);
            }
        }

        _lastTick = now.LogicalMilliseconds;
    }

    /// <summary>What is known of a daemon; one that is not watched is dead.</summary>
    public LifeSign Of(DaemonKey key, EngineTime now)
    {
        if (!_rows.TryGetValue(key, out var row))
        {
            return LifeSign.Dead;
        }

        var silence = now.LogicalMilliseconds - row.LastHeard;
        if (!row.WasHeard)
        {
            return silence < _firstContactMs ? LifeSign.Unknown : LifeSign.Dead;
        }

        return silence >= row.Timers.DeathAfter.TotalMilliseconds ? LifeSign.Dead
            : silence >= row.Timers.SuspectAfter.TotalMilliseconds ? LifeSign.Suspect
            : LifeSign.Alive;
    }

    /// <summary>For how long nothing was heard of a daemon; of one that was never heard: since it is watched. No end for one that is not watched.</summary>
    public TimeSpan SilenceOf(DaemonKey key, EngineTime now) =>
        _rows.TryGetValue(key, out var row) ? TimeSpan.FromMilliseconds(now.LogicalMilliseconds - row.LastHeard) : TimeSpan.MaxValue;

    private sealed class Row(LivenessTimers timers, long since)
    {
        internal LivenessTimers Timers { get; set; } = timers;

        internal long LastHeard { get; set; } = since;

        internal bool WasHeard { get; set; }
    }
}
