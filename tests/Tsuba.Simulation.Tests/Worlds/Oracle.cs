using Tsuba.Engine;
using Tsuba.Engine.Inputs;
using Tsuba.Engine.Outputs;
using Tsuba.Engine.Outputs.Events;
using Tsuba.Model.Items;
using Tsuba.Model.Time;
using Tsuba.Scheduler.Core;

namespace Tsuba.Simulation.Tests.Worlds;

/// <summary>A fresh engine, single-threaded, fed with all inputs that the state of a part came from: what should have happened.</summary>
internal sealed class Oracle(SimulatedSite site, int part)
{
    private readonly SchedulerEngine _engine = new(new EngineOptions { Part = part, Seed = (ulong)part });
    private readonly HashSet<(ItemId Item, ulong Id)> _occurrences = [];

    /// <summary>Checks that became due, by job, with the true time.</summary>
    public Dictionary<ulong, long> Checks { get; } = [];

    /// <summary>How often the result of a check took effect.</summary>
    public Dictionary<ulong, int> Applied { get; } = [];

    /// <summary>When each item that is checked had a result last, in true time; when it first became due where it had none.</summary>
    public Dictionary<ItemId, long> Results { get; } = [];

    /// <summary>Results that began before they were due.</summary>
    public List<string> Impossible { get; } = [];

    /// <summary>Notifications and other actions, with the true time.</summary>
    public Dictionary<ulong, long> Actions { get; } = [];

    /// <summary>Work that was no longer wanted.</summary>
    public HashSet<ulong> Cancelled { get; } = [];

    /// <summary>Numbers of the commands that took effect, in order, by the receiver they came from.</summary>
    public Dictionary<string, List<int>> Commands { get; } = new(StringComparer.Ordinal);

    /// <summary>Where, when and under which name each command took effect.</summary>
    public Dictionary<int, string> Taken { get; } = [];

    /// <summary>Numbers of passive results that came from an owner before, and were older than what the heir had by then.</summary>
    public HashSet<int> Overtaken { get; } = [];

    /// <summary>Why commands had no effect, by their numbers.</summary>
    public Dictionary<int, string> Refused { get; } = [];

    /// <summary>Events of the frames, as a hash of their content.</summary>
    public Dictionary<ulong, int> Events { get; } = [];

    public ulong StateHash => _engine.StateHash();

    /// <summary>Version of the rules that the part runs under in the end.</summary>
    public uint Semantics => _engine.Semantics;

    /// <summary>When the part began to keep marks of commands by host (<see cref="SemanticsVersions.MarksByHost"/>), in true time; the highest number: it never did.</summary>
    public long MarksByHostSince { get; private set; } = long.MaxValue;

    /// <summary>Whether the part has an item in the end; a host may have gone to another one.</summary>
    public bool Has(ItemId item) => _engine.Snapshot?.Items.ContainsKey(item) ?? false;

    /// <summary>Replays frames from the first on.</summary>
    public void Replay(IEnumerable<WrittenFrame> line)
    {
        foreach (var frame in line)
        {
            var inputs = FrameCodec.ReadInputs(frame.Payload.Span);
            Turn(
                [.. inputs.Inputs.Select(input => FrameCodec.Decode(input, site.Configuration.SnapshotOf))],
                new EngineTime(inputs.UtcMs, inputs.LogicalMs),
                site.Record.Times[(part, inputs.Epoch, frame.Sequence)]);
            foreach (var happened in FrameCodec.ReadEvents(frame.Payload.Span).Events)
            {
                Events[happened.Sequence] = happened.GetHashCode();
            }
        }
    }

    private void Turn(IReadOnlyList<PartInput> inputs, EngineTime now, long when)
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
                    HandOver(step);
                    _engine.Apply(new ConfigurationActivated(step.Snapshot) { Leaving = step.Leaving, Awaited = step.Awaited }, now, outputs);
                    ForgetGone();
                    break;
                case ResumeStep:
                    _engine.Resume(now, outputs);
                    break;
            }
        }

        if (_engine.Semantics >= SemanticsVersions.MarksByHost && MarksByHostSince > when)
        {
            MarksByHostSince = when;
        }

        Note(outputs, when);
    }

    // The part that takes a host goes on with the checks that were on their way.
    private void HandOver(ConfigurationStep step)
    {
        foreach (var (item, id) in _occurrences)
        {
            if (_engine.Snapshot is { } before && before.Items.TryGetValue(item, out var left) && step.Leaving.Contains(left.Name.Host) && !Applied.ContainsKey(id))
            {
                Checks.Remove(id);
            }
        }
    }

    // Under the first rules an item that comes back without its state counts its occurrences from the first again.
    private void ForgetGone()
    {
        foreach (var item in Results.Keys.Where(item => !Has(item)).ToList())
        {
            Results.Remove(item);
        }

        foreach (var (item, id) in _occurrences.Where(occurrence => !Has(occurrence.Item)).ToList())
        {
            _occurrences.Remove((item, id));
            if (_engine.Semantics < SemanticsVersions.NumbersGoOn)
            {
                Applied.Remove(id);
            }

            // A result may have come that waited for those of parents: nobody waits for it any more.
            if (!Applied.ContainsKey(id))
            {
                Checks.Remove(id);
            }
        }
    }

    private void Note(EngineOutputs outputs, long when)
    {
        foreach (var check in outputs.Checks)
        {
            var id = WorkItem.CheckId(check.Item, check.Occurrence);
            Checks.TryAdd(id, when);
            _occurrences.Add((check.Item, id));
            Results.TryAdd(check.Item, when);
        }

        foreach (var action in outputs.Actions)
        {
            Actions.TryAdd(action.Id, when);
        }

        Cancelled.UnionWith(outputs.CancelledActions);
        Cancelled.UnionWith(outputs.CancelledChecks.Select(check => WorkItem.CheckId(check.Item, check.Occurrence)));
        foreach (var happened in outputs.Events)
        {
            if (happened is CheckResultApplied { IsPassive: false } result)
            {
                var id = WorkItem.CheckId(result.Item, result.Occurrence);
                Applied[id] = Applied.GetValueOrDefault(id) + 1;
                Results[result.Item] = when;
                if (result.LatencySeconds < 0)
                {
                    Impossible.Add($"check {id:x} began {-result.LatencySeconds} s before it was due");
                }
            }
            else if (happened is CommandAnswered { Applied: true } answer)
            {
                if (!Commands.TryGetValue(answer.Source, out var numbers))
                {
                    Commands.Add(answer.Source, numbers = []);
                }

                numbers.Add(SiteRecord.Number(answer.Line));
                Taken[SiteRecord.Number(answer.Line)] = $"part {part} at {when / 1000.0} s as number {answer.Sequence} of {answer.Source} under rules {_engine.Semantics}";
            }
            else if (happened is CommandAnswered { Duplicate: true } again)
            {
                Refused.TryAdd(SiteRecord.Number(again.Line), $"part {part} at {when / 1000.0} s: taken for a double of {again.Source}");
            }
            else if (happened is CommandAnswered { Applied: false } refused)
            {
                Refused[SiteRecord.Number(refused.Line)] = $"part {part} at {when / 1000.0} s: {refused.Text}";
                if (refused.Text == "the result is older than the last check")
                {
                    Overtaken.Add(SiteRecord.Number(refused.Line));
                }
            }
        }
    }
}
