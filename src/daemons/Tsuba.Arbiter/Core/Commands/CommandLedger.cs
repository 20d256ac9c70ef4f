using System.Globalization;
using Tsuba.Model.ExternalCommands;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Arbiter.Core.Commands;

/// <summary>
/// Every command between the moment it is durable and the moment its owners have answered. Answers go back to the daemon that
/// was drained and to whoever waits. Records of the spool are freed from the front, as all their commands are answered.
/// </summary>
internal sealed class CommandLedger
{
    private const int MaxAnswersPerOrigin = 65_536;

    private readonly SortedDictionary<PartId, PartQueue> _queues = [];
    private readonly SortedDictionary<ulong, CommandRecord> _records = [];
    private readonly Dictionary<CommandOrigin, Queue<CommandAnswer>> _answers = [];
    private readonly Dictionary<CommandOrigin, FreeCursor> _free = [];

    // Hosts of commands that are out at a part, and would go to another one by now.
    private readonly Dictionary<PartId, HashSet<string>> _stragglers = [];
    private RoutingTable _table = RoutingTable.Empty;
    private ulong _highest;
    private bool _hasFreed;

    /// <summary>All commands of the records up to and with this one are answered.</summary>
    internal ulong Acknowledgeable => _records.Count == 0 ? _highest : _records.Keys.First() - 1;

    /// <summary>The highest record that was taken.</summary>
    internal ulong Highest => _highest;

    /// <summary>Whether every command for a part in the records up to one has been answered.</summary>
    internal bool IsDrained(PartId part, ulong record) => !_queues.TryGetValue(part, out var queue) || !queue.HasUpTo(record);

    /// <summary>Whether a command is for a host that is on its way to another part.</summary>
    internal bool IsMoving(PendingCommand pending) => CommandRoute.HostOf(pending.Command) is { } host && _table.IsMoving(host);

    /// <summary>Whether an earlier command about the same host is out at a part that has the host no more.</summary>
    internal bool IsOvertaking(PendingCommand pending) =>
        _stragglers.Count > 0 && CommandRoute.HostOf(pending.Command) is { } host && _stragglers.Values.Any(hosts => hosts.Contains(host));

    /// <summary>Up to where all commands of a drained daemon are answered, as a cursor there; 0: nowhere.</summary>
    internal ulong FreeOf(CommandOrigin origin) => _free.TryGetValue(origin, out var cursor) ? cursor.Value : 0;

    /// <summary>Whether a record was freed since this was asked last.</summary>
    internal bool TakeFreed()
    {
        var freed = _hasFreed;
        _hasFreed = false;
        return freed;
    }

    internal long Pending { get; private set; }

    internal long Received { get; private set; }

    internal long Refused { get; private set; }

    internal long Delivered { get; private set; }

    internal long Expired { get; private set; }

    internal long DroppedAnswers { get; private set; }

    /// <summary>Where commands go.</summary>
    internal RoutingTable Table => _table;

    /// <summary>Who has answers to be taken.</summary>
    internal IEnumerable<CommandOrigin> WithAnswers => _answers.Where(entry => entry.Value.Count > 0).Select(entry => entry.Key);

    internal IEnumerable<KeyValuePair<PartId, PartQueue>> Queues => _queues;

    /// <summary>Takes a new table. What waits is routed anew: hosts may have moved, or gone.</summary>
    internal void Reroute(RoutingTable table)
    {
        _table = table;
        var waiting = _queues.SelectMany(queue => queue.Value.TakeWaiting().Select(pending => (Part: queue.Key, Pending: pending))).ToList();
        foreach (var (part, pending) in waiting)
        {
            Enqueue(pending, part);
        }

        _stragglers.Clear();
        foreach (var (part, queue) in _queues)
        {
            var hosts = queue.Out.Where(pending => !IsStillFor(pending, part)).Select(pending => CommandRoute.HostOf(pending.Command)).OfType<string>().ToHashSet(StringComparer.Ordinal);
            if (hosts.Count > 0)
            {
                _stragglers.Add(part, hosts);
            }
        }
    }

