using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Tsuba.Execution.Native;

namespace Tsuba.Execution.Plugins;

internal sealed partial class PluginLoop
{
    /// <summary>Reads of one pipe before others have their turn.</summary>
    private const int ReadsPerTurn = 4;

    private const int CriticalExitCode = 2;

    private void Begin(PluginRequest request)
    {
        var startUtc = _time.GetUtcNow().ToUnixTimeMilliseconds();
        var slot = _freeSlots.TryPop(out var free) ? free : _usedSlots++;
        var child = _spawner!.Start(request.Invocation, _guard, _firstGuarded + slot);
        var now = _time.GetTimestamp();
        if (child.Failure is { } failure)
        {
            _guard?.Forget(_firstGuarded + slot);
            _freeSlots.Push(slot);
            _counters.CountNotStarted();
            _completed(new PluginResult
            {
                Request = request,
                ExitCode = CriticalExitCode,
                StartUtcMilliseconds = startUtc,
                Failure = failure,
            });
            return;
        }

        _counters.CountStarted();
        var plugin = new RunningPlugin(request, child, ++_generation, startUtc, now, After(now, request.Invocation.Timeout));
        _slots[slot] = plugin;
        _guard?.Watch(_firstGuarded + slot, child.Pid);
        _running++;
        _epoll.Add(child.Watch, Key(slot, plugin.Generation, Source.End));
        _nextSweep = Math.Min(_nextSweep, Math.Min(plugin.Deadline, After(now, WatchPipesAfter)));
    }

    /// <summary>The process ended. Its output may not have: what it started may still hold the pipes.</summary>
    private void OnEnd(int slot, RunningPlugin plugin)
    {
        Close(plugin.Watch);
        plugin.Watch = -1;
        if (plugin.Stage == RunningPlugin.Phase.Stuck)
        {
            Release(slot, plugin);
            return;
        }

        plugin.OutputPipe = Drain(plugin.OutputPipe, ref plugin.Output);
        if (plugin.Output.IsEmpty)
        {
            plugin.ErrorPipe = Drain(plugin.ErrorPipe, ref plugin.Error);
        }

        if (plugin.Stage == RunningPlugin.Phase.Killed || HasAllOutput(plugin))
        {
            Finish(slot, plugin);
            return;
        }

        WatchPipes(slot, plugin);
        plugin.Stage = RunningPlugin.Phase.LeftOthers;
        plugin.Deadline = Math.Min(plugin.Deadline, After(_time.GetTimestamp(), _options.LeftoverGrace));
        _nextSweep = Math.Min(_nextSweep, plugin.Deadline);
    }

    private void FinishLeftovers(int slot, RunningPlugin plugin)
    {
        if (plugin.Stage == RunningPlugin.Phase.LeftOthers && HasAllOutput(plugin))
        {
            Finish(slot, plugin);
        }
    }

    /// <summary>Standard error matters only where there is no standard output.</summary>
    private static bool HasAllOutput(RunningPlugin plugin) =>
        plugin.OutputPipe < 0 && (plugin.ErrorPipe < 0 || !plugin.Output.IsEmpty);

    private void Sweep(long now)
    {
        var next = long.MaxValue;
        for (var slot = 0; slot < _usedSlots; slot++)
        {
            if (_slots[slot] is not { } plugin)
            {
                continue;
            }

            if (!plugin.IsWatched)
            {
                var watchAt = After(plugin.Started, WatchPipesAfter);
                if (watchAt <= now)
                {
                    WatchPipes(slot, plugin);
                }
                else
                {
                    next = Math.Min(next, watchAt);
                }
            }

            if (plugin.Deadline <= now)
            {
                OnDeadline(slot, plugin, now);
            }

            if (_slots[slot] == plugin)
            {
                next = Math.Min(next, plugin.Deadline);
            }
        }

        _nextSweep = next == long.MaxValue ? next : Math.Max(next, After(now, SweepPause));
    }

    private void OnDeadline(int slot, RunningPlugin plugin, long now)
    {
        switch (plugin.Stage)
        {
            case RunningPlugin.Phase.Running:
                _counters.CountTimedOut();
                plugin.TimedOut = true;
                Spawner.KillGroup(plugin.Pid);
                plugin.Stage = RunningPlugin.Phase.Killed;
                plugin.Deadline = After(now, _options.KillPatience);
                break;
            case RunningPlugin.Phase.Killed:
                _counters.CountStuck();
                ClosePipes(plugin);
                plugin.Stage = RunningPlugin.Phase.Stuck;
                plugin.Deadline = long.MaxValue;
                Report(plugin, status: 0, cpu: TimeSpan.Zero);
                break;
            case RunningPlugin.Phase.LeftOthers:
                _counters.CountLeftovers();
                Spawner.KillGroup(plugin.Pid);
                plugin.OutputPipe = Drain(plugin.OutputPipe, ref plugin.Output);
                plugin.ErrorPipe = Drain(plugin.ErrorPipe, ref plugin.Error);
                Finish(slot, plugin);
                break;
            case RunningPlugin.Phase.Stuck:
                break;
        }
    }

