using System.Collections.Immutable;
using System.Globalization;
using Tsuba.Configuration;
using Tsuba.Differential.Tests.Cases;
using Tsuba.Differential.Tests.Observations;
using Tsuba.Engine;
using Tsuba.Engine.Comments;
using Tsuba.Engine.Downtimes;
using Tsuba.Engine.Inputs;
using Tsuba.Engine.Outputs;
using Tsuba.Engine.Outputs.Events;
using Tsuba.Model.Items;
using Tsuba.Model.Snapshots;
using Tsuba.Model.Time;
using Tsuba.Testing.Configuration;

namespace Tsuba.Differential.Tests.Engines;

/// <summary>Runs cases in Tsuba's engine, in virtual time, and tells what it did.</summary>
internal sealed class EngineOracle
{
    // Where the words of a recorded command begin: plugin, verb, clock, file.
    private const int FirstWord = 4;

    private readonly DifferentialRun _run;
    private readonly SchedulerEngine _engine = new(new EngineOptions { Part = 1, Seed = 1, SpreadFirstChecks = false });
    private readonly EngineOutputs _outputs = new();
    private readonly Queue<EngineInput> _inputs = new();
    private readonly Dictionary<ItemId, AnswerStep> _answers = [];
    private readonly Dictionary<ItemId, string> _names = [];
    private readonly ImmutableArray<Observation>.Builder _seen = ImmutableArray.CreateBuilder<Observation>();
    private readonly List<PerfdataWritten> _perfdata = [];
    private long _now;
    private ulong _sequence;

    private EngineOracle(DifferentialRun run) => _run = run;

    /// <summary>Runs the cases side by side.</summary>
    public static ImmutableArray<Observation> Run(DifferentialRun run)
    {
        var oracle = new EngineOracle(run);
        oracle.Run();
        return oracle._seen.ToImmutable();
    }

    /// <summary>The configuration of a run, as the engine gets it.</summary>
    public static ConfigurationSnapshot Load(DifferentialRun run)
    {
        var files = new MemorySourceFiles()
            .With("/site/nagios.cfg", "compat=nagios\ncfg_file=objects.cfg\n" + run.MainSettings)
            .With("/site/objects.cfg", run.Objects("/bin/plugin", "clock", "answers", "record"));
        var loaded = ConfigurationLoader.Load(files, ["/site/nagios.cfg"]);
        if (loaded.HasErrors)
        {
            throw new InvalidOperationException(string.Join('\n', loaded.Diagnostics));
        }

        var built = SnapshotBuilder.Build(loaded.Resolved);
        return built.Snapshot?.WithZone(TimeZoneInfo.FindSystemTimeZoneById(run.Zone))
            ?? throw new InvalidOperationException(string.Join('\n', built.Diagnostics));
    }

    /// <summary>Runs the cases and gives the lines for performance data files.</summary>
    public static IReadOnlyList<PerfdataWritten> PerfdataOf(DifferentialRun run)
    {
        var oracle = new EngineOracle(run);
        oracle.Run();
        return oracle._perfdata;
    }

    private EngineTime Now => new((_run.Start * 1000) + _now, _now);

    private long Seconds => _now / 1000;

    private void Run()
    {
        var snapshot = Load(_run);
        foreach (var item in snapshot.Items.Values)
        {
            _names[item.Id] = item.Name.ToString();
        }

        Apply(new ConfigurationActivated(snapshot));
        var steps = _run.Cases.SelectMany(one => one.Steps.Select(step => (Case: one, Step: step))).ToLookup(pair => pair.Step.At);
        for (var at = 0; at <= _run.Until; at++)
        {
            AdvanceTo((at * 1000L) - 1);
            foreach (var (one, step) in steps[at])
            {
                if (step is AnswerStep answer)
                {
                    _answers[ItemName.Parse(one.Named(answer.Item)).Id] = answer;
                }
            }

            AdvanceTo(at * 1000L);
            foreach (var (one, step) in steps[at])
            {
                if (step is CommandStep command)
                {
                    var text = CaseTimes.Resolve(one.Named(command.Text), Now.UtcSeconds);
                    Apply(new CommandReceived("run", ++_sequence, string.Create(CultureInfo.InvariantCulture, $"[{Now.UtcSeconds}] {text}"), ""));
                }
            }

            if (_run.StatusTimes.Contains(at))
            {
                Describe();
            }
        }
    }

