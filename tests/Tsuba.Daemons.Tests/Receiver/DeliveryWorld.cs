using System.Globalization;
using Tsuba.Model.ExternalCommands;
using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;
using Tsuba.Receiver.Core;

namespace Tsuba.Daemons.Tests.Receiver;

/// <summary>
/// A receiver's desk between an arbiter and the owners of two parts, with lost requests, lost replies and restarts, all from one seed. Owners
/// refuse what is older than what they have of a source, as engines do.
/// </summary>
internal sealed class DeliveryWorld
{
    private readonly Random _random;
    private readonly List<string> _spool = [];
    private readonly Dictionary<int, ulong> _epochs = new() { [1] = 1, [2] = 1 };
    private Dictionary<(int Part, string Source), ulong> _highest = [];
    private readonly Dictionary<string, int> _partOfHost = new() { ["h0"] = 1, ["h1"] = 2, ["h2"] = 1, ["h3"] = 2 };
    private readonly Queue<(Command Command, int Part)> _arbiter = new();
    private readonly List<CommandAnswer> _answers = [];
    private readonly List<DirectBatch> _out = [];
    private ulong _cursor;
    private ulong _firstHand = 1_000_000;
    private long _nowMs;
    private DeliveryDesk _desk;

    public DeliveryWorld(int seed)
    {
        _random = new Random(seed);
        _desk = new DeliveryDesk("r", 0, _firstHand, []);
        _desk.Use(Map(), isDirect: true);
    }

    /// <summary>Numbers of the commands in the order in which owners applied them.</summary>
    public List<ulong> Applied { get; } = [];

    /// <summary>Commands that were given.</summary>
    public int Given => _spool.Count;

    public bool OwnersAnswer { get; set; } = true;

    public bool ArbiterAnswers { get; set; } = true;

    public bool LosesMessages { get; set; } = true;

    public DeliveryDesk Desk => _desk;

    public void Give(string? line = null) =>
        _spool.Add(line ?? string.Create(CultureInfo.InvariantCulture, $"PROCESS_HOST_CHECK_RESULT;h{_random.Next(4)};0;number {_spool.Count + 1}"));

    /// <summary>The receiver is killed and starts again: batches that are out may or may not have arrived.</summary>
    public void Restart()
    {
        var lanes = _desk.LanesViaArbiter;
        foreach (var batch in _out.Where(_ => _random.Next(2) == 0))
        {
            Apply(batch.Part, batch.Commands);
        }

        _out.Clear();
        _firstHand += 1_000_000;
        _desk = new DeliveryDesk("r", _desk.Delivered, _firstHand, lanes);
        _desk.Use(Map(), isDirect: true);
    }

    /// <summary>The arbiter starts again: it keeps what it took, and forgets how far it has read.</summary>
    public void RestartArbiter() => _cursor = 0;

    public void Move(string host)
    {
        _partOfHost[host] = 3 - _partOfHost[host];
        _desk.Use(Map(), isDirect: true);
    }

    public void Step()
    {
        _nowMs += _random.Next(1, 400);
        while (_desk.Room > 0 && _desk.NextToRead <= (ulong)_spool.Count)
        {
            _desk.Take(_desk.NextToRead, new Command { Line = _spool[(int)_desk.NextToRead - 1] });
        }

        _out.AddRange(_desk.Step(_nowMs));
        if (_out.Count > 0 && _random.Next(2) == 0)
        {
            var batch = _out[_random.Next(_out.Count)];
            _out.Remove(batch);
            Deliver(batch);
        }

        if (ArbiterAnswers && _random.Next(2) == 0)
        {
            Drain();
        }
    }

    private void Deliver(DirectBatch batch)
    {
        var fault = LosesMessages ? _random.Next(6) : 5;
        if (!OwnersAnswer || fault == 0)
        {
            _desk.Failed(batch, isBusy: false, _nowMs);
            return;
        }

        if (fault == 1)
        {
            _desk.Failed(batch, isBusy: true, _nowMs);
            return;
        }

        if (fault == 3)
        {
            TakeAndDie(batch);
            return;
        }

        Apply(batch.Part, batch.Commands);
        if (fault == 2)
        {
            _desk.Failed(batch, isBusy: false, _nowMs);
        }
        else
        {
            _desk.Answered(batch, new HashSet<ulong>(), isBehind: false, _nowMs);
        }
    }

    // The owner takes a batch, and an heir that lacks it takes over: known here before the answer comes, or after it.
    private void TakeAndDie(DirectBatch batch)
    {
        var (highest, applied) = (new Dictionary<(int Part, string Source), ulong>(_highest), Applied.Count);
        Apply(batch.Part, batch.Commands);
        var comesLate = _random.Next(2) == 0;
        if (!comesLate)
        {
            _desk.Answered(batch, new HashSet<ulong>(), isBehind: true, _nowMs);
        }

        _highest = highest;
        Applied.RemoveRange(applied, Applied.Count - applied);
        _epochs[batch.Part]++;
        _desk.Use(Map(), isDirect: true);
        if (comesLate)
        {
            _desk.Answered(batch, new HashSet<ulong>(), isBehind: false, _nowMs);
        }
    }

    private void Drain()
    {
        foreach (var answer in _answers)
        {
            _desk.AnsweredByArbiter(answer.Sequence);
        }

        _answers.Clear();
        var reply = _desk.Drain(_cursor, _cursor, _random.Next(1, 20));
        if (!LosesMessages || _random.Next(5) > 0)
        {
            _cursor = reply.NextCursor;
            foreach (var command in reply.Commands)
            {
                _arbiter.Enqueue((command.Clone(), PartOf(command)));
            }
        }

        for (var count = _random.Next(0, 30); count > 0 && OwnersAnswer && _arbiter.TryDequeue(out var next); count--)
        {
            ApplyOfArbiter(next.Command, next.Part);
            _answers.Add(new CommandAnswer { Sequence = next.Command.Sequence, State = CommandState.Applied });
        }
    }

    private int PartOf(Command command) => command.Source == CommandSources.Global("r") ? 0 : _partOfHost[command.Line.Split(';')[1]];

    private void ApplyOfArbiter(Command command, int part)
    {
        if (part == 0)
        {
            Apply(1, [command]);
            Apply(2, [command]);
            return;
        }

        var now = PartOf(command);
        if (now != part)
        {
            command = command.Clone();
            command.Source = SourceWays.MovedFrom(command.Source, part);
        }

        Apply(now, [command]);
    }

    private void Apply(int part, IReadOnlyList<Command> commands)
    {
        foreach (var command in commands)
        {
            if (command.Sequence > _highest.GetValueOrDefault((part, command.Source)))
            {
                _highest[(part, command.Source)] = command.Sequence;
                Applied.Add(command.Sequence);
            }
        }
    }

    private HostMap Map()
    {
        var links = new PutLinksRequest();
        links.Hosts.AddRange(_partOfHost.Select(entry => new HostOwner { Host = entry.Key, Part = entry.Value }));
        links.Parts.Add(new PartOwner { Stamp = new PartStamp { Part = 1, Epoch = _epochs[1] }, Scheduler = "s1" });
        links.Parts.Add(new PartOwner { Stamp = new PartStamp { Part = 2, Epoch = _epochs[2] }, Scheduler = "s2" });
        return HostMap.From(links);
    }
}
