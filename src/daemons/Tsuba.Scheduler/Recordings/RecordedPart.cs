using Google.Protobuf;
using Tsuba.Engine;
using Tsuba.Engine.Backtests;
using Tsuba.Engine.Inputs;
using Tsuba.Engine.Outputs;
using Tsuba.Journal;
using Tsuba.Journal.Files;
using Tsuba.Journal.Snapshots;
using Tsuba.Model.Items;
using Tsuba.Model.Snapshots;
using Tsuba.Model.Time;
using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler.Core;
using Tsuba.Scheduler.Parts;

namespace Tsuba.Scheduler.Recordings;

/// <summary>
/// What the files of a part have recorded, for somebody who only looks: the scheduler may run and write meanwhile, or be gone.
/// One owner; one segment is in memory at a time.
/// </summary>
public sealed class RecordedPart
{
    private const string Scheduler = "scheduler-";

    // The one that counts, and behind it those that others had before, as far as their frames lead to its first one.
    private readonly List<(RecordedCopy Copy, ulong Before)> _copies = [];

    // The configuration of the last manifest: a restart activates the same again.
    private (ConfigurationManifest Manifest, ConfigurationSnapshot Snapshot)? _linked;

    private RecordedPart(PartId part, IReadOnlyList<RecordedCopy> copies)
    {
        Part = part;
        _copies.Add((copies[0], ulong.MaxValue));
        foreach (var copy in copies.Skip(1))
        {
            if (_copies[^1].Copy is var newer && newer.Continues(copy))
            {
                _copies.Add((copy, newer.First ?? 0));
            }
        }
    }

    /// <summary>Number of the part.</summary>
    public PartId Part { get; }

    /// <summary>Under which it was given to this scheduler.</summary>
    public Epoch Epoch => Newest.Epoch;

    /// <summary>Whether the scheduler owns it, and does not only keep a copy.</summary>
    public bool IsOwned => Newest.IsOwned;

    private RecordedCopy Newest => _copies[0].Copy;

    /// <summary>
    /// The parts of the schedulers whose state lies in the state directory of a site, by number. Of several recordings of one part that of
    /// the owner under the highest epoch counts, else the copy under the highest; what a scheduler recorded that had the part before, until a takeover,
    /// is read for what that one no longer has or never had.
    /// </summary>
    public static IReadOnlyList<RecordedPart> Find(string siteDirectory)
    {
        var files = ReadOnlyFiles.Instance;
        var found = new List<(PartId Part, RecordedCopy Copy)>();
        foreach (var directory in Directory.EnumerateDirectories(siteDirectory, Scheduler + "*").Order(StringComparer.Ordinal))
        {
            foreach (var part in PartFiles.Parts(directory))
            {
                var paths = new PartFiles(files, directory, part);
                if (paths.ReadRecord().Record is { Role: not PartRole.None } record)
                {
                    found.Add((part, new RecordedCopy(paths, directory, record)));
                }
            }
        }

        return
        [
            .. found.GroupBy(entry => entry.Part, entry => entry.Copy)
                .OrderBy(group => group.Key)
                .Select(group => new RecordedPart(group.Key, [.. group.OrderByDescending(copy => (copy.IsOwned, copy.Epoch))])),
        ];
    }

    /// <summary>
    /// The engine as the newest snapshot has it that is not later than a moment, and the frame that it is true of. Null: no snapshot is as
    /// old, and the journal does not reach back to the beginning.
    /// </summary>
    /// <param name="notAfterUtcMilliseconds">The moment; null: the newest of all.</param>
    public (SchedulerEngine Engine, ulong Frame)? Open(long? notAfterUtcMilliseconds)
    {
        foreach (var (store, sequence) in Stored().OrderByDescending(pair => pair.Sequence))
        {
            if (Restore(store, sequence, notAfterUtcMilliseconds) is { } core)
            {
                return (core.Engine, core.Frame);
            }
        }

        return Beginning();
    }

    /// <summary>The same as the oldest snapshot has it from which the journal goes on, or at the beginning of all.</summary>
    public (SchedulerEngine Engine, ulong Frame)? OpenOldest()
    {
        if (Beginning() is { } beginning)
        {
            return beginning;
        }

        var first = FirstSequence;
        foreach (var (store, sequence) in Stored().OrderBy(pair => pair.Sequence))
        {
            if (sequence + 1 >= first && Restore(store, sequence, notAfterUtcMilliseconds: null) is { } core)
            {
                return (core.Engine, core.Frame);
            }
        }

        return null;
    }

    /// <summary>The recording of one part of one scheduler; null: it has none.</summary>
    /// <param name="stateDirectory">State directory of the scheduler.</param>
    /// <param name="part">The part.</param>
    public static RecordedPart? Of(string stateDirectory, PartId part)
    {
        var paths = new PartFiles(ReadOnlyFiles.Instance, stateDirectory, part);
        return paths.ReadRecord().Record is { Role: not PartRole.None } record ? new RecordedPart(part, [new RecordedCopy(paths, stateDirectory, record)]) : null;
    }