    private void AdvanceTo(long milliseconds)
    {
        while (_engine.NextTimerLogicalMilliseconds is { } due && due <= milliseconds)
        {
            _now = Math.Max(_now, due);
            _engine.Advance(Now, _outputs);
            Drain();
        }

        _now = Math.Max(_now, milliseconds);
    }

    private void Apply(EngineInput input)
    {
        _engine.Apply(input, Now, _outputs);
        Drain();
    }

    // What a turn brought about is answered in further turns of the same moment.
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
        foreach (var line in _outputs.Events.OfType<LogLine>())
        {
            if (LogReader.Read(string.Create(CultureInfo.InvariantCulture, $"[{Now.UtcSeconds}] {line.Line}"), _run.Start) is { } observation)
            {
                _seen.Add(observation);
            }
        }

        _perfdata.AddRange(_outputs.Events.OfType<PerfdataWritten>());
        foreach (var check in _outputs.Checks)
        {
            var answer = _answers.GetValueOrDefault(check.Item);
            _inputs.Enqueue(new CheckResult
            {
                Item = check.Item,
                Occurrence = check.Occurrence,
                ExitCode = answer?.Code ?? 0,
                Output = answer?.Text ?? "OK",
                StartUtcMilliseconds = Now.UtcMilliseconds,
            });
        }

        foreach (var action in _outputs.Actions)
        {
            _seen.Add(ActionReader.Read(Seconds, action.Invocation.Arguments[FirstWord..]));
            _inputs.Enqueue(new ActionFinished(action.Id, Succeeded: true, "", "run"));
        }

        _outputs.Clear();
    }

    private void Describe()
    {
        var all = new EngineOutputs();
        _engine.DescribeAll(all);
        var comments = all.Events.OfType<CommentAdded>().Select(added => added.Comment).ToLookup(comment => comment.Item, Word);
        var downtimes = all.Events.OfType<DowntimeChanged>().Select(changed => changed.Downtime).ToLookup(downtime => downtime.Item, Word);
        foreach (var status in all.Events.OfType<StatusChanged>())
        {
            var text = new StatusText
            {
                State = status.State,
                IsHard = status.StateType == StateType.Hard,
                Attempt = status.Attempt,
                MaxAttempts = status.MaxAttempts,
                LastHardState = status.LastHardState,
                IsChecked = status.HasBeenChecked,
                Acknowledgement = status.Acknowledgement,
                DowntimeDepth = status.DowntimeDepth,
                IsFlapping = status.IsFlapping,
                PercentStateChange = status.FlapDetectionEnabled ? status.PercentStateChange : null,
                NotificationNumber = status.NotificationNumber,
                Output = status.Output,
                Entries = comments[status.Item].Concat(downtimes[status.Item]),
            };
            _seen.Add(new Observation(Seconds, _names[status.Item], ObservationStream.Status, text.ToString()));
        }
    }

    private static string Word(Comment comment) => StatusText.Comment((int)comment.Kind, comment.IsPersistent, comment.Author, comment.Text);

    private string Word(Downtime downtime) => StatusText.Downtime(
        (downtime.StartUtcMilliseconds / 1000) - _run.Start,
        (downtime.EndUtcMilliseconds / 1000) - _run.Start,
        downtime.IsFixed,
        (long)downtime.Duration.TotalSeconds,
        downtime.TriggeredBy != 0,
        downtime.IsActive,
        downtime.Author,
        downtime.Text);
}