    private void WatchPipes(int slot, RunningPlugin plugin)
    {
        if (plugin.IsWatched)
        {
            return;
        }

        plugin.IsWatched = true;
        if (plugin.OutputPipe >= 0)
        {
            _epoll.Add(plugin.OutputPipe, Key(slot, plugin.Generation, Source.Output));
        }

        if (plugin.ErrorPipe >= 0)
        {
            _epoll.Add(plugin.ErrorPipe, Key(slot, plugin.Generation, Source.Error));
        }
    }

    /// <summary>Reads what is there. Returns the pipe, or -1 where it ended (and is closed) or brought more than is bearable.</summary>
    private unsafe int Drain(int pipe, ref CapturedOutput captured)
    {
        if (pipe < 0)
        {
            return pipe;
        }

        // The buffer is allocated pinned, so its address holds while the kernel writes to it.
        fixed (byte* start = _buffer)
        {
            for (var i = 0; i < ReadsPerTurn; i++)
            {
                var count = Libc.Read(pipe, start, _buffer.Length);
                if (count > 0)
                {
                    captured.Append(_buffer.AsSpan(0, (int)count));
                    if (captured.Discarded <= _options.MaxDiscardedBytes)
                    {
                        continue;
                    }
                }
                else if (count < 0 && Marshal.GetLastPInvokeError() is var error and (Errno.TryAgain or Errno.Interrupted))
                {
                    if (error == Errno.Interrupted)
                    {
                        continue;
                    }

                    return pipe;
                }

                Close(pipe);
                return -1;
            }
        }

        return pipe;
    }

    private void Finish(int slot, RunningPlugin plugin)
    {
        ClosePipes(plugin);
        _guard?.Forget(_firstGuarded + slot);
        var (status, cpu) = Reap(plugin.Pid);
        Free(slot);
        Report(plugin, status, cpu);
    }

    private void Release(int slot, RunningPlugin plugin)
    {
        _guard?.Forget(_firstGuarded + slot);
        _ = Reap(plugin.Pid);
        Free(slot);
    }

    private void Free(int slot)
    {
        _slots[slot] = null;
        _freeSlots.Push(slot);
        _running--;
    }

    private void Report(RunningPlugin plugin, int? status, TimeSpan cpu)
    {
        if (Volatile.Read(ref _stopping))
        {
            return;
        }

        var fromError = plugin.Output.IsEmpty;
        var signal = status is { } known ? known & 0x7F : 0;
        var result = new PluginResult
        {
            Request = plugin.Request,
            ExitCode = plugin.TimedOut || signal != 0 || status is null ? CriticalExitCode : (status.Value >> 8) & 0xFF,
            Signal = signal,
            TimedOut = plugin.TimedOut,
            Output = fromError ? plugin.Error.ToArray() : plugin.Output.ToArray(),
            Truncated = fromError ? plugin.Error.Discarded > 0 : plugin.Output.Discarded > 0,
            StartUtcMilliseconds = plugin.StartUtcMilliseconds,
            Duration = _time.GetElapsedTime(plugin.Started),
            Cpu = cpu,
            Failure = status is null ? "its exit status is lost, because this process was started with SIGCHLD ignored" : null,
        };
        _counters.CountEnd(result);
        _completed(result);
    }

    /// <summary>Waits for a process that has ended. The status is null where the kernel did not keep it.</summary>
    private static unsafe (int? Status, TimeSpan Cpu) Reap(int pid)
    {
        int status;
        var usage = stackalloc byte[Libc.ResourceUsageSize];
        int waited;
        do
        {
            waited = Libc.Wait4(pid, &status, 0, usage);
        }
        while (waited < 0 && Marshal.GetLastPInvokeError() == Errno.Interrupted);

        if (waited < 0)
        {
            return (null, TimeSpan.Zero);
        }

        // struct rusage begins with two struct timeval: user and system time.
        var microseconds = 0L;
        for (var i = 0; i < 2; i++)
        {
            microseconds += (BinaryPrimitives.ReadInt64LittleEndian(new ReadOnlySpan<byte>(usage + (i * 16), 8)) * 1_000_000)
                + BinaryPrimitives.ReadInt64LittleEndian(new ReadOnlySpan<byte>(usage + (i * 16) + 8, 8));
        }

        return (status, TimeSpan.FromMicroseconds(microseconds));
    }

    private static void ClosePipes(RunningPlugin plugin)
    {
        Close(plugin.OutputPipe);
        Close(plugin.ErrorPipe);
        plugin.OutputPipe = -1;
        plugin.ErrorPipe = -1;
    }

    private static void Close(int descriptor)
    {
        if (descriptor >= 0)
        {
            _ = Libc.Close(descriptor);
        }
    }

    /// <summary>Kills all on its first call; true once all have ended or patience is over.</summary>
    private bool HasStopped()
    {
        var now = _time.GetTimestamp();
        if (_stopDeadline == long.MaxValue)
        {
            _stopDeadline = After(now, _options.KillPatience);
            for (var slot = 0; slot < _usedSlots; slot++)
            {
                if (_slots[slot] is { } plugin)
                {
                    Spawner.KillGroup(plugin.Pid);
                    plugin.Stage = RunningPlugin.Phase.Killed;
                }
            }

            for (var slot = 0; slot < _usedSlots; slot++)
            {
                if (_slots[slot] is { Watch: < 0 } plugin)
                {
                    Finish(slot, plugin);
                }
            }
        }

        return _running == 0 || now >= _stopDeadline;
    }
}
