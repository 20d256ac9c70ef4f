using System.Collections.Immutable;
using Tsuba.Engine.Checks;
using Tsuba.Engine.Forecasts;
using Tsuba.Engine.Inputs;
using Tsuba.Engine.Maintenance;
using Tsuba.Engine.Outputs;
using Tsuba.Engine.Scenarios;
using Tsuba.Model.ExternalCommands;
using Tsuba.Model.Items;
using Tsuba.Model.Snapshots;

namespace Tsuba.Engine.Backtests;

/// <summary>
/// Runs the turns of recordings on two engines of equal state for each part: one goes on under the recorded configuration, the other one takes
/// a candidate before the first turn. Commands and passive results are the same for both. A check of the candidate that was really under way
/// gets the recorded result when it came; any other one (the candidate checks more often, or another item) is told at once what the plugin said
/// last. Reloads of the recording do not reach the candidate. The candidate has turns of its own only where it is due before the recorded
/// engine was; so with an equal configuration both do exactly the same.
/// A host that moved to another part in the recording stays in its part under the candidate: what the recording of the other part says of
/// it is brought there. While its state is on its way it is not compared, and from then on to within
/// <see cref="BacktestRecord.ToleranceMilliseconds"/>, since two parts do not have their turns at the same moments.
/// </summary>
public sealed class Backtest
{
    private readonly BacktestRecord _record;
    private readonly BacktestPart[] _parts;

    // Items of both sides: the part that each is in under the candidate, and was in when the back-test began.
    private readonly Dictionary<ItemId, int> _homes = [];
    private readonly Dictionary<ItemId, ItemName> _begun = [];
    private readonly Dictionary<ItemId, ItemName> _proposed = [];

    // Items that went to another part, by item; present in no part while they are on their way.
    private readonly HashSet<ItemId> _moved = [];
    private readonly HashSet<ItemId> _onTheirWay = [];
    private readonly HashSet<ItemName> _passing = [];

    // By part: where what moved there is under the candidate; null: to be looked up again.
    private readonly List<int>?[] _guests;
    private long _results;

    /// <summary>Begins where an engine stands.</summary>
    /// <param name="recorded">As the recording has it; only the back-test may use it from here on.</param>
    /// <param name="candidate">The configuration to try.</param>
    /// <param name="maxDifferences">Most differences that are kept; at least 1. What is beyond is counted.</param>
    /// <exception cref="ArgumentException">The engine has no configuration.</exception>
    public Backtest(SchedulerEngine recorded, ConfigurationSnapshot candidate, int maxDifferences)
        : this([(recorded, candidate)], maxDifferences)
    {
    }

    /// <summary>Begins where the engines of several parts stand.</summary>
    /// <param name="parts">Each part as its recording has it, and its share of the configuration to try; at least one.</param>
    /// <param name="maxDifferences">Most differences that are kept; at least 1. What is beyond is counted.</param>
    /// <exception cref="ArgumentException">An engine has no configuration.</exception>
    public Backtest(IReadOnlyList<(SchedulerEngine Recorded, ConfigurationSnapshot Candidate)> parts, int maxDifferences)
    {
        ArgumentNullException.ThrowIfNull(parts);
        _record = new BacktestRecord(maxDifferences);
        _guests = new List<int>?[parts.Count];
        _parts = [.. parts.Select(part => new BacktestPart(Configured(part.Recorded), part.Candidate, _record, Answer))];
        for (var part = 0; part < _parts.Length; part++)
        {
            foreach (var (id, item) in _parts[part].Proposed.Items)
            {
                _homes[id] = part;
                _proposed[id] = item.Name;
            }
        }

        foreach (var (part, item) in _parts.SelectMany(part => part.Recorded.Snapshot!.Items.Values.Select(item => (part, item))))
        {
            _begun[item.Id] = item.Name;
            if (!_homes.TryGetValue(item.Id, out var home))
            {
                continue;
            }

            // Where another part has its state, the candidate has none to begin with.
            if (_parts[home].Has(item.Id))
            {
                _record.Compare(item.Id, item.Name);
            }
            else
            {
                _passing.Add(item.Name);
            }
        }

        foreach (var part in _parts)
        {
            part.Begin();
            _record.Settle(part.FromUtcMilliseconds);
        }
    }

    /// <summary>Hashes of both states of the first part, which are equal where the candidate is the recorded configuration.</summary>
    internal (ulong Recorded, ulong Candidate) StateHashes => (_parts[0].Recorded.StateHash(), _parts[0].Candidate.Engine.StateHash());

