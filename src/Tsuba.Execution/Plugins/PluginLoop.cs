using System.Collections.Concurrent;
using Tsuba.Execution.Native;
using Tsuba.Execution.Users;

namespace Tsuba.Execution.Plugins;

/// <summary>
/// One of the threads behind a <see cref="PluginRunner"/>. A process costs it one watched descriptor: the pidfd. Its pipes are read
/// when it ended, and are watched only if it runs longer than <see cref="WatchPipesAfter"/>, so that a short plugin wakes the
/// thread once. Time limits are kept by sweeps over all processes, at most one each <see cref="SweepPause"/>.
/// </summary>
internal sealed partial class PluginLoop
{
    private static readonly TimeSpan WatchPipesAfter = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan SweepPause = TimeSpan.FromMilliseconds(20);

    /// <summary>Starts between two looks at what ended: each stops the thread until the child's exec.</summary>
    private const int StartsPerTurn = 4;

    private readonly PluginRunnerOptions _options;
    private readonly TimeProvider _time;
    private readonly ConcurrentQueue<PluginRequest> _waiting;
    private readonly PluginCounters _counters;
    private readonly PluginGuard? _guard;
    private readonly int _firstGuarded;
    private readonly Action<PluginResult> _completed;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Epoll _epoll = new();
    private readonly Stack<int> _freeSlots = new();
    private readonly RunningPlugin?[] _slots;
    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(64 * 1024, pinned: true);

    private Spawner? _spawner;
    private int _usedSlots;
    private int _running;
    private uint _generation;
    private long _nextSweep = long.MaxValue;
    private int _asleep;
    private bool _stopping;
    private long _stopDeadline = long.MaxValue;

    internal PluginLoop(
        PluginRunnerOptions options,
        TimeProvider time,
        PluginLoopSeat seat,
        Action<PluginResult> completed)
    {
        _options = options;
        _time = time;
        _waiting = seat.Waiting;
        _counters = seat.Counters;
        _guard = seat.Guard;
        _firstGuarded = seat.FirstGuarded;
        _completed = completed;
        _slots = new RunningPlugin?[SlotsOf(options)];
    }

    internal Task Ended => _ended.Task;

    /// <summary>Stuck processes keep their slot after their result was given, so more slots may be in use than results awaited.</summary>
    internal static int SlotsOf(PluginRunnerOptions options) => options.MaxConcurrent * 2;

    internal void Start() => new Thread(Run) { IsBackground = true, Name = "plugins" }.Start();

    /// <summary>Makes the thread look at the queue; false: it does not sleep.</summary>
    internal bool TryWake()
    {
        if (Interlocked.Exchange(ref _asleep, 0) == 0)
        {
            return false;
        }

        _epoll.Wake();
        return true;
    }

    internal void Stop()
    {
        Volatile.Write(ref _stopping, true);
        _epoll.Wake();
    }

    private void Run()
    {
        var credentials = _options.User is { } user && PluginUser.ProcessIsRoot && user.User != 0 ? ThreadCredentials.Take(user) : null;
        _spawner = new Spawner(_options.Environment, credentials);
        while (!Volatile.Read(ref _stopping) || !HasStopped())
        {
            Turn();
        }

        _spawner.Close();
        _epoll.Close();
        _ended.SetResult();
    }

    private void Turn()
    {
        // In this order: whoever enqueues after the look at the queue finds the flag and writes to the descriptor; while the thread
        // is busy nobody has to.
        Interlocked.Exchange(ref _asleep, 1);
        var count = _epoll.Wait(Patience());
        Volatile.Write(ref _asleep, 0);
        for (var i = 0; i < count; i++)
        {
            Handle(_epoll.Key(i));
        }

        var now = _time.GetTimestamp();
        if (now >= _nextSweep)
        {
            Sweep(now);
        }

        if (Volatile.Read(ref _stopping))
        {
            return;
        }

        for (var i = 0; i < StartsPerTurn && (_freeSlots.Count > 0 || _usedSlots < _slots.Length) && _waiting.TryDequeue(out var request); i++)
        {
            Begin(request);
        }
    }

    /// <summary>Milliseconds that the thread may sleep; negative: until it is woken.</summary>
    private int Patience()
    {
        if (!_waiting.IsEmpty && !Volatile.Read(ref _stopping))
        {
            return _freeSlots.Count > 0 || _usedSlots < _slots.Length ? 0 : Milliseconds(_nextSweep);
        }

        return Milliseconds(Math.Min(_nextSweep, _stopDeadline));
    }

    private int Milliseconds(long until) => until == long.MaxValue
        ? -1
        : (int)Math.Clamp(Math.Ceiling(_time.GetElapsedTime(_time.GetTimestamp(), until).TotalMilliseconds), 0, 60_000);

    /// <summary>A point of time; a span longer than a year counts as a year.</summary>
    private long After(long now, TimeSpan span) => now + (long)(Math.Clamp(span.TotalSeconds, 0, 31_622_400) * _time.TimestampFrequency);

    private void Handle(ulong key)
    {
        if (key == Epoll.WakeKey)
        {
            _epoll.ClearWake();
            return;
        }

        var slot = (int)((uint)key >> 2);
        if (_slots[slot] is not { } plugin || plugin.Generation != (uint)(key >> 32))
        {
            return;
        }

        switch ((Source)(key & 3))
        {
            case Source.End:
                OnEnd(slot, plugin);
                break;
            case Source.Output:
                plugin.OutputPipe = Drain(plugin.OutputPipe, ref plugin.Output);
                FinishLeftovers(slot, plugin);
                break;
            case Source.Error:
                plugin.ErrorPipe = Drain(plugin.ErrorPipe, ref plugin.Error);
                FinishLeftovers(slot, plugin);
                break;
        }
    }

    private static ulong Key(int slot, uint generation, Source source) => ((ulong)generation << 32) | ((uint)slot << 2) | (uint)source;

    private enum Source : uint
    {
        End = 1,
        Output = 2,
        Error = 3,
    }
}
