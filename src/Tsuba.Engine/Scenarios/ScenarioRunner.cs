using System.Globalization;
using Tsuba.Engine.Inputs;
using Tsuba.Engine.Outputs;
using Tsuba.Model.ExternalCommands;
using Tsuba.Model.Items;
using Tsuba.Model.Snapshots;
using Tsuba.Model.Time;

namespace Tsuba.Engine.Scenarios;

/// <summary>
/// Runs a scenario on the engine in virtual time. A plugin answers in the moment in which it is started, and every action succeeds in the
/// moment in which it is raised. At one time, answers change first, then what is due happens, then the other lines in the order of
/// the file. Source: design 6.
/// </summary>
public sealed class ScenarioRunner
{
    private const int MaxTurnsWithoutTime = 100_000;

    private readonly Scenario _scenario;
    private readonly Func<string, ScenarioConfiguration> _load;
    private readonly SchedulerEngine _engine;
    private readonly EngineOutputs _outputs = new();
    private readonly Queue<EngineInput> _inputs = new();
    private readonly Dictionary<ItemId, AnswerStep> _answers = [];
    private readonly List<ScenarioFinding> _failures = [];
    private readonly List<ScenarioFinding> _remarks = [];
    private readonly ScenarioRecord _record = new();
    private ConfigurationSnapshot _snapshot;
    private long _now;
    private ulong _sequence;

    private ScenarioRunner(Scenario scenario, ConfigurationSnapshot snapshot, Func<string, ScenarioConfiguration> load, bool spread)
    {
        _scenario = scenario;
        _snapshot = snapshot;
        _load = load;
        _engine = new SchedulerEngine(new EngineOptions { Part = 1, Seed = 1, SpreadFirstChecks = spread });
    }

    /// <summary>Runs a scenario.</summary>
    /// <param name="scenario">What happens.</param>
    /// <param name="snapshot">The configuration at time 0.</param>
    /// <param name="load">Loads the configuration of a <c>reload</c> line by the path in it.</param>
    /// <param name="spread">Whether first checks are spread over time; else all are at time 0.</param>
    public static ScenarioReport Run(Scenario scenario, ConfigurationSnapshot snapshot, Func<string, ScenarioConfiguration> load, bool spread)
    {
        var runner = new ScenarioRunner(scenario, snapshot, load, spread);
        runner.Run();
        return new ScenarioReport([.. runner._record.Log], [.. runner._failures], [.. runner._remarks]);
    }

    private EngineTime Now => new((_scenario.Start * 1000) + _now, _now);

    private void Run()
    {
        var steps = _scenario.Steps;
        foreach (var answer in steps.OfType<AnswerStep>().Where(step => step.At == TimeSpan.Zero))
        {
            Answer(answer);
        }

        Activate(_snapshot);
        for (var index = 0; index < steps.Length;)
        {
            var at = steps[index].At;
            var end = index;
            while (end < steps.Length && steps[end].At == at)
            {
                end++;
            }

            var time = (long)at.TotalMilliseconds;
            AdvanceTo(time - 1);
            foreach (var answer in steps[index..end].OfType<AnswerStep>())
            {
                Answer(answer);
            }

            AdvanceTo(time);
            for (; index < end; index++)
            {
                Take(steps[index]);
            }
        }

        AdvanceTo((long)_scenario.Until.TotalMilliseconds);
    }

    // Everything due until then happens, each at its time.
    private void AdvanceTo(long milliseconds)
    {
        var turns = 0;
        while (_engine.NextTimerLogicalMilliseconds is { } due && due <= milliseconds)
        {
            turns = due > _now ? 0 : turns + 1;
            if (turns > MaxTurnsWithoutTime)
            {
                _failures.Add(new ScenarioFinding(0, $"the engine does not get past {_now / 1000} s"));
                break;
            }

            _now = Math.Max(_now, due);
            _engine.Advance(Now, _outputs);
            Drain();
        }

        _now = Math.Max(_now, milliseconds);
    }

    private void Answer(AnswerStep step)
    {
        if (!_snapshot.Items.ContainsKey(step.Item.Id))
        {
            _failures.Add(new ScenarioFinding(step.Line, $"there is no {step.Item.Kind.ToString().ToLowerInvariant()} '{step.Item}'"));
        }

        _answers[step.Item.Id] = step;
    }