    /// <summary>Takes the commands of a durable record; returns those that the arbiter carries out itself.</summary>
    /// <param name="sequence">Number of the record.</param>
    /// <param name="origin">Who was drained.</param>
    /// <param name="commands">What came.</param>
    /// <param name="nowMs">Logical time: how long they are held counts from here.</param>
    /// <param name="next">The cursor behind them, there; 0: not known.</param>
    internal List<(PendingCommand Pending, ExternalCommand Command)> Take(ulong sequence, CommandOrigin origin, IReadOnlyList<Command> commands, long nowMs, ulong next)
    {
        var own = new List<(PendingCommand, ExternalCommand)>();
        var record = new CommandRecord(sequence, origin, nowMs) { Unresolved = commands.Count };
        _records.Add(sequence, record);
        _highest = Math.Max(_highest, sequence);
        FreeCursorOf(origin).Open(sequence, next);
        Received += commands.Count;
        Pending += commands.Count;
        for (var position = 0; position < commands.Count; position++)
        {
            var command = commands[position];
            var route = CommandRoute.Of(command, sequence, _table);
            var pending = new PendingCommand(record, position, command, route) { Outstanding = Math.Max(1, route.Parts.Length) };
            if (route.Refusal is { } refusal)
            {
                Answer(pending, part: 0, CommandState.Refused, refusal);
            }
            else if (route.Own is { } forArbiter)
            {
                own.Add((pending, forArbiter));
            }
            else
            {
                foreach (var part in route.Parts)
                {
                    QueueOf(NextFor(pending, part)).Add(pending);
                }
            }
        }

        if (commands.Count == 0)
        {
            Free(record);
        }

        return own;
    }

    /// <summary>Gives up commands that were taken before a logical time and are still held. The wall clocks of two machines say nothing about it.</summary>
    internal void Expire(long takenBeforeMs)
    {
        foreach (var (part, queue) in _queues)
        {
            foreach (var pending in queue.TakeTakenBefore(takenBeforeMs))
            {
                Expired++;
                var text = string.Create(CultureInfo.InvariantCulture, $"part {part} had no owner for too long{(pending.WasSent ? "; an earlier one may have applied the command" : "")}");
                Answer(pending, part.Value, CommandState.Expired, text);
            }
        }
    }

    /// <summary>The owner answered a batch.</summary>
    /// <param name="part">The part.</param>
    /// <param name="scheduler">Its owner.</param>
    /// <param name="answers">One for each command; a missing one counts as applied.</param>
    /// <param name="nowMs">Logical time.</param>
    internal void Answered(PartId part, string scheduler, IReadOnlyList<CommandAnswer> answers, long nowMs)
    {
        _stragglers.Remove(part);
        var byKey = new Dictionary<(string, ulong), CommandAnswer>(answers.Count);
        foreach (var answer in answers)
        {
            byKey[(answer.Source, answer.Sequence)] = answer;
        }

        foreach (var pending in QueueOf(part).TakeAnswered())
        {
            var key = (pending.Command.Source, pending.Command.Sequence);
            if (byKey.TryGetValue(key, out var answer) && answer is { State: CommandState.Unknown } or { Elsewhere: true } && pending.Search is { } search)
            {
                if (pending.Command.Question == LateQuestion.CarryOut)
                {
                    // The part does not run the configuration yet that gives it the host.
                    QueueOf(part).Pause(nowMs);
                }

                search.IsUnknownTo(part);
                Enqueue(pending, part);
            }
            else if (answer is { Elsewhere: true } && IsGoneFrom(pending, part))
            {
                Enqueue(pending, part);
            }
            else if (answer is not null)
            {
                Answer(pending, part.Value, answer.State == CommandState.Pending ? CommandState.Applied : answer.State, answer.Text, scheduler);
            }
            else
            {
                Answer(pending, part.Value, CommandState.Applied, "", scheduler);
            }
        }
    }

    /// <summary>The owner will never take the batch that is out.</summary>
    internal void RefusedByOwner(PartId part, string scheduler, string refusal)
    {
        foreach (var pending in QueueOf(part).TakeAnswered())
        {
            Answer(pending, part.Value, CommandState.Refused, refusal, scheduler);
        }
    }

    /// <summary>The batch that is out did not arrive, or may not have: it goes out again, and the owner refuses what it has.</summary>
    internal void Failed(PartId part, long nowMs)
    {
        var queue = QueueOf(part);
        queue.PutBack(nowMs);
        if (_stragglers.Remove(part) || !_table.Parts.Contains(part))
        {
            foreach (var pending in queue.TakeWaiting())
            {
                Enqueue(pending, part);
            }
        }
    }

