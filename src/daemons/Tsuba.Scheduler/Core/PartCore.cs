using System.Buffers;
using System.Collections.Immutable;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Tsuba.Engine;
using Tsuba.Engine.Explain;
using Tsuba.Engine.Inputs;
using Tsuba.Engine.Outputs;
using Tsuba.Engine.Outputs.Events;
using Tsuba.Engine.Totals;
using Tsuba.Model.Items;
using Tsuba.Model.Snapshots;
using Tsuba.Model.Time;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Scheduler.Core;

/// <summary>
/// One part of a scheduler: an engine, the numbering of its frames and events, and its epoch. Synchronous and deterministic; one
/// owner. <see cref="Step"/> gives the frame to append and what may leave once it is durable; <see cref="Replay"/> of the same
/// frames gives the same state.
/// </summary>
public sealed class PartCore
{
    // A frame must fit into a message to a follower, with the inputs of its turn.
    private const int MaxEventBytesPerFrame = 4 * 1024 * 1024;

    private readonly EngineOutputs _outputs = new();
    private readonly OwnershipFrames _ownerships = new();
    private readonly SchedulerEngine _engine;

    /// <summary>A part without configuration.</summary>
    /// <param name="part">Number of the part.</param>
    /// <param name="epoch">Under which ownership it runs.</param>
    /// <param name="options">For the engine.</param>
    public PartCore(PartId part, Epoch epoch, EngineOptions options)
        : this(part, epoch, new SchedulerEngine(options))
    {
    }

    private PartCore(PartId part, Epoch epoch, SchedulerEngine engine)
    {
        Part = part;
        Epoch = epoch;
        _engine = engine;
    }

    /// <summary>Number of the part.</summary>
    public PartId Part { get; }

    /// <summary>Under which ownership it runs; written to every frame.</summary>
    public Epoch Epoch { get; private set; }

    /// <summary>The last frame; 0: none.</summary>
    public ulong Frame { get; private set; }

    /// <summary>False where the last frame announces another one that was never written: readers miss events then, the state does not.</summary>
    public bool IsTurnComplete { get; private set; } = true;

    /// <summary>Number of the next event, from 1.</summary>
    public ulong NextEvent { get; private set; } = 1;

    /// <summary>Time of the last turn.</summary>
    public EngineTime Time { get; private set; }

    /// <summary>The configuration in force; null: none yet.</summary>
    public ConfigurationManifest? Manifest { get; private set; }

    /// <summary>The compiled form of it.</summary>
    public ConfigurationSnapshot? Configuration { get; private set; }

    /// <summary>Logical time of the next timer; null: none.</summary>
    public long? NextTimerLogicalMilliseconds => Manifest is null ? null : _engine.NextTimerLogicalMilliseconds;

    /// <summary>The highest number that each source gave of commands about a host, or about none where its name is empty; null: the host is not here.</summary>
    public IReadOnlyDictionary<string, ulong>? CommandMarksOf(string host) => _engine.CommandMarksOf(host);

    /// <summary>State of hosts that went to another part and may not have arrived there, by host, in ordinal order.</summary>
    public IEnumerable<KeyValuePair<string, byte[]>> Departures => _engine.Departures;

    /// <summary>Number of items whose state is on its way from another part.</summary>
    public int AwaitedItems => _engine.AwaitedItems;

    /// <summary>The engine, for who looks at recordings and runs no turns of the part; it must not be used beside <see cref="Step"/>.</summary>
    internal SchedulerEngine Engine => _engine;

    /// <summary>The ownerships whose frames the part's state came from, as far as they are remembered, in order.</summary>
    public ImmutableArray<Epoch> Ownerships => _ownerships.Epochs;

    /// <summary>The last frame that the part has of an ownership; 0: none, or it is not remembered.</summary>
    public ulong LastFrameOf(Epoch epoch) => _ownerships.LastOf(epoch);

    /// <summary>The last frame that the part has of an ownership or, where it has none of it, of the one before.</summary>
    public ulong LastFrameUpTo(Epoch epoch) => _ownerships.LastUpTo(epoch);

    /// <summary>Totals of the site and values of other parts, as they came last; null: none came yet.</summary>
    public SiteTotals? Totals => _engine.Totals;

    /// <summary>Version of the rules that it runs under; see <see cref="SemanticsVersions"/>.</summary>
    public uint Semantics => _engine.Semantics;

    /// <summary>Hash of the engine's state.</summary>
    public ulong StateHash() => _engine.StateHash();

