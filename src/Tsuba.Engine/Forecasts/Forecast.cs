using System.Collections.Immutable;
using Tsuba.Engine.Inputs;
using Tsuba.Engine.Outputs;
using Tsuba.Engine.Scenarios;
using Tsuba.Model.Snapshots;
using Tsuba.Model.Time;

namespace Tsuba.Engine.Forecasts;

/// <summary>
/// What would happen in a part if: its engine, as a snapshot has it, goes on in virtual time. A plugin answers in the moment in which it is
/// started what it said last, except where something else is assumed (<see cref="AssumedOutages"/>); notification commands succeed at once.
/// At one time, answers change first, then what is due happens, then commands, in the order of the script.
/// </summary>
public sealed class Forecast
{
    private const string Source = "whatif";

    private readonly ForecastPlan _plan;
    private readonly ConfigurationSnapshot _snapshot;
    private readonly VirtualEngine _engine;
    private readonly EngineTime _start;
    private readonly LastAnswers _last;
    private readonly AssumedOutages _outages;
    private readonly ForecastRecord _record;
    private readonly ImmutableArray<AssumedAnswer> _answers;
    private readonly HashSet<int> _taken = [];
    private readonly Dictionary<int, ScenarioFinding> _refused = [];
    private ulong _sequence;
    private bool _isComplete = true;

    private Forecast(SchedulerEngine engine, ConfigurationSnapshot snapshot, ForecastPlan plan, CancellationToken cancellationToken)
    {
        _plan = plan;
        _snapshot = snapshot;
        _answers = [.. plan.Events.OfType<AssumedAnswer>()];
        _outages = new AssumedOutages(snapshot, _answers, plan.OnlyNamed);
        _record = new ForecastRecord(snapshot, plan.MaxEntries);
        _last = new LastAnswers(engine);

        // The logical clock goes on as it does when a scheduler starts again (design 2.3).
        var last = engine.LastTurn;
        _start = new EngineTime(plan.NowUtcMilliseconds, last.LogicalMilliseconds + Math.Max(0, plan.NowUtcMilliseconds - last.UtcMilliseconds));
        _engine = new VirtualEngine(engine, _start, Source, Answer, outputs =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            _record.Add(outputs.Events, _engine!.Now.UtcMilliseconds);
        });
    }

    /// <summary>Looks ahead. The engine is used up: it goes to where the plan ends.</summary>
    /// <param name="engine">A part as it is; only this call may use it.</param>
    /// <param name="plan">What is assumed.</param>
    /// <param name="cancellationToken">Stop: days of a large part take minutes.</param>
    /// <exception cref="ArgumentException">The engine has no configuration.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static ForecastReport Run(SchedulerEngine engine, ForecastPlan plan, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(plan);
        var snapshot = engine.Snapshot ?? throw new ArgumentException("The engine has no configuration.", nameof(engine));
        return new Forecast(engine, snapshot, plan, cancellationToken).Run();
    }

    private ForecastReport Run()
    {
        var present = new EngineOutputs();
        _engine.Engine.DescribeAll(present);
        _record.Add(present.Events, _start.UtcMilliseconds);
        _engine.Resume();
        foreach (var moment in Moments())
        {
            AdvanceTo(moment - 1);
            _record.IsOn = moment >= _plan.FromUtcMilliseconds;
            _outages.MoveTo(moment);
            AdvanceTo(moment);
            Take(moment);
        }

        return new ForecastReport
        {
            Entries = _record.Entries,
            LeftOut = _record.LeftOut,
            Refused = [.. _refused.Values.Where(finding => !_taken.Contains(finding.Line)).OrderBy(finding => finding.Line)],
            TakenLines = [.. _taken],
            Problems = _record.Problems,
            IsComplete = _isComplete,
        };
    }

    // When something begins or ends, in order.
    private SortedSet<long> Moments()
    {
        var moments = new SortedSet<long> { _plan.FromUtcMilliseconds, _plan.UntilUtcMilliseconds };
        foreach (var happens in _plan.Events)
        {
            moments.Add(happens.FromUtcMilliseconds);
            if (happens is AssumedAnswer { UntilUtcMilliseconds: { } until })
            {
                moments.Add(until);
            }
        }

        moments.RemoveWhere(moment => moment < _start.UtcMilliseconds || moment > _plan.UntilUtcMilliseconds);
        return moments;
    }

    private void AdvanceTo(long utcMilliseconds) =>
        _isComplete &= _engine.AdvanceTo(_start.LogicalMilliseconds + (utcMilliseconds - _start.UtcMilliseconds));

    private PluginAnswer? Answer(CheckDue check) => _outages.Answer(check.Item) is { } assumed && !LastAnswers.IsOfMaintenance(check) ? assumed : _last.Of(check);

    private void Take(long moment)
    {
        foreach (var answer in _answers)
        {
            if (answer.FromUtcMilliseconds == moment)
            {
                Begin(answer);
            }
            else if (answer.UntilUtcMilliseconds == moment)
            {
                Tell(answer, _outages.Answer(answer.Item.Id) ?? _last.Of(answer.Item.Id));
            }
        }

        foreach (var command in _plan.Events.OfType<AssumedCommand>().Where(command => command.FromUtcMilliseconds == moment))
        {
            Command(command.Line, CommandTimes.Fill(command.Text, _engine.Now.UtcSeconds));
        }
    }

    private void Begin(AssumedAnswer answer)
    {
        if (!_snapshot.Items.ContainsKey(answer.Item.Id))
        {
            _refused[answer.Line] = new ScenarioFinding(answer.Line, $"there is no {answer.Item.Kind.ToString().ToLowerInvariant()} '{answer.Item}'");
            return;
        }

        _taken.Add(answer.Line);
        Tell(answer, answer.Answer);
    }

    // No plugin is asked for the state of what has no check command or is not checked actively, so it is told as a passive result.
    private void Tell(AssumedAnswer assumed, PluginAnswer answer)
    {
        if (_snapshot.Items.TryGetValue(assumed.Item.Id, out var item)
            && (item.CheckCommand is null || !_record.IsCheckedActively(item.Id))
            && PassiveResults.Encode(_engine.Now.UtcSeconds, assumed.Item, answer.Code, answer.Output).Line is { } line)
        {
            Command(assumed.Line, line);
        }
    }

    private void Command(int line, string text)
    {
        _record.Answers.Clear();
        _sequence++;
        _engine.Apply(new CommandReceived(Source, _sequence, text, ""));
        var refusal = _record.Answers.FirstOrDefault(answer => !answer.Applied);
        if (refusal is null)
        {
            _taken.Add(line);
        }
        else
        {
            _refused[line] = new ScenarioFinding(line, $"refused: {refusal.Text}");
        }
    }
}
