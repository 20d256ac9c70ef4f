using System.Buffers;
using Tsuba.Engine.Explain;
using Tsuba.Engine.Inputs;
using Tsuba.Engine.Outputs;
using Tsuba.Engine.Outputs.Events;
using Tsuba.Model.Items;
using Tsuba.Model.Snapshots;
using Tsuba.Model.Time;

namespace Tsuba.Engine.Tests;

/// <summary>
/// An engine in virtual time whose plugins answer at once and whose notification commands succeed at once. Time 0 is epoch second
/// 1,700,000,000 (a Tuesday, 22:13:20 UTC) and logical 0.
/// </summary>
internal sealed class EngineRun
{
    public const long StartUtc = 1_700_000_000_000;

    private readonly Dictionary<string, (int Code, string Output)> _answers = new(StringComparer.Ordinal);
    private readonly HashSet<string> _silent = new(StringComparer.Ordinal);
    private ulong _sequence;
    private long _milliseconds;

    public EngineRun(ConfigurationSnapshot snapshot, bool spread = false, long start = StartUtc)
    {
        Step = start - StartUtc;
        Snapshot = snapshot;
        Engine = new SchedulerEngine(new EngineOptions { Part = 1, Seed = 1, SpreadFirstChecks = spread });
        Apply(new ConfigurationActivated(snapshot));
    }

    public ConfigurationSnapshot Snapshot { get; private set; }

    public SchedulerEngine Engine { get; private set; }

    /// <summary>All turns so far; null: only the time went on.</summary>
    public List<(EngineInput? Input, EngineTime Now)> Inputs { get; } = [];

    /// <summary>All events so far.</summary>
    public List<EngineEvent> Events { get; } = [];

    /// <summary>All checks handed out so far, with the second.</summary>
    public List<(double Second, string Item, ulong Occurrence)> Checks { get; } = [];

    /// <summary>The same as they were handed out.</summary>
    public List<CheckDue> Launched { get; } = [];

    /// <summary>All actions handed out so far.</summary>
    public List<ActionDue> Actions { get; } = [];

    /// <summary>Whether notification commands get their receipt at once.</summary>
    public bool AnswersActions { get; set; } = true;

    public double Second => _milliseconds / 1000.0;

    public EngineTime Now => new(StartUtc + Step + _milliseconds, _milliseconds);

    /// <summary>How far the wall clock has been set, milliseconds.</summary>
    public long Step { get; set; }

    public IEnumerable<string> Log => Events.OfType<LogLine>().Select(line => line.Line);

    public IEnumerable<DecisionMade> Decisions => Events.OfType<DecisionMade>();

    /// <summary>What the plugin of an item says from now on; with null it never answers.</summary>
    public EngineRun Answer(string item, int? code, string output = "")
    {
        if (code is { } value)
        {
            _answers[item] = (value, output);
            _silent.Remove(item);
        }
        else
        {
            _silent.Add(item);
        }

        return this;
    }

    /// <summary>Runs until a second; everything due until then happens, at its time.</summary>
    public EngineRun Until(double second)
    {
        var end = (long)(second * 1000);
        while (Engine.NextTimerLogicalMilliseconds is { } due && due <= end)
        {
            _milliseconds = Math.Max(_milliseconds, due);
            var outputs = new EngineOutputs();
            Inputs.Add((null, Now));
            Engine.Advance(Now, outputs);
            Take(outputs);
        }

        _milliseconds = end;
        return this;
    }

    /// <summary>An external command, now.</summary>
    public CommandAnswered Command(string line)
    {
        Apply(new CommandReceived("test", ++_sequence, line, ""));
        return Events.OfType<CommandAnswered>().Last();
    }

    public EngineRun Apply(EngineInput input)
    {
        if (input is ConfigurationActivated activated)
        {
            Snapshot = activated.Snapshot;
        }

        var outputs = new EngineOutputs();
        Inputs.Add((input, Now));
        Engine.Apply(input, Now, outputs);
        Take(outputs);
        return this;
    }

    /// <summary>Writes the state, reads it back, and goes on with the engine that came out.</summary>
    public EngineRun Restart()
    {
        var buffer = new ArrayBufferWriter<byte>();
        Engine.WriteState(buffer);
        Engine = SchedulerEngine.ReadState(Engine.Options, Snapshot, buffer.WrittenSpan);
        var outputs = new EngineOutputs();
        Engine.Resume(Now, outputs);
        Take(outputs);
        return this;
    }

    /// <summary>The last status of an item.</summary>
    public StatusChanged Status(string item)
    {
        var id = ItemName.Parse(item).Id;
        return Events.OfType<StatusChanged>().Last(status => status.Item == id);
    }

    /// <summary>State, type and attempt as <c>2 HARD 3</c>.</summary>
    public string State(string item)
    {
        var status = Status(item);
        return $"{status.State} {(status.StateType == StateType.Hard ? "HARD" : "SOFT")} {status.Attempt}";
    }

    /// <summary>Reasons of the decisions about an item.</summary>
    public IEnumerable<Reason> Reasons(string item)
    {
        var id = ItemName.Parse(item).Id;
        return Decisions.Where(decision => decision.Item == id).Select(decision => decision.Reason);
    }

    /// <summary>Notifications as <c>contact TYPE host;service</c>.</summary>
    public IEnumerable<string> Notifications => Events.OfType<NotificationRaised>()
        .Select(raised => $"{raised.Contact} {raised.Type} {Snapshot.Items[raised.Item]} {raised.Number}");

    public EngineRun Forget()
    {
        Inputs.Clear();
        Events.Clear();
        Checks.Clear();
        Launched.Clear();
        Actions.Clear();
        return this;
    }

    private void Take(EngineOutputs outputs)
    {
        Events.AddRange(outputs.Events);
        Actions.AddRange(outputs.Actions);
        Launched.AddRange(outputs.Checks);
        foreach (var check in outputs.Checks)
        {
            var name = Snapshot.Items[check.Item].ToString();
            Checks.Add((Second, name, check.Occurrence));
            if (_silent.Contains(name))
            {
                continue;
            }

            var (code, output) = _answers.GetValueOrDefault(name, (0, "fine"));
            Apply(new CheckResult
            {
                Item = check.Item,
                Occurrence = check.Occurrence,
                ExitCode = code,
                Output = output,
                StartUtcMilliseconds = Now.UtcMilliseconds,
                Poller = "poller-1",
            });
        }

        if (AnswersActions)
        {
            foreach (var action in outputs.Actions)
            {
                Apply(new ActionFinished(action.Id, Succeeded: true, "", "reactionner-1"));
            }
        }
    }
}