    /// <summary>A part as a snapshot has it.</summary>
    /// <exception cref="InvalidDataException">The engine's state does not have the hash that the snapshot states.</exception>
    public static PartCore Restore(PartSnapshot snapshot, ConfigurationSnapshot configuration, EngineOptions options)
    {
        var engine = SchedulerEngine.ReadState(options, configuration, snapshot.State.Span);
        if (engine.StateHash() != snapshot.StateHash)
        {
            throw new InvalidDataException($"the state of part {snapshot.Part} at frame {snapshot.Frame} does not have its hash");
        }

        var core = new PartCore(new PartId(snapshot.Part), Epoch.FromPacked(snapshot.Epoch), engine)
        {
            Frame = snapshot.Frame,
            NextEvent = snapshot.NextEvent,
            Time = new EngineTime(snapshot.UtcMs, snapshot.LogicalMs),
            Manifest = snapshot.Manifest,
            Configuration = configuration,
        };
        core._ownerships.Read(snapshot.Ownerships);
        return core;
    }

    /// <summary>The whole state after the last frame.</summary>
    public PartSnapshot Snapshot()
    {
        var state = new ArrayBufferWriter<byte>();
        _engine.WriteState(state);
        return new PartSnapshot
        {
            Part = Part.Value,
            Epoch = Epoch.Packed,
            Frame = Frame,
            NextEvent = NextEvent,
            UtcMs = Time.UtcMilliseconds,
            LogicalMs = Time.LogicalMilliseconds,
            Manifest = Manifest,
            State = UnsafeByteOperations.UnsafeWrap(state.WrittenMemory),
            StateHash = _engine.StateHash(),
            Ownerships = { _ownerships.Write() },
            Semantics = Semantics == SemanticsVersions.First ? 0 : Semantics,
        };
    }