    /// <summary>The next turn of the recording of the only part.</summary>
    public void Take(RecordedTurn turn) => Take(0, turn);

    /// <summary>The next turn of the recording of a part. Turns of several parts come in the order of the wall clock.</summary>
    /// <param name="part">Position of the part.</param>
    /// <param name="turn">The turn.</param>
    public void Take(int part, RecordedTurn turn)
    {
        ArgumentNullException.ThrowIfNull(turn);
        _parts[part].Turn(turn);
        foreach (var input in turn.Inputs)
        {
            Take(part, input, turn);
        }

        foreach (var home in Homes(part))
        {
            _parts[home].CatchUp(turn.Time.UtcMilliseconds);
        }

        _record.Settle(turn.Time.UtcMilliseconds);
    }

    /// <summary>The recording of a part is over.</summary>
    /// <param name="part">Position of the part.</param>
    public void End(int part) => _parts[part].IsEnded = true;

    /// <summary>What came out.</summary>
    public BacktestReport Finish()
    {
        _record.SettleAll();
        _passing.UnionWith(_onTheirWay.Select(item => _begun[item]));
        return new BacktestReport
        {
            FromUtcMilliseconds = _parts.Min(part => part.FromUtcMilliseconds),
            ToUtcMilliseconds = _parts.Max(part => part.Recorded.LastTurn.UtcMilliseconds),
            Differences = _record.Differences,
            LeftOut = _record.LeftOut,
            Hours = _record.Hours,
            OnlyRecorded = Sorted(_begun.Where(pair => !_proposed.ContainsKey(pair.Key)).Select(pair => pair.Value)),
            OnlyCandidate = Sorted(_proposed.Where(pair => !_begun.ContainsKey(pair.Key)).Select(pair => pair.Value).Where(name => !_passing.Contains(name))),
            Passing = Sorted(_passing),
            Moved = Sorted(_moved.Except(_onTheirWay).Select(item => _begun[item]).Where(name => !_passing.Contains(name))),
            Results = _results,
            IsComplete = _parts.All(part => part.IsComplete),
        };
    }

    private static SchedulerEngine Configured(SchedulerEngine engine) =>
        engine.Snapshot is null ? throw new ArgumentException("The engine has no configuration.", nameof(engine)) : engine;

    private static ImmutableArray<ItemName> Sorted(IEnumerable<ItemName> items) => [.. items.Distinct().OrderBy(name => name.ToString(), StringComparer.Ordinal)];

    // The part whose recording has an item now; null: it is on its way, or gone.
    private BacktestPart? Owner(ItemId item) => _moved.Contains(item) ? Array.Find(_parts, part => part.Has(item)) : _parts[_homes[item]];

    private PluginAnswer? Answer(BacktestPart home, CheckDue check)
    {
        var isMaintenance = LastAnswers.IsOfMaintenance(check);
        if (!_moved.Contains(check.Item))
        {
            return home.UnderWay(check.Item, isMaintenance) is null ? home.Answers.Of(check) : null;
        }

        // What is on its way is checked by nobody; what another part checks now, or is about to, answers with its result.
        var isAsked = Owner(check.Item) is not { } owner
            || owner.UnderWay(check.Item, isMaintenance) is not null
            || (!isMaintenance && owner.IsDue(check.Item, home.Candidate.Now.UtcMilliseconds));
        return isAsked ? null : home.Answers.Of(check);
    }

    private void Take(int part, EngineInput? input, RecordedTurn turn)
    {
        var here = _parts[part];
        switch (input)
        {
            case null:
                here.ApplyRecorded(null, turn);
                here.Candidate.Resume();
                break;
            case CheckResult result:
                TakeResult(part, result, turn);
                break;
            case ConfigurationActivated activated:
                NoteLeaving(here, activated);
                here.ApplyRecorded(activated, turn);
                Array.ForEach(_parts, NoteArrived);
                NotePassing(activated);
                break;
            case ActionFinished finished:
                here.ApplyRecorded(finished, turn);
                if (here.Candidate.Engine.Brain.Part.Actions.ContainsKey(finished.Id))
                {
                    here.Candidate.Apply(finished);
                }

                break;
            case HostsArrived or ArrivalsEnded:
                NoteLost(here, input as ArrivalsEnded);
                here.ApplyRecorded(input, turn);
                here.Candidate.Apply(input);
                NoteArrived(here);
                break;
            default:
                here.ApplyRecorded(input, turn);
                here.Candidate.Apply(input);
                if (input is CommandReceived command && Target(command.Line) is { } item && Elsewhere(part, item) is { } home)
                {
                    // Numbers of sources count in the part that the command came to.
                    home.CatchUp(turn.Time.UtcMilliseconds);
                    home.Candidate.Apply(command with { Sequence = 0 });
                }

                break;
        }
    }

