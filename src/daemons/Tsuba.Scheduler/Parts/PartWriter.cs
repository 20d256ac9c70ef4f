using Tsuba.Engine.Inputs;
using Tsuba.Journal;
using Tsuba.Model.Items;
using Tsuba.Model.Time;
using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler.Core;

namespace Tsuba.Scheduler.Parts;

/// <summary>
/// What the writer loop of a part does with what came in: turns of the core, their frames, checks at once to the desk, everything
/// else to the gate. Synchronous; one owner. Only <see cref="Facts"/> may be read by others.
/// </summary>
internal sealed class PartWriter
{
    // Readers may have seen events of frames that are gone; their cursors must not point into what is numbered from here on.
    private const ulong SkippedEvents = 1 << 20;

    private readonly PartCore _core;
    private readonly SegmentedJournal _journal;
    private readonly DurableGate _gate;
    private readonly PartServices _services;
    private readonly PartClock _clock;
    private readonly Action _appended;
    private PartFacts _facts;
    private long _bytesSinceSnapshot;
    private long _snapshotLogical;

    /// <summary>A writer that goes on where the files end.</summary>
    /// <param name="opened">The part.</param>
    /// <param name="epoch">Under which it runs from now on.</param>
    /// <param name="services">What all parts share.</param>
    /// <param name="gate">Where effects wait.</param>
    /// <param name="appended">Called after each frame: it wants to become durable.</param>
    public PartWriter(OpenedPart opened, Epoch epoch, PartServices services, DurableGate gate, Action appended)
    {
        _core = opened.Core;
        _core.TakeEpoch(epoch);
        _journal = opened.Journal;
        _gate = gate;
        _services = services;
        _clock = new PartClock(services.Time, _core.Time);
        _snapshotLogical = _core.Time.LogicalMilliseconds;
        _appended = appended;
        _facts = PartFacts.Of(_core);
    }

    /// <summary>What others may know of the part, as of the last turn that changed it.</summary>
    public PartFacts Facts => Volatile.Read(ref _facts);

    /// <summary>Logical time of the part.</summary>
    public long LogicalMilliseconds => _clock.Now.LogicalMilliseconds;

    /// <summary>Whether the journal has grown enough since <see cref="TakeSnapshot"/>, or is long enough ago for who wants to look back.</summary>
    public bool IsSnapshotDue => _bytesSinceSnapshot >= _services.Settings.SnapshotEveryBytes
        || (_bytesSinceSnapshot > 0 && _core.Time.LogicalMilliseconds - _snapshotLogical >= _services.Settings.History.SnapshotEvery?.TotalMilliseconds);

    /// <summary>The state now, to be stored when its last frame is durable.</summary>
    public PartSnapshot TakeSnapshot()
    {
        _bytesSinceSnapshot = 0;
        _snapshotLogical = _core.Time.LogicalMilliseconds;
        return _core.Snapshot();
    }

    /// <summary>First turn after a restart or takeover: everything that is due comes out again.</summary>
    public void Resume(bool lacksEvents)
    {
        if (_core.Manifest is null)
        {
            return;
        }

        var inputs = new List<PartInput>();
        if (lacksEvents)
        {
            inputs.Add(new SkipEventsStep(_core.NextEvent + SkippedEvents));
        }

        inputs.Add(new ResumeStep());
        RunTurn(inputs, [], last: null);
    }

    /// <summary>
    /// Puts the part under an epoch; returns what its next turn must begin with to run that configuration under it, and under at least that version of
    /// the rules: a part that runs under a later one stays there.
    /// </summary>
    public IReadOnlyList<PartInput> TakeOver(Epoch epoch, ConfigurationStep configuration, uint semantics)
    {
        var inputs = new List<PartInput>();
        if (semantics > _core.Semantics)
        {
            inputs.Add(new EngineStep(new SemanticsRaised(semantics)));
        }

        if (!configuration.Manifest.Equals(_core.Manifest))
        {
            inputs.Add(configuration);
        }

        if (epoch > _core.Epoch && _core.Manifest is not null)
        {
            // What is out carries the old epoch and would come back refused.
            inputs.Add(new ResumeStep());
        }

        _core.TakeEpoch(epoch);
        Volatile.Write(ref _facts, PartFacts.Of(_core));
        return inputs;
    }

    /// <summary>
    /// Due timers and these messages. A message of very many or very large inputs is spread over several turns, so that no frame grows
    /// without bound.
    /// </summary>
    public void Run(IReadOnlyList<InputMessage> messages)
    {
        var characters = 0L;
        var inputs = new List<PartInput>();
        var ends = new List<(InputMessage Message, int Start, int Count)>();
        foreach (var message in messages)
        {
            var first = inputs.Count;
            foreach (var input in message.Inputs)
            {
                inputs.Add(input);
                characters += InputMessage.CharactersOf(input);
                if (inputs.Count >= _services.Settings.TurnInputs || characters >= _services.Settings.TurnCharacters)
                {
                    ends.Add((message, first, inputs.Count - first));
                    RunTurn(inputs, ends, last: ReferenceEquals(input, message.Inputs[^1]) ? null : message);
                    inputs.Clear();
                    ends.Clear();
                    (first, characters) = (0, 0);
                }
            }

            if (inputs.Count > first || message.Inputs.Count == 0)
            {
                ends.Add((message, first, inputs.Count - first));
            }
        }

        RunTurn(inputs, ends, last: null);
    }

    private void RunTurn(List<PartInput> inputs, List<(InputMessage Message, int Start, int Count)> ends, InputMessage? last)
    {
        var turn = _core.Step(inputs, Now());
        if (turn is null)
        {
            return;
        }

        foreach (var (message, start, count) in ends)
        {
            message.Add(turn.Answers.AsSpan(start, count).ToArray());
        }

        foreach (var frame in turn.Frames)
        {
            Append(frame);
        }

        _services.Counters.Turn(turn.Events);
        _services.Desk.Cancel(_core.Part, turn.CancelledChecks.Select(check => WorkItem.CheckId(check.Item, check.Occurrence)));
        if (!turn.Checks.IsEmpty)
        {
            _services.Desk.Publish([.. turn.Checks.Select(check => WorkItem.Of(_core.Part, _core.Epoch, check))]);
        }

        _gate.Hold(new HeldTurn(
            turn.Frame,
            [.. turn.Actions.Select(action => WorkItem.Of(_core.Part, _core.Epoch, action))],
            turn.CancelledActions,
            [.. ends.Select(end => end.Message).Where(message => message != last)]));
        _appended();
    }

    private void Append(TurnFrame frame)
    {
        if (frame.Type == FrameCodec.TurnWithConfiguration)
        {
            _journal.StartSegment(PartOpening.Stamp(_core.Manifest, _core.Semantics));
            Volatile.Write(ref _facts, PartFacts.Of(_core));
        }

        var sequence = _journal.Append(frame.Type, frame.Payload.Span);
        if (sequence != frame.Sequence)
        {
            throw new InvalidOperationException(
                $"part {_core.Part}: the journal gave frame {frame.Sequence} the number {sequence}; the part cannot go on without it");
        }

        _bytesSinceSnapshot += frame.Payload.Length;
        _services.Counters.Journal(frame.Payload.Length);
    }

    /// <summary>Time of a turn that would begin now; for the writer loop only.</summary>
    public EngineTime Now()
    {
        var now = _clock.Now;
        return now.LogicalMilliseconds >= _core.Time.LogicalMilliseconds
            ? now
            : now with { LogicalMilliseconds = _core.Time.LogicalMilliseconds };
    }
}
