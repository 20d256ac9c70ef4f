using Tsuba.Engine;
using Tsuba.Engine.Backtests;
using Tsuba.Engine.Outputs;
using Tsuba.Model.Items;

namespace Tsuba.Scheduler.Recordings;

/// <summary>A recording that is replayed to a moment, from where somebody else takes its turns. Reads the journal as it goes.</summary>
public sealed class PartReplay : IDisposable
{
    private readonly IEnumerator<RecordedTurn> _turns;
    private bool _hasTurn;

    private PartReplay(PartId part, SchedulerEngine engine, IEnumerator<RecordedTurn> turns)
    {
        Part = part;
        Engine = engine;
        _turns = turns;
        _hasTurn = turns.MoveNext();
    }

    /// <summary>Number of the part.</summary>
    public PartId Part { get; }

    /// <summary>The part as the recording has it at that moment; it has a configuration.</summary>
    public SchedulerEngine Engine { get; }

    /// <summary>
    /// Replays up to a moment, or to where the recording begins if that is later; null where nothing is recorded at or behind it that has a
    /// configuration, or no snapshot can be used.
    /// </summary>
    /// <param name="part">The recording.</param>
    /// <param name="fromUtcMilliseconds">The moment; the turns from it on are left for <see cref="Until"/>.</param>
    /// <exception cref="InvalidDataException">A frame needs a configuration that is gone, or cannot be understood.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static PartReplay? To(RecordedPart part, long fromUtcMilliseconds)
    {
        ArgumentNullException.ThrowIfNull(part);
        if ((part.Open(fromUtcMilliseconds) ?? part.OpenOldest()) is not var (engine, frame))
        {
            return null;
        }

        var replay = new PartReplay(part.Part, engine, part.Turns(frame).GetEnumerator());
        var outputs = new EngineOutputs();
        while (replay._hasTurn && (engine.Snapshot is null || replay._turns.Current.Time.UtcMilliseconds < fromUtcMilliseconds))
        {
            replay._turns.Current.Run(engine, outputs);
            outputs.Clear();
            replay._hasTurn = replay._turns.MoveNext();
        }

        if (engine.Snapshot is not null)
        {
            return replay;
        }

        replay.Dispose();
        return null;
    }

    /// <summary>The turns from there to a moment, once.</summary>
    /// <exception cref="InvalidDataException">A frame needs a configuration that is gone, or cannot be understood.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public IEnumerable<RecordedTurn> Until(long toUtcMilliseconds)
    {
        for (; _hasTurn && _turns.Current.Time.UtcMilliseconds <= toUtcMilliseconds; _hasTurn = _turns.MoveNext())
        {
            yield return _turns.Current;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turns.Dispose();
}