    private void TakeResult(int part, CheckResult result, RecordedTurn turn)
    {
        var here = _parts[part];
        var home = Elsewhere(part, result.Item) ?? here;
        var isMaintenance = (result.Occurrence & MaintenanceChecks.Mark) != 0;
        var counts = here.UnderWay(result.Item, isMaintenance) == result.Occurrence;
        here.ApplyRecorded(result, turn);
        if (!counts)
        {
            // A duplicate or a late one: it was refused, and is refused here, where its number could mean another check.
            here.Candidate.Apply(result with { Occurrence = isMaintenance ? MaintenanceChecks.Mark : 0 });
            return;
        }

        _results++;
        if (!isMaintenance)
        {
            var (code, text) = ResultReader.Read(here.Recorded.Brain.Part, result);
            home.Answers.Set(result.Item, new PluginAnswer(code, text));
        }

        if (home != here)
        {
            home.CatchUp(turn.Time.UtcMilliseconds);
        }

        if (home.UnderWayThere(result.Item, isMaintenance) is { } occurrence)
        {
            home.Candidate.Apply(result with { Occurrence = occurrence });
        }
    }

    private static ItemId? Target(string line)
    {
        if (ExternalCommandParser.TryParsePassiveResult(line, CommandLineLimits.DefaultMaxLength, out var passive))
        {
            return passive.Item;
        }

        var command = ExternalCommandParser.Parse(line, CommandLineLimits.DefaultMaxLength);
        return command.IsUnderstood && command.Command.HostName is { } host ? ItemId.Of(host, command.Command.ServiceDescription) : null;
    }

    // Where an item is under the candidate, if that is another part than the one whose recording has it now.
    private BacktestPart? Elsewhere(int part, ItemId item) =>
        _moved.Contains(item) && _homes.TryGetValue(item, out var home) && home != part && _parts[part].Has(item) ? _parts[home] : null;

    private List<int> Homes(int part) =>
        _guests[part] ??= [.. _moved.Where(_parts[part].Has).Select(item => _homes[item]).Where(home => home != part).Distinct()];

    private void NoteLeaving(BacktestPart here, ConfigurationActivated activated)
    {
        var hosts = activated.Leaving.ToHashSet(StringComparer.Ordinal);
        foreach (var (id, item) in here.Recorded.Snapshot!.Items.Where(pair => hosts.Contains(pair.Value.Name.Host) && _record.Knows(pair.Key)))
        {
            _moved.Add(id);
            if (here.Has(id))
            {
                _onTheirWay.Add(id);
                _record.Suspend(id);
            }
        }
    }

    // What is awaited until now and gets no state begins as something new; the candidate still has the old one.
    private void NoteLost(BacktestPart here, ArrivalsEnded? ended)
    {
        foreach (var item in _onTheirWay.Where(item => ended is not null && here.Awaits(item) && ended.Hosts.Contains(_begun[item].Host)).ToList())
        {
            Exclude(item);
        }
    }

    private void NoteArrived(BacktestPart here)
    {
        foreach (var item in _onTheirWay.Where(here.Has).ToList())
        {
            _onTheirWay.Remove(item);
            _record.Resume(item);
        }

        Array.Clear(_guests);
    }

    // Items that a reload brought or took away have no state to compare all along.
    private void NotePassing(ConfigurationActivated activated)
    {
        foreach (var (id, item) in activated.Snapshot.Items)
        {
            if (!_begun.ContainsKey(id) && _proposed.ContainsKey(id))
            {
                _passing.Add(item.Name);
            }
        }

        foreach (var item in _record.Compared.Where(item => !_onTheirWay.Contains(item) && Owner(item)?.Has(item) != true).ToList())
        {
            Exclude(item);
        }
    }

    private void Exclude(ItemId item)
    {
        _onTheirWay.Remove(item);
        _record.Exclude(item);
        _passing.Add(_begun[item]);
    }
}
