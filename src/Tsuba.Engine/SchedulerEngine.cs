using System.Buffers;
using Tsuba.Engine.Inputs;
using Tsuba.Engine.Outputs;
using Tsuba.Model.Snapshots;
using Tsuba.Model.Time;

namespace Tsuba.Engine;

/// <summary>
/// The scheduler's brain for one part: a deterministic function from timed inputs to outputs. One owner, one thread; no clock,
/// no I/O, no chance. Equal inputs at equal times give equal outputs and equal <see cref="StateHash"/>.
/// </summary>
public sealed class SchedulerEngine
{
    /// <summary>An engine without configuration; the first input is <see cref="ConfigurationActivated"/>.</summary>
    public SchedulerEngine(EngineOptions options)
    {
        Options = options;
    }

    /// <summary>What it was told at its birth.</summary>
    public EngineOptions Options { get; }

    /// <summary>Logical time at which the next timer is due; null: none. <see cref="Advance"/> at or after it fires it.</summary>
    public long? NextTimerLogicalMilliseconds => throw new NotSupportedException();

    /// <summary>Fires every timer that is due at <paramref name="now"/>, in the order (due, item, kind).</summary>
    public void Advance(EngineTime now, EngineOutputs outputs) => throw new NotSupportedException($"{now}{outputs}");

    /// <summary>First <see cref="Advance"/>, then the effect of the input.</summary>
    public void Apply(EngineInput input, EngineTime now, EngineOutputs outputs) => throw new NotSupportedException($"{input}{now}{outputs}");

    /// <summary>After a restart or takeover: everything that is due but not done comes out again, under its old ids.</summary>
    public void Resume(EngineTime now, EngineOutputs outputs) => throw new NotSupportedException($"{now}{outputs}");

    /// <summary>The whole state as events, for a reader that has none or too old ones.</summary>
    public void DescribeAll(EngineOutputs outputs) => throw new NotSupportedException($"{outputs}");

    /// <summary>Writes the state, without the configuration.</summary>
    public void WriteState(IBufferWriter<byte> writer) => throw new NotSupportedException($"{writer}");

    /// <summary>An engine as <see cref="WriteState"/> left it. The snapshot is the one that was active then.</summary>
    public static SchedulerEngine ReadState(EngineOptions options, ConfigurationSnapshot snapshot, ReadOnlySpan<byte> state) =>
        throw new NotSupportedException($"{options}{snapshot}{state.Length}");

    /// <summary>A hash of everything that <see cref="WriteState"/> writes.</summary>
    public ulong StateHash() => throw new NotSupportedException();
}