    /// <summary>The configuration that the scheduler was given last; null: none, or its chunks are gone.</summary>
    public ConfigurationSnapshot? Configuration() => Newest.Manifest is { } manifest ? Newest.Find(manifest) : null;

    /// <summary>When the last turn was that is recorded, UTC milliseconds; null: none is.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public long? LastTurn()
    {
        long? last = null;
        foreach (var frame in Newest.Journal.Read(Newest.Journal.List() is [.., var newest] ? newest.First : 1))
        {
            last = FrameCodec.ReadInputs(frame.Payload.Span).UtcMs;
        }

        return last ?? Open(notAfterUtcMilliseconds: null)?.Engine.LastTurn.UtcMilliseconds;
    }

    /// <summary>The frames behind a frame, in order.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    internal IEnumerable<JournalFrame> Frames(ulong behindFrame)
    {
        var next = behindFrame + 1;
        foreach (var (copy, before) in Enumerable.Reverse(_copies))
        {
            // What an owner wrote behind the takeover nobody else has: it counts for nothing.
            foreach (var frame in next < before ? copy.Journal.Read(next).TakeWhile(frame => frame.Sequence < before) : [])
            {
                yield return frame;
                next = frame.Sequence + 1;
            }
        }
    }

    /// <summary>The turns behind a frame, in order.</summary>
    /// <exception cref="InvalidDataException">A frame needs a configuration that is gone, or cannot be understood.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public IEnumerable<RecordedTurn> Turns(ulong behindFrame)
    {
        foreach (var frame in Frames(behindFrame))
        {
            var turn = FrameCodec.ReadInputs(frame.Payload.Span);
            if (!turn.Continues)
            {
                yield return ToTurn(turn);
            }
        }
    }

    /// <summary>The part as it is now; null where no snapshot can be used and the journal does not reach back to the beginning.</summary>
    /// <exception cref="InvalidDataException">A frame needs a configuration that is gone, or cannot be understood.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public SchedulerEngine? Present()
    {
        if (Open(notAfterUtcMilliseconds: null) is not var (engine, frame))
        {
            return null;
        }

        var outputs = new EngineOutputs();
        foreach (var turn in Turns(frame))
        {
            turn.Run(engine, outputs);
            outputs.Clear();
        }

        return engine;
    }

    private EngineOptions Options => new() { Part = Part.Value, Seed = (ulong)Part.Value };

    private IEnumerable<(SnapshotStore Store, ulong Sequence)> Stored() =>
        _copies.SelectMany(entry => entry.Copy.Snapshots.SelectMany(store => store.Stored().Where(sequence => sequence < entry.Before).Select(sequence => (Store: store, Sequence: sequence))));

    private ulong FirstSequence => _copies[^1].Copy.Journal.FirstSequence;

    private (SchedulerEngine Engine, ulong Frame)? Beginning() => FirstSequence == 1 ? (new SchedulerEngine(Options), 0) : null;

    private PartCore? Restore(SnapshotStore store, ulong sequence, long? notAfterUtcMilliseconds)
    {
        if (store.Read(sequence) is not { } stored || !SemanticsVersions.Known.Includes(stored.SemanticsVersion))
        {
            return null;
        }

        try
        {
            var content = PartSnapshot.Parser.ParseFrom(stored.Content.Span);
            return content.UtcMs > notAfterUtcMilliseconds || content.Manifest is null
                ? null
                : PartCore.Restore(content, Resolve(content.Manifest), Options);
        }
        catch (Exception exception) when (exception is InvalidProtocolBufferException or InvalidDataException)
        {
            // Damaged, or its configuration is gone: an older one may do.
            return null;
        }
    }

    internal RecordedTurn ToTurn(JournalTurnInputs turn)
    {
        var inputs = new List<EngineInput?>(turn.Inputs.Count);
        foreach (var input in turn.Inputs)
        {
            switch (FrameCodec.Decode(input, Resolve))
            {
                case EngineStep step:
                    inputs.Add(step.Input);
                    break;
                case ConfigurationStep step:
                    inputs.Add(new ConfigurationActivated(step.Snapshot) { Leaving = step.Leaving, Awaited = step.Awaited });
                    break;
                case ResumeStep:
                    inputs.Add(null);
                    break;
            }
        }

        return new RecordedTurn(new EngineTime(turn.UtcMs, turn.LogicalMs), inputs);
    }

    private ConfigurationSnapshot Resolve(ConfigurationManifest manifest)
    {
        if (_linked is not var (known, snapshot) || !known.Equals(manifest))
        {
            snapshot = _copies.Select(entry => entry.Copy.Find(manifest)).FirstOrDefault(found => found is not null) ?? Newest.Require(manifest);
            _linked = (manifest, snapshot);
        }

        return snapshot;
    }
}