    /// <summary>Answers a command that the arbiter carried out itself.</summary>
    internal void AnswerOwn(PendingCommand pending, bool applied, string text)
    {
        Answer(pending, part: 0, applied ? CommandState.Applied : CommandState.Refused, text);
    }

    /// <summary>Takes answers for a daemon that is drained.</summary>
    internal List<CommandAnswer> TakeAnswers(CommandOrigin origin, int max)
    {
        var taken = new List<CommandAnswer>();
        if (_answers.TryGetValue(origin, out var queue))
        {
            while (taken.Count < max && queue.TryDequeue(out var answer))
            {
                taken.Add(answer);
            }
        }

        return taken;
    }

    /// <summary>The part changed hands: what was held goes out at once.</summary>
    internal void OwnerChanged(PartId part)
    {
        if (_queues.TryGetValue(part, out var queue))
        {
            queue.TryAtOnce();
        }
    }

    private PartQueue QueueOf(PartId part)
    {
        if (!_queues.TryGetValue(part, out var queue))
        {
            _queues.Add(part, queue = new PartQueue());
        }

        return queue;
    }

    private void Enqueue(PendingCommand pending, PartId part)
    {
        if (pending.IsForAll)
        {
            if (_table.Parts.Contains(part))
            {
                QueueOf(part).Add(pending);
            }
            else
            {
                Answer(pending, part.Value, CommandState.Applied, string.Create(CultureInfo.InvariantCulture, $"part {part} is gone"));
            }

            return;
        }

        var route = CommandRoute.Of(pending.Command, pending.RoutedAs, _table);
        if (route.Parts.Length >= 1)
        {
            if (pending.Search is null && !route.Parts.Contains(part))
            {
                pending.MovedFrom(part);
            }

            QueueOf(NextFor(pending, route.Parts[0])).Add(pending);
        }
        else
        {
            Answer(pending, part: 0, CommandState.Refused, route.Refusal ?? "the part is gone");
        }
    }

    private bool IsStillFor(PendingCommand pending, PartId part) => pending.IsForAll
        || pending.Search is not null
        || CommandRoute.Of(pending.Command, pending.RoutedAs, _table).Parts.Contains(part);

    // A part may have given its host up before it was told to: whoever was elected meanwhile did not know what was under way for it.
    private bool IsGoneFrom(PendingCommand pending, PartId part)
    {
        if (IsStillFor(pending, part))
        {
            pending.GivenUp();
        }

        return !IsStillFor(pending, part);
    }

    private PartId NextFor(PendingCommand pending, PartId home)
    {
        if (pending.Search is not { } search)
        {
            return home;
        }

        var (part, question) = search.Next(home, _table.Parts);
        pending.Ask(question);
        return part;
    }

    private void Answer(PendingCommand pending, int part, CommandState state, string text, string scheduler = "")
    {
        pending.Add(new CommandAnswer
        {
            Source = pending.Command.Source,
            Sequence = pending.Command.Sequence,
            State = state,
            Text = text,
            Part = part,
            Scheduler = scheduler,
        });
        if (--pending.Outstanding > 0)
        {
            return;
        }

        Pending--;
        var summary = pending.Summary();
        Refused += summary.State == CommandState.Refused ? 1 : 0;
        Delivered += summary.State is CommandState.Refused or CommandState.Expired ? 0 : 1;
        if (--pending.Record.Unresolved == 0)
        {
            Free(pending.Record);
        }

        if (!_answers.TryGetValue(pending.Record.Origin, out var queue))
        {
            _answers.Add(pending.Record.Origin, queue = new Queue<CommandAnswer>());
        }

        if (queue.Count == MaxAnswersPerOrigin)
        {
            queue.Dequeue();
            DroppedAnswers++;
        }

        queue.Enqueue(summary);
    }

    private void Free(CommandRecord record)
    {
        _records.Remove(record.Sequence);
        FreeCursorOf(record.Origin).Close(record.Sequence);
        _hasFreed = true;
    }

    private FreeCursor FreeCursorOf(CommandOrigin origin)
    {
        if (!_free.TryGetValue(origin, out var cursor))
        {
            _free.Add(origin, cursor = new FreeCursor());
        }

        return cursor;
    }
}
