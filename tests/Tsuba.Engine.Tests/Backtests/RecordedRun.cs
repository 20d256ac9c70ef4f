using System.Buffers;
using Tsuba.Engine.Backtests;
using Tsuba.Engine.Inputs;
using Tsuba.Engine.Outputs;
using Tsuba.Engine.Outputs.Events;
using Tsuba.Model.Snapshots;
using Tsuba.Model.Time;

namespace Tsuba.Engine.Tests.Backtests;

/// <summary>
/// An engine as a scheduler runs it, and what its journal would have: turns come up to 40 ms after the timer, plugins answer after up to 3 s,
/// receipts after 200 ms, and what comes in at one time is one turn.
/// </summary>
internal sealed class RecordedRun
{
    private readonly EngineOutputs _outputs = new();
    private readonly Dictionary<string, (int Code, string Output)> _answers = new(StringComparer.Ordinal);
    private readonly PriorityQueue<EngineInput, (long Time, int Number)> _coming = new();
    private readonly Random _chance;

    // How far the logical clock of the part is ahead of those of others.
    private readonly long _logicalLead;
    private int _number;
    private ulong _sequence;
    private long _now;

    public RecordedRun(ConfigurationSnapshot snapshot, int seed, int part = 1, long logicalLead = 0)
    {
        _logicalLead = logicalLead;
        _chance = new Random(seed);
        Snapshot = snapshot;
        Engine = new SchedulerEngine(new EngineOptions { Part = part, Seed = (ulong)part });
        Take(new ConfigurationActivated(snapshot));
    }

    public ConfigurationSnapshot Snapshot { get; private set; }

    public SchedulerEngine Engine { get; private set; }

    public List<RecordedTurn> Turns { get; } = [];

    public List<NotificationRaised> Notifications { get; } = [];

    private EngineTime Now => new(EngineRun.StartUtc + _now, _now + _logicalLead);

    public void Answer(string item, int code, string output) => _answers[item] = (code, output);

    public void Command(string line) => Take(new CommandReceived("test", ++_sequence, line, ""));

    public void Reload(ConfigurationSnapshot snapshot, string[]? leaving = null, string[]? awaited = null)
    {
        Snapshot = snapshot;
        Take(new ConfigurationActivated(snapshot) { Leaving = [.. leaving ?? []], Awaited = [.. awaited ?? []] });
    }

    /// <summary>The state of hosts that another run had.</summary>
    public void Arrive(RecordedRun from, params string[] hosts)
    {
        foreach (var (_, state) in from.Engine.Departures.ToList())
        {
            Take(new HostsArrived(Snapshot.Generation, state));
        }

        Take(new ArrivalsEnded(Snapshot.Generation, [.. hosts]));
        from.Take(new DeparturesReleased(from.Snapshot.Generation));
    }

    /// <summary>The scheduler ends and starts again after a while; what was under way is lost and handed out again.</summary>
    public void Restart(double secondsAway)
    {
        var state = new ArrayBufferWriter<byte>();
        Engine.WriteState(state);
        Engine = SchedulerEngine.ReadState(Engine.Options, Snapshot, state.WrittenSpan);
        _coming.Clear();
        _now += (long)(secondsAway * 1000);
        Take([null]);
    }

    public void Until(double second)
    {
        var end = (long)(second * 1000);
        while (true)
        {
            var timer = Engine.NextTimerLogicalMilliseconds is { } due ? Math.Max(due - _logicalLead, _now) + _chance.Next(40) : long.MaxValue;
            var result = _coming.TryPeek(out _, out var coming) ? coming.Time : long.MaxValue;
            var next = Math.Max(_now, Math.Min(timer, result));
            if (next > end)
            {
                break;
            }

            _now = next;
            var inputs = new List<EngineInput?>();
            while (_coming.TryPeek(out var input, out coming) && coming.Time <= _now)
            {
                inputs.Add(input);
                _coming.Dequeue();
            }

            Take(inputs);
        }

        _now = end;
    }

    private void Take(params List<EngineInput?> inputs)
    {
        var turn = new RecordedTurn(Now, inputs);
        Turns.Add(turn);
        turn.Run(Engine, _outputs);
        Notifications.AddRange(_outputs.Events.OfType<NotificationRaised>());
        foreach (var check in _outputs.Checks)
        {
            var (code, output) = _answers.GetValueOrDefault(Snapshot.Items[check.Item].Name.ToString(), (0, "fine"));
            Come(_chance.Next(3000), new CheckResult
            {
                Item = check.Item,
                Occurrence = check.Occurrence,
                ExitCode = code,
                Output = output,
                StartUtcMilliseconds = Now.UtcMilliseconds + 5,
                Poller = "poller-1",
            });
        }

        foreach (var action in _outputs.Actions)
        {
            Come(200, new ActionFinished(action.Id, Succeeded: true, "", "reactionner-1"));
        }

        _outputs.Clear();
    }

    private void Come(long later, EngineInput input) => _coming.Enqueue(input, (_now + later, _number++));
}
