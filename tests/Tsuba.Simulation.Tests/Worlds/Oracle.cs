using Tsuba.Engine;
using Tsuba.Engine.Inputs;
using Tsuba.Engine.Outputs;
using Tsuba.Engine.Outputs.Events;
using Tsuba.Journal;
using Tsuba.Model.Time;
using Tsuba.Scheduler.Core;

namespace Tsuba.Simulation.Tests.Worlds;

/// <summary>A fresh engine, single-threaded, fed with the inputs of the journal of a part: what should have happened.</summary>
internal sealed class Oracle(SimulatedConfiguration configuration, int part)
{
    private readonly SchedulerEngine _engine = new(new EngineOptions { Part = part, Seed = (ulong)part });

    /// <summary>Checks that became due, by job, with the moment.</summary>
    public Dictionary<ulong, long> Checks { get; } = [];

    /// <summary>How often the result of a check took effect.</summary>
    public Dictionary<ulong, int> Applied { get; } = [];

    /// <summary>Notifications and other actions, with the moment.</summary>
    public Dictionary<ulong, long> Actions { get; } = [];

    /// <summary>Work that was no longer wanted.</summary>
    public HashSet<ulong> Cancelled { get; } = [];

    /// <summary>Numbers of the commands that took effect, in order, by the receiver they came from.</summary>
    public Dictionary<string, List<int>> Commands { get; } = new(StringComparer.Ordinal);

    /// <summary>Events of the frames, as a hash of their content.</summary>
    public Dictionary<ulong, int> Events { get; } = [];

    public ulong StateHash => _engine.StateHash();

    /// <summary>Replays every frame of a journal.</summary>
    public void Replay(SegmentedJournal journal)
    {
        for (var cursor = journal.FirstSequence; ;)
        {
            var read = journal.Read(cursor, 1 << 20);
            if (read.Frames.IsEmpty)
            {
                return;
            }

            foreach (var frame in FrameFormat.ReadAll(read.Frames) ?? [])
            {
                var inputs = FrameCodec.ReadInputs(frame.Payload.Span);
                Turn(
                    [.. inputs.Inputs.Select(input => FrameCodec.Decode(input, manifest => configuration.SnapshotOf(part, manifest)))],
                    new EngineTime(inputs.UtcMs, inputs.LogicalMs));
                foreach (var happened in FrameCodec.ReadEvents(frame.Payload.Span).Events)
                {
                    Events[happened.Sequence] = happened.GetHashCode();
                }
            }

            cursor = read.Next;
        }
    }

    private void Turn(IReadOnlyList<PartInput> inputs, EngineTime now)
    {
        var outputs = new EngineOutputs();
        if (_engine.Snapshot is not null)
        {
            _engine.Advance(now, outputs);
        }

        foreach (var input in inputs)
        {
            switch (input)
            {
                case EngineStep step:
                    _engine.Apply(step.Input, now, outputs);
                    break;
                case ConfigurationStep step:
                    _engine.Apply(new ConfigurationActivated(step.Snapshot) { Leaving = step.Leaving, Awaited = step.Awaited }, now, outputs);
                    break;
                case ResumeStep:
                    _engine.Resume(now, outputs);
                    break;
            }
        }

        Note(outputs, now);
    }

    private void Note(EngineOutputs outputs, EngineTime now)
    {
        foreach (var check in outputs.Checks)
        {
            Checks.TryAdd(WorkItem.CheckId(check.Item, check.Occurrence), now.UtcMilliseconds);
        }

        foreach (var action in outputs.Actions)
        {
            Actions.TryAdd(action.Id, now.UtcMilliseconds);
        }

        Cancelled.UnionWith(outputs.CancelledActions);
        Cancelled.UnionWith(outputs.CancelledChecks.Select(check => WorkItem.CheckId(check.Item, check.Occurrence)));
        foreach (var happened in outputs.Events)
        {
            if (happened is CheckResultApplied { IsPassive: false } result)
            {
                var id = WorkItem.CheckId(result.Item, result.Occurrence);
                Applied[id] = Applied.GetValueOrDefault(id) + 1;
            }
            else if (happened is CommandAnswered { Applied: true } answer)
            {
                if (!Commands.TryGetValue(answer.Source, out var numbers))
                {
                    Commands.Add(answer.Source, numbers = []);
                }

                numbers.Add(SiteRecord.Number(answer.Line));
            }
        }
    }
}
