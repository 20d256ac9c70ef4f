using Tsuba.Dispatch.Ownership;
using Tsuba.Model.Items;

namespace Tsuba.Simulation.Tests.Worlds;

/// <summary>What must hold after everything healed: I1 to I5, and that every part is protected again.</summary>
internal sealed class Verdict(SimulatedSite site)
{
    // One and a half intervals of 60 s, and what a check takes to be run and answered.
    private const long Fresh = 90_000 + 10_000;

    // The newest may still be in the queue of a module.
    private const ulong UnreadEvents = 100;

    private readonly SiteRecord _record = site.Record;
    private readonly CommandVerdict _commands = new(site);
    private readonly HashSet<ulong> _wanted = [];
    private int _checks;

    public void Judge()
    {
        foreach (var node in site.Nodes)
        {
            Check(node is { IsUp: true, IsPaused: false }, $"{node.Name} is not up at the end");
        }

        Check(site.Arbiters.Count(arbiter => arbiter.IsLeading) == 1, $"{site.Arbiters.Count(arbiter => arbiter.IsLeading)} arbiters lead at the end");
        Check(site.Arbiter.Ownership.Parts.Length == site.Configuration.Running.Parts.Count, "the arbiter does not know every part");
        foreach (var ownership in site.Arbiter.Ownership.Parts)
        {
            Judge(ownership);
        }

        Check(site.Arbiter.IsMoveDone, "hosts are still on their way");
        EditionVerdict.Judge(site);
        var applied = _commands.Judge();
        JudgeActions();
        Check(_checks > 30 && _wanted.Count > 5 && applied > 50, "too little happened");
    }

    private void Judge(PartOwnership ownership)
    {
        var part = ownership.Part.Value;
        var owners = site.Schedulers.Where(scheduler => scheduler.Owned.ContainsKey(part)).ToList();
        if (owners is not [var owner] || owner.Name != ownership.Owner)
        {
            Check(false, $"part {part} belongs to {ownership.Owner} and is run by {string.Join(" and ", owners.Select(node => node.Name))}");
            return;
        }

        Check(ownership.InSync is not null && ownership.InSync == ownership.Follower, $"part {part} has no follower in sync after everything healed");
        var opened = owner.Owned[part].Opened;
        opened.Journal.Commit();
        var oracle = new Oracle(site, part);
        oracle.Replay(WrittenFrame.Line(owner.Owned[part].Written()));
        Check(oracle.StateHash == opened.Core.StateHash(), $"I2: the state of part {part} is not that of a replay of its inputs");
        Check(owner.Reopen(part).Core.StateHash() == opened.Core.StateHash(), $"I2: the state of part {part} on disk is not the live one");
        var semantics = site.Schedulers.Min(scheduler => scheduler.Program.Newest);
        Check(oracle.Semantics >= semantics, $"rules: part {part} runs under version {oracle.Semantics} in the end, and all schedulers know {semantics}");
        var wanted = site.Arbiter.Generation(ownership.Part);
        Check(opened.Core.Manifest?.Generation == wanted, $"I6: part {part} runs generation {opened.Core.Manifest?.Generation} in the end, and {wanted} is wanted");
        JudgeChecks(part, oracle);
        JudgeEvents(part, oracle);
        foreach (var (item, last) in oracle.Results.Where(result => oracle.Has(result.Key)))
        {
            Check(last > SimulatedSite.End - Fresh, $"I8: item {item.Value:x} of part {part} had its last result {(SimulatedSite.End - last) / 1000} s ago");
        }

        foreach (var impossible in oracle.Impossible)
        {
            Check(false, $"time: {impossible}");
        }

        _commands.Add(part, oracle);
    }

    private void JudgeChecks(int part, Oracle oracle)
    {
        foreach (var (id, due) in oracle.Checks.Where(check => !oracle.Cancelled.Contains(check.Key)))
        {
            _checks++;
            var applied = oracle.Applied.GetValueOrDefault(id);
            Check(applied <= 1, $"I1: the result of check {id:x} took effect {applied} times");
            Check(!IsSettled(due) || applied == 1, $"I1: the result of check {id:x} was lost, due in part {part} at {due / 1000.0} s");
            Check(applied == 0 || _record.Checked.Contains(id), $"I1: check {id:x} has a result and was never run");
        }

        foreach (var (id, due) in oracle.Actions.Where(action => !oracle.Cancelled.Contains(action.Key)))
        {
            Check(!IsSettled(due) || _record.Acted.ContainsKey(id), $"I3: action {id:x} was lost, raised in part {part} at {due / 1000.0} s");
        }

        _wanted.UnionWith(oracle.Actions.Keys);
    }

    private void JudgeEvents(int part, Oracle oracle)
    {
        if (!_record.Reduced.Contains(part))
        {
            foreach (var ((_, sequence), told) in _record.ProtectedEvents.Where(told => told.Key.Part == part))
            {
                Check(
                    oracle.Events.GetValueOrDefault(sequence) == told.Hash,
                    $"an event of part {part} was told and did not stay: number {sequence}, by {told.Owner} under {Epoch.FromPacked(told.Epoch)} at {told.When / 1000.0} s");
            }
        }

        var last = oracle.Events.Where(happened => happened.Key > 0).Select(happened => happened.Key).DefaultIfEmpty().Max();
        var read = site.Brokers.Max(broker => broker.Cursors.GetValueOrDefault(part));
        Check(last < 100 || read > last - 100, $"the brokers have read part {part} up to {read} of {last}");
        if (!_record.Reduced.Contains(part))
        {
            JudgeSinks(part, oracle, last - Math.Min(last, UnreadEvents));
        }
    }

    // What a broker read past must be in its module as it is in the journal, or counted as missed.
    private void JudgeSinks(int part, Oracle oracle, ulong until)
    {
        foreach (var broker in site.Brokers)
        {
            var end = Math.Min(until, broker.Cursors.GetValueOrDefault(part));
            var sink = _record.SinkOf(broker.Name);
            foreach (var (sequence, hash) in oracle.Events.Where(happened => happened.Key < end && !sink.Accounts(part, happened.Key, happened.Value)))
            {
                Check(false, $"events: {broker.Name} has read past event {sequence} of part {part}, and its module has not got it");
            }
        }
    }

    private void JudgeActions()
    {
        foreach (var (id, times) in _record.Acted)
        {
            // A death between the provider's acceptance and the receipt may lead to a copy, and so may another reactionner.
            Check(times.Distinct().Count() == times.Count, $"I3: action {id:x} was carried out twice by one reactionner in one life");
            Check(
                _wanted.Contains(id) || !_record.ProtectedActions.Contains(id) || _record.Reduced.Count > 0,
                $"I3: action {id:x} was carried out, and nobody wanted it");
        }
    }

    private static bool IsSettled(long when) => when <= SimulatedSite.Settled;

    private void Check(bool holds, string violation)
    {
        if (!holds)
        {
            _record.Violate(violation);
        }
    }
}