    private void Take(ScenarioStep step)
    {
        switch (step)
        {
            case AnswerStep:
                break;
            case ResultStep result:
                Command(result.Line, PassiveResult(result));
                break;
            case CommandStep command:
                Command(command.Line, new EncodedCommand(WithTimes(command.Text), null));
                break;
            case ReloadStep reload:
                Reload(reload);
                break;
            default:
                if (_record.Check(step, _snapshot) is { } failure)
                {
                    _failures.Add(new ScenarioFinding(step.Line, $"at {step.At.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s {failure}"));
                }

                break;
        }
    }

    private EncodedCommand PassiveResult(ResultStep step)
    {
        var code = step.Code.ToString(CultureInfo.InvariantCulture);
        return step.Item.Description is { } description
            ? ExternalCommandEncoder.Encode(
                Now.UtcSeconds, "PROCESS_SERVICE_CHECK_RESULT", [step.Item.Host, description, code, step.Output], CommandLineLimits.DefaultMaxLength)
            : ExternalCommandEncoder.Encode(
                Now.UtcSeconds, "PROCESS_HOST_CHECK_RESULT", [step.Item.Host, code, step.Output], CommandLineLimits.DefaultMaxLength);
    }

    private void Command(int line, EncodedCommand encoded)
    {
        if (encoded.Line is null)
        {
            _failures.Add(new ScenarioFinding(line, encoded.Refusal ?? "no command"));
            return;
        }

        _sequence++;
        Apply(new CommandReceived("scenario", _sequence, encoded.Line, ""));
        foreach (var answer in _record.TakeAnswers())
        {
            if (!answer.Applied)
            {
                _remarks.Add(new ScenarioFinding(line, $"refused: {answer.Text}"));
            }
        }
    }

    // $NOW$ and $NOW+600$ are epoch seconds, so that a scenario can set downtimes without arithmetic.
    private string WithTimes(string command)
    {
        const string Sign = "$NOW";
        for (var start = command.IndexOf(Sign, StringComparison.Ordinal); start >= 0; start = command.IndexOf(Sign, start, StringComparison.Ordinal))
        {
            var end = command.IndexOf('$', start + Sign.Length);
            long offset = 0;
            if (end < 0
                || (end > start + Sign.Length
                    && !long.TryParse(command.AsSpan(start + Sign.Length, end - start - Sign.Length), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out offset)))
            {
                break;
            }

            command = string.Concat(command.AsSpan(0, start), (Now.UtcSeconds + offset).ToString(CultureInfo.InvariantCulture), command.AsSpan(end + 1));
        }

        return command;
    }

    private void Reload(ReloadStep step)
    {
        var loaded = _load(step.Path);
        if (loaded.Snapshot is null)
        {
            _failures.Add(new ScenarioFinding(step.Line, $"{step.Path} cannot be used: {loaded.Problem}"));
            return;
        }

        Activate(loaded.Snapshot);
    }

    private void Activate(ConfigurationSnapshot snapshot)
    {
        _snapshot = _scenario.Zone is { } zone ? snapshot.WithZone(zone) : snapshot;
        Apply(new ConfigurationActivated(_snapshot));
    }

    private void Apply(EngineInput input)
    {
        _engine.Apply(input, Now, _outputs);
        Drain();
    }

    // What a turn brought about is answered in further turns of the same time, in order.
    private void Drain()
    {
        Collect();
        while (_inputs.TryDequeue(out var input))
        {
            _engine.Apply(input, Now, _outputs);
            Collect();
        }
    }

    private void Collect()
    {
        _record.Add(_outputs.Events, Now.UtcSeconds);
        foreach (var check in _outputs.Checks)
        {
            var answer = _answers.GetValueOrDefault(check.Item);
            _inputs.Enqueue(new CheckResult
            {
                Item = check.Item,
                Occurrence = check.Occurrence,
                ExitCode = answer?.Code ?? 0,
                Output = answer?.Output ?? "OK",
                StartUtcMilliseconds = Now.UtcMilliseconds,
                Poller = "scenario",
            });
        }

        foreach (var action in _outputs.Actions)
        {
            _inputs.Enqueue(new ActionFinished(action.Id, Succeeded: true, "", "scenario"));
        }

        _outputs.Clear();
    }
}
