using System.Globalization;
using Tsuba.Engine.Inputs;
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
    private readonly Scenario _scenario;
    private readonly Func<string, ScenarioConfiguration> _load;
    private readonly VirtualEngine _engine;
    private readonly Dictionary<ItemId, AnswerStep> _answers = [];
    private readonly List<ScenarioFinding> _failures = [];
    private readonly List<ScenarioFinding> _remarks = [];
    private readonly ScenarioRecord _record = new();
    private readonly uint _rules;
    private ConfigurationSnapshot _snapshot;
    private ulong _sequence;

    private ScenarioRunner(Scenario scenario, ConfigurationSnapshot snapshot, Func<string, ScenarioConfiguration> load, bool spread, uint rules)
    {
        _rules = rules;
        _scenario = scenario;
        _snapshot = snapshot;
        _load = load;
        _engine = new VirtualEngine(
            new SchedulerEngine(new EngineOptions { Part = 1, Seed = 1, SpreadFirstChecks = spread }),
            new EngineTime(scenario.Start * 1000, 0),
            "scenario",
            check => _answers.TryGetValue(check.Item, out var answer) ? new PluginAnswer(answer.Code, answer.Output) : new PluginAnswer(0, "OK"),
            outputs => _record.Add(outputs.Events, Now.UtcSeconds));
    }

    /// <summary>Runs a scenario.</summary>
    /// <param name="scenario">What happens.</param>
    /// <param name="snapshot">The configuration at time 0.</param>
    /// <param name="load">Loads the configuration of a <c>reload</c> line by the path in it.</param>
    /// <param name="spread">Whether first checks are spread over time; else all are at time 0.</param>
    /// <param name="rules">Version of the rules, one of <see cref="SemanticsVersions"/>.</param>
    public static ScenarioReport Run(Scenario scenario, ConfigurationSnapshot snapshot, Func<string, ScenarioConfiguration> load, bool spread, uint rules)
    {
        var runner = new ScenarioRunner(scenario, snapshot, load, spread, rules);
        runner.Run();
        return new ScenarioReport([.. runner._record.Log], [.. runner._failures], [.. runner._remarks], runner._engine.Engine.Semantics);
    }

    private EngineTime Now => _engine.Now;

    private void Run()
    {
        var steps = _scenario.Steps;
        foreach (var answer in steps.OfType<AnswerStep>().Where(step => step.At == TimeSpan.Zero))
        {
            Answer(answer);
        }

        _engine.Apply(new SemanticsRaised(_rules));
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

    private void AdvanceTo(long milliseconds)
    {
        if (!_engine.AdvanceTo(milliseconds))
        {
            _failures.Add(new ScenarioFinding(0, $"the engine does not get past {Now.LogicalMilliseconds / 1000} s"));
        }
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
                Command(result.Line, PassiveResults.Encode(Now.UtcSeconds, result.Item, result.Code, result.Output));
                break;
            case CommandStep command:
                Command(command.Line, new EncodedCommand(CommandTimes.Fill(command.Text, Now.UtcSeconds), null));
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

    private void Command(int line, EncodedCommand encoded)
    {
        if (encoded.Line is null)
        {
            _failures.Add(new ScenarioFinding(line, encoded.Refusal ?? "no command"));
            return;
        }

        _sequence++;
        _engine.Apply(new CommandReceived("scenario", _sequence, encoded.Line, ""));
        foreach (var answer in _record.TakeAnswers())
        {
            if (!answer.Applied)
            {
                _remarks.Add(new ScenarioFinding(line, $"refused: {answer.Text}"));
            }
        }
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
        _engine.Apply(new ConfigurationActivated(_snapshot));
    }
}
