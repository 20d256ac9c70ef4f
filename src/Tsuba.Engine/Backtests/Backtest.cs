using System.Buffers;
using System.Collections.Immutable;
using Tsuba.Engine.Checks;
using Tsuba.Engine.Forecasts;
using Tsuba.Engine.Inputs;
using Tsuba.Engine.Maintenance;
using Tsuba.Engine.Outputs;
using Tsuba.Engine.Parts;
using Tsuba.Engine.Scenarios;
using Tsuba.Model.Items;
using Tsuba.Model.Snapshots;

namespace Tsuba.Engine.Backtests;

/// <summary>
/// Runs the turns of a recording on two engines of equal state: one goes on under the recorded configuration, the other one takes a candidate
/// before the first turn. Commands and passive results are the same for both. A check of the candidate that was really under way gets the
/// recorded result when it came; any other one (the candidate checks more often, or another item) is told at once what the plugin said
/// last. Reloads of the recording do not reach the candidate. The candidate has turns of its own only where it is due before the recorded
/// engine was; so with an equal configuration both do exactly the same.
/// </summary>
public sealed class Backtest
{
    private const string Worker = "backtest";

    private readonly SchedulerEngine _recorded;
    private readonly VirtualEngine _candidate;
    private readonly EngineOutputs _outputs = new();
    private readonly LastAnswers _answers;
    private readonly BacktestRecord _record;
    private readonly ConfigurationSnapshot _begin;
    private readonly ConfigurationSnapshot _proposed;
    private readonly Dictionary<ItemId, ItemName> _compared;
    private readonly HashSet<ItemName> _passing = [];
    private readonly long _from;
    private long _results;
    private bool _isComplete = true;