    /// <summary>The part changes hands, or is given again to the same ones.</summary>
    public void TakeEpoch(Epoch epoch)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(epoch, Epoch);
        Epoch = epoch;
    }

    /// <summary>Continues the numbering of a journal that skipped numbers behind damage.</summary>
    public void SkipFramesTo(ulong next)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(next, Frame);
        Frame = next - 1;
    }

    /// <summary>
    /// One turn: due timers, then the inputs in order. Null where there was nothing to do, so nothing to write either.
    /// </summary>
    /// <param name="inputs">What came in since the turn before.</param>
    /// <param name="now">Time of the turn; the logical clock is not before the turn before.</param>
    public Turn? Step(IReadOnlyList<PartInput> inputs, EngineTime now)
    {
        if (inputs.Count == 0 && !(NextTimerLogicalMilliseconds <= now.LogicalMilliseconds))
        {
            return null;
        }

        var turn = new JournalTurn
        {
            UtcMs = now.UtcMilliseconds,
            LogicalMs = now.LogicalMilliseconds,
            Epoch = Epoch.Packed,
        };
        var answers = ImmutableArray.CreateBuilder<CommandAnswer?>(inputs.Count);
        Advance(now);
        turn.FirstEvent = NextEvent;
        foreach (var input in inputs)
        {
            if (input is ConfigurationStep { Manifest: { } manifest } && manifest.Equals(Manifest))
            {
                // The order came twice, and both before the first was carried out. A second time it would take for gone what leaves with it.
                answers.Add(null);
                continue;
            }

            turn.Inputs.Add(FrameCodec.Encode(input));
            var before = _outputs.Events.Count;
            Apply(input, now, turn.Events);
            answers.Add(AnswerOf(input, before));
        }

        if (inputs.Any(input => input is SkipEventsStep))
        {
            turn.FirstEvent = NextEvent;
        }

        return Finish(turn, now, answers.MoveToImmutable());
    }

    /// <summary>Does again what a frame did, without its effects.</summary>
    /// <param name="sequence">Sequence of the frame.</param>
    /// <param name="inputs">Its inputs.</param>
    /// <param name="resolve">The configuration of a manifest.</param>
    public void Replay(ulong sequence, JournalTurnInputs inputs, Func<ConfigurationManifest, ConfigurationSnapshot> resolve)
    {
        var now = new EngineTime(inputs.UtcMs, inputs.LogicalMs);
        if (!inputs.Continues)
        {
            Advance(now);
            foreach (var input in inputs.Inputs)
            {
                Apply(FrameCodec.Decode(input, resolve), now, definitions: null);
            }

            _outputs.Clear();
        }

        Epoch = Epoch.FromPacked(inputs.Epoch);
        Frame = sequence;
        _ownerships.Wrote(Epoch, Frame);
        IsTurnComplete = !inputs.More;
        NextEvent = inputs.NextEvent;
        Time = now;
    }

    /// <summary>The whole state as events, definitions first, numbered from 1; true as of <see cref="NextEvent"/>.</summary>
    public IReadOnlyList<Event> Describe()
    {
        var events = new List<Event>();
        if (Manifest is null)
        {
            return events;
        }

        events.Add(new Event { Definitions = new DefinitionsEvent { Manifest = Manifest } });
        var outputs = new EngineOutputs();
        _engine.DescribeAll(outputs);
        foreach (var engineEvent in outputs.Events)
        {
            events.Add(EngineToProtocol.Translate(engineEvent));
        }

        for (var index = 0; index < events.Count; index++)
        {
            events[index].Sequence = (ulong)index + 1;
            events[index].UtcMs = Time.UtcMilliseconds;
        }

        return events;
    }

    /// <summary>What the part gives to the macros of other parts, and asks of them; null: it has no configuration yet.</summary>
    public PartShare? Share(IReadOnlyCollection<string> questions, bool counts) => _engine.Share(questions, counts);

    /// <summary>Why an item is in its state, and what a notification would meet; null: there is no such item, or the asker may not see it.</summary>
    public Explanation? Explain(ExplainQuestion question, EngineTime now) => Manifest is null ? null : _engine.Explain(question, now);

    private void Advance(EngineTime now)
    {
        if (Manifest is not null)
        {
            _engine.Advance(now, _outputs);
        }
    }

    private void Apply(PartInput input, EngineTime now, RepeatedField<Event>? definitions)
    {
        switch (input)
        {
            case EngineStep step:
                _engine.Apply(step.Input, now, _outputs);
                break;
            case ConfigurationStep step:
                Manifest = step.Manifest;
                Configuration = step.Snapshot;
                definitions?.Add(new Event { Definitions = new DefinitionsEvent { Manifest = step.Manifest } });
                _engine.Apply(new ConfigurationActivated(step.Snapshot) { Leaving = step.Leaving, Awaited = step.Awaited }, now, _outputs);
                break;
            case ResumeStep:
                _engine.Resume(now, _outputs);
                break;
            case SkipEventsStep step:
                NextEvent = Math.Max(NextEvent, step.To);
                break;
            default:
                throw new ArgumentException($"{input.GetType().Name} is not known", nameof(input));
        }
    }

    private Turn Finish(JournalTurn turn, EngineTime now, ImmutableArray<CommandAnswer?> answers)
    {
        foreach (var engineEvent in _outputs.Events)
        {
            turn.Events.Add(EngineToProtocol.Translate(engineEvent));
        }

        var events = turn.Events.Count;
        foreach (var happened in turn.Events)
        {
            happened.Sequence = NextEvent++;
            happened.UtcMs = now.UtcMilliseconds;
        }

        Time = now;
        IsTurnComplete = true;
        var done = new Turn
        {
            Frames = Frames(turn),
            Events = events,
            Checks = [.. _outputs.Checks],
            CancelledChecks = [.. _outputs.CancelledChecks],
            Actions = [.. _outputs.Actions],
            CancelledActions = [.. _outputs.CancelledActions],
            Answers = answers,
        };

        // Between turns a part holds its state only: a hundred thousand events of a new configuration would stay until the next turn.
        _outputs.Clear();
        return done;
    }

    private ImmutableArray<TurnFrame> Frames(JournalTurn turn)
    {
        var all = turn.Events.ToList();
        var frames = ImmutableArray.CreateBuilder<TurnFrame>(1);
        var type = turn.Inputs.Any(input => input.KindCase is JournalInput.KindOneofCase.Configuration or JournalInput.KindOneofCase.Semantics)
            ? FrameCodec.TurnWithConfiguration
            : FrameCodec.Turn;
        turn.Events.Clear();
        var bytes = 0;
        foreach (var happened in all)
        {
            if (bytes >= MaxEventBytesPerFrame)
            {
                turn.More = true;
                frames.Add(Seal(turn, happened.Sequence, type));
                turn = new JournalTurn
                {
                    UtcMs = turn.UtcMs,
                    LogicalMs = turn.LogicalMs,
                    Epoch = turn.Epoch,
                    FirstEvent = happened.Sequence,
                    Continues = true,
                };
                type = FrameCodec.Turn;
                bytes = 0;
            }

            turn.Events.Add(happened);
            bytes += happened.CalculateSize();
        }

        frames.Add(Seal(turn, NextEvent, type));
        return frames.ToImmutable();
    }

    private TurnFrame Seal(JournalTurn turn, ulong nextEvent, byte type)
    {
        turn.NextEvent = nextEvent;
        _ownerships.Wrote(Epoch, ++Frame);
        return new TurnFrame(Frame, type, turn.ToByteArray());
    }

    private CommandAnswer? AnswerOf(PartInput input, int eventsBefore)
    {
        if (input is not EngineStep { Input: CommandReceived command })
        {
            return null;
        }

        for (var index = eventsBefore; index < _outputs.Events.Count; index++)
        {
            if (_outputs.Events[index] is CommandAnswered answered
                && answered.Sequence == command.Sequence && answered.Source == command.Source)
            {
                return EngineToProtocol.Answer(answered, Part);
            }
        }

        // Passive results by the thousand have no event of their own; taken in is all there is to say.
        return new CommandAnswer
        {
            Source = command.Source,
            Sequence = command.Sequence,
            State = CommandState.Applied,
            Part = Part.Value,
        };
    }
}