    /// <summary>Begins where an engine stands.</summary>
    /// <param name="recorded">As the recording has it; only the back-test may use it from here on.</param>
    /// <param name="candidate">The configuration to try.</param>
    /// <param name="maxDifferences">Most differences that are kept; at least 1. What is beyond is counted.</param>
    /// <exception cref="ArgumentException">The engine has no configuration.</exception>
    public Backtest(SchedulerEngine recorded, ConfigurationSnapshot candidate, int maxDifferences)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        ArgumentNullException.ThrowIfNull(candidate);
        _recorded = recorded;
        _begin = recorded.Snapshot ?? throw new ArgumentException("The engine has no configuration.", nameof(recorded));
        _proposed = candidate;
        _compared = _begin.Items.Where(pair => candidate.Items.ContainsKey(pair.Key)).ToDictionary(pair => pair.Key, pair => pair.Value.Name);
        _record = new BacktestRecord(_compared, maxDifferences);
        _answers = new LastAnswers(recorded);
        _from = recorded.LastTurn.UtcMilliseconds;
        Describe(BacktestSide.Recorded, recorded);
        _candidate = new VirtualEngine(Copy(recorded), recorded.LastTurn, Worker, Answer, outputs => _record.Add(BacktestSide.Candidate, outputs.Events))
        {
            Withholds = action => _recorded.Brain.Part.Actions.ContainsKey(action.Id),
        };
        Describe(BacktestSide.Candidate, _candidate.Engine);
        _candidate.Apply(new ConfigurationActivated(candidate));
        _record.Settle(_from);
    }

    /// <summary>Hashes of both states, which are equal where the candidate is the recorded configuration.</summary>
    internal (ulong Recorded, ulong Candidate) StateHashes => (_recorded.StateHash(), _candidate.Engine.StateHash());

    /// <summary>The next turn of the recording.</summary>
    public void Take(RecordedTurn turn)
    {
        ArgumentNullException.ThrowIfNull(turn);
        var due = _recorded.NextTimerLogicalMilliseconds ?? long.MaxValue;
        RunAhead(Math.Min(due, turn.Time.LogicalMilliseconds) - 1);
        _recorded.Advance(turn.Time, _outputs);
        Collect();
        _candidate.TurnAt(turn.Time);
        foreach (var input in turn.Inputs)
        {
            Take(input, turn);
        }

        _record.Settle(turn.Time.UtcMilliseconds);
    }

    /// <summary>What came out.</summary>
    public BacktestReport Finish() => new()
    {
        FromUtcMilliseconds = _from,
        ToUtcMilliseconds = _recorded.LastTurn.UtcMilliseconds,
        Differences = _record.Differences,
        LeftOut = _record.LeftOut,
        Hours = _record.Hours,
        OnlyRecorded = Missing(_begin, _proposed),
        OnlyCandidate = [.. Missing(_proposed, _begin).Where(name => !_passing.Contains(name))],
        Passing = [.. _passing.OrderBy(name => name.ToString(), StringComparer.Ordinal)],
        Results = _results,
        IsComplete = _isComplete,
    };

    private static ImmutableArray<ItemName> Missing(ConfigurationSnapshot these, ConfigurationSnapshot those) =>
        [.. these.Items.Where(pair => !those.Items.ContainsKey(pair.Key)).Select(pair => pair.Value.Name).OrderBy(name => name.ToString(), StringComparer.Ordinal)];

    private static SchedulerEngine Copy(SchedulerEngine engine)
    {
        var state = new ArrayBufferWriter<byte>();
        engine.WriteState(state);
        return SchedulerEngine.ReadState(engine.Options, engine.Snapshot!, state.WrittenSpan);
    }

    // The occurrence of the check that is under way for an item; null: none is.
    private static ulong? UnderWay(Part part, ItemId item, bool maintenance)
    {
        var index = part.Find(item);
        if (index < 0)
        {
            return null;
        }

        return maintenance
            ? part.MaintenanceChecks.TryGetValue(item, out var state) && state.IsOnItsWay ? state.Occurrence | MaintenanceChecks.Mark : null
            : part.Rows[index].Has(ItemFlags.InFlight) ? part.Rows[index].Occurrence : null;
    }

    private void Describe(BacktestSide side, SchedulerEngine engine)
    {
        var outputs = new EngineOutputs();
        engine.DescribeAll(outputs);
        _record.Add(side, outputs.Events);
    }

    // What the candidate is due to do before the recorded engine was due.
    private void RunAhead(long logicalMilliseconds)
    {
        while (_candidate.Engine.NextTimerLogicalMilliseconds is { } due && due <= logicalMilliseconds)
        {
            if (!_candidate.AdvanceTo(Math.Max(due, _candidate.Now.LogicalMilliseconds)))
            {
                _isComplete = false;
                break;
            }

            _record.Settle(_candidate.Now.UtcMilliseconds);
        }
    }

    private PluginAnswer? Answer(CheckDue check) =>
        UnderWay(_recorded.Brain.Part, check.Item, LastAnswers.IsOfMaintenance(check)) is null ? _answers.Of(check) : null;

    private void Take(EngineInput? input, RecordedTurn turn)
    {
        switch (input)
        {
            case null:
                _recorded.Resume(turn.Time, _outputs);
                Collect();
                _candidate.Resume();
                break;
            case CheckResult result:
                TakeResult(result, turn);
                break;
            case ConfigurationActivated activated:
                _recorded.Apply(activated, turn.Time, _outputs);
                Collect();
                NotePassing(activated);
                break;
            case ActionFinished finished:
                _recorded.Apply(finished, turn.Time, _outputs);
                Collect();
                if (_candidate.Engine.Brain.Part.Actions.ContainsKey(finished.Id))
                {
                    _candidate.Apply(finished);
                }

                break;
            default:
                _recorded.Apply(input, turn.Time, _outputs);
                Collect();
                _candidate.Apply(input);
                break;
        }
    }

    private void TakeResult(CheckResult result, RecordedTurn turn)
    {
        var isMaintenance = (result.Occurrence & MaintenanceChecks.Mark) != 0;
        var counts = UnderWay(_recorded.Brain.Part, result.Item, isMaintenance) == result.Occurrence;
        _recorded.Apply(result, turn.Time, _outputs);
        Collect();
        if (!counts)
        {
            // A duplicate or a late one: it was refused, and is refused here, where its number could mean another check.
            _candidate.Apply(result with { Occurrence = isMaintenance ? MaintenanceChecks.Mark : 0 });
            return;
        }

        _results++;
        if (!isMaintenance)
        {
            var (code, text) = ResultReader.Read(_recorded.Brain.Part, result);
            _answers.Set(result.Item, new PluginAnswer(code, text));
        }

        if (UnderWay(_candidate.Engine.Brain.Part, result.Item, isMaintenance) is { } occurrence)
        {
            _candidate.Apply(result with { Occurrence = occurrence });
        }
    }

    // Items that a reload brought or took away have no state to compare all along.
    private void NotePassing(ConfigurationActivated activated)
    {
        foreach (var (id, item) in activated.Snapshot.Items)
        {
            if (!_begin.Items.ContainsKey(id) && _proposed.Items.ContainsKey(id))
            {
                _passing.Add(item.Name);
            }
        }

        foreach (var (id, name) in _compared.ToArray())
        {
            if (!activated.Snapshot.Items.ContainsKey(id))
            {
                _compared.Remove(id);
                _passing.Add(name);
            }
        }
    }

    private void Collect()
    {
        _record.Add(BacktestSide.Recorded, _outputs.Events);
        _outputs.Clear();
    }
}
