using Tsuba.Model.ExternalCommands;
using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Receiver.Core;

/// <summary>
/// What becomes of the commands of a receiver: those about a host go to the owner of its part (<c>direct_routing 1</c>) as long as that
/// works, everything else is drained by the arbiter. Commands of a part keep their order, and each is delivered at least once; owners
/// know doubles by source and number. Without clock, disk and network; one caller at a time.
/// </summary>
internal sealed class DeliveryDesk
{
    private const long MostBytes = 32 * 1024 * 1024;
    private const int MostCommands = 200_000;
    private const int MostBytesPerReply = 4 * 1024 * 1024;

    private const int NoPart = -1;

    // Among the lanes: hosts that are on their way to another part.
    private const int AnyPart = 0;

    private readonly string _source;
    private readonly ulong _acknowledged;
    private readonly ulong _firstHand;
    private readonly HashSet<int> _doubtful;
    private readonly Dictionary<int, DirectLane> _lanes = [];
    private readonly Dictionary<ulong, DirectLane> _outstanding = [];
    private readonly Queue<KeptCommand> _forArbiter = new();
    private readonly Queue<(ulong Hand, KeptCommand Kept)> _handed = new();

    // Those from the first that is not delivered on, in order. Numbers may be left out: a spool begins at the time of its birth.
    private readonly Queue<ulong> _taken = new();
    private readonly HashSet<ulong> _done = [];
    private HashSet<ulong> _barrier = [];

    // Commands about hosts on their way that the arbiter has not answered.
    private readonly HashSet<ulong> _onTheWay = [];
    private bool _isAnyDoubtful;
    private HostMap? _map;
    private bool _isDirect;
    private bool _isSettling;
    private ulong _hand;
    private ulong _low;
    private long _bytes;
    private long _count;

    /// <summary>A desk over a spool.</summary>
    /// <param name="source">Name of the receiver as a source of commands.</param>
    /// <param name="acknowledged">Everything up to here was delivered in an earlier life.</param>
    /// <param name="firstHand">
    /// Number of the first command that the arbiter is given: greater than all of earlier lives, so that a cursor of those acknowledges nothing.
    /// </param>
    /// <param name="viaArbiter">Parts whose commands went through the arbiter when the earlier life ended.</param>
    public DeliveryDesk(string source, ulong acknowledged, ulong firstHand, IEnumerable<int> viaArbiter)
    {
        _source = source;
        _low = acknowledged;
        _acknowledged = acknowledged;
        NextToRead = acknowledged + 1;
        _firstHand = firstHand;
        _hand = firstHand;
        _doubtful = [.. viaArbiter];
        _isAnyDoubtful = _doubtful.Remove(AnyPart);
    }

    /// <summary>The next record of the spool that is wanted.</summary>
    public ulong NextToRead { get; private set; }

    /// <summary>How many more records may be taken now.</summary>
    public int Room => _isSettling || _bytes >= MostBytes ? 0 : (int)Math.Max(0, MostCommands - _count);

    /// <summary>Everything up to here is delivered.</summary>
    public ulong Delivered => _low;

    /// <summary>Commands that owners took straight.</summary>
    public long Direct { get; private set; }

    /// <summary>Commands that the arbiter took.</summary>
    public long ViaArbiter { get; private set; }

    /// <summary>Parts whose commands go through the arbiter though they could go straight.</summary>
    public IReadOnlyList<int> LanesViaArbiter =>
        [.. _lanes.Values.Where(lane => lane.IsViaArbiter).Select(lane => lane.Part).Concat(_doubtful).Concat(_onTheWay.Count > 0 || _isAnyDoubtful ? [AnyPart] : []).Distinct().Order()];

    /// <summary>Commands that wait for the arbiter to ask.</summary>
    public int ForArbiter => _forArbiter.Count;

    /// <summary>Whether a timer runs.</summary>
    public bool HasWork => _lanes.Values.Any(lane => lane.HasWork);

    /// <summary>Takes what the arbiter said about hosts and owners.</summary>
    public void Use(HostMap map, bool isDirect)
    {
        var hasTaken = NextToRead > _low + 1 || _low > _acknowledged;
        if (isDirect && (_isAnyDoubtful || (!_isDirect && (_map is not null || hasTaken))))
        {
            // The arbiter was given commands that nobody kept account of, also for parts that have no owner so far.
            _isAnyDoubtful = false;
            _doubtful.UnionWith(map.Parts);
            foreach (var lane in _lanes.Values)
            {
                lane.Doubt();
            }
        }

        // What is under way for a host that moves must not be overtaken on the way to its new part.
        _isSettling |= _map is { } before && (isDirect != _isDirect || !before.HasSameHosts(map));
        _map = map;
        _isDirect = isDirect;
        RenameMoved();
        foreach (var lane in _lanes.Values)
        {
            lane.OwnerChanged();
        }
    }

    /// <summary>Takes the next record.</summary>
    public void Take(ulong sequence, Command command)
    {
        NextToRead = sequence + 1;
        _taken.Enqueue(sequence);
        command.Sequence = sequence;
        var isOfHost = TryFindPart(command.Line, out var part);
        command.Source = isOfHost ? _source : CommandSources.Global(_source);
        var kept = new KeptCommand(sequence, command, command.Line.Length + 64) { Part = isOfHost ? part : NoPart };
        _bytes += kept.Bytes;
        _count++;
        if (!_isDirect || !isOfHost || part == NoPart)
        {
            if (_isDirect && isOfHost)
            {
                GiveHeld(kept);
            }
            else
            {
                _forArbiter.Enqueue(kept);
            }

            return;
        }

        var lane = LaneOf(part);
        if (lane.Holds)
        {
            lane.Add(kept);
        }
        else
        {
            Give([kept], lane);
        }
    }

    /// <summary>What goes to owners now.</summary>
    public List<DirectBatch> Step(long nowMs)
    {
        var batches = new List<DirectBatch>();
        if (_isSettling)
        {
            Settle(nowMs);
        }

        if (!_isDirect || _isSettling || _map is not { } map)
        {
            return batches;
        }

        foreach (var lane in _lanes.Values)
        {
            var hasOwner = map.Owners.TryGetValue(lane.Part, out var owner);
            Give(lane.Step(hasOwner, _barrier.Count == 0, nowMs), lane);
            if (hasOwner && lane.TryNext(nowMs) is { } next)
            {
                batches.Add(new DirectBatch(lane.Part, owner, next.ConvertAll(kept => kept.Command)));
            }
        }

        return batches;
    }

    /// <summary>The owner took a batch, which frees it where nobody may take over without it.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="elsewhere">Numbers of those that it did not take, since their hosts have left the part: the arbiter knows where they are.</param>
    /// <param name="isBehind">Whether a follower that the arbiter may still take for a complete copy lacks it.</param>
    /// <param name="nowMs">Now.</param>
    public void Answered(DirectBatch batch, IReadOnlySet<ulong> elsewhere, bool isBehind, long nowMs)
    {
        if (isBehind || _map is not { } map || !map.Owners.TryGetValue(batch.Part, out var owner) || owner != batch.Owner)
        {
            // It goes out again: to whoever owns the part by now, or through the arbiter, which remembers that the owner alone has it. Who
            // has it already knows it by its number.
            Failed(batch, isBusy: false, nowMs);
            return;
        }

        foreach (var kept in LaneOf(batch.Part).TakeAnswered())
        {
            if (elsewhere.Contains(kept.Sequence))
            {
                GiveHeld(kept);
            }
            else
            {
                Direct++;
                Finish(kept);
            }
        }
    }

    /// <summary>A batch did not arrive, or may not have.</summary>
    public void Failed(DirectBatch batch, bool isBusy, long nowMs)
    {
        LaneOf(batch.Part).PutBack(isBusy, nowMs);
    }

    /// <summary>What the arbiter is given: first what it was given before and has not acknowledged.</summary>
    /// <param name="cursor">It has read everything before this number.</param>
    /// <param name="free">It needs nothing before this number any more; what it has read and may still need is kept.</param>
    /// <param name="most">Most commands.</param>
    public DrainReply Drain(ulong cursor, ulong free, int most)
    {
        var isOurs = cursor > _firstHand && cursor <= _hand;
        while (free > _firstHand && free <= _hand && _handed.TryPeek(out var oldest) && oldest.Hand < free)
        {
            _handed.Dequeue();
            ViaArbiter++;
            Finish(oldest.Kept);
        }

        var reply = new DrainReply { NextCursor = isOurs ? cursor : _firstHand };
        var bytes = 0;
        foreach (var (hand, kept) in _handed)
        {
            if (isOurs && hand < cursor)
            {
                continue;
            }

            if (reply.Commands.Count >= most || !Fits(ref bytes, kept, reply))
            {
                return reply;
            }

            Append(reply, hand, kept);
        }

        while (reply.Commands.Count < most && _forArbiter.TryPeek(out var next) && Fits(ref bytes, next, reply))
        {
            _forArbiter.Dequeue();
            _handed.Enqueue((_hand, next));
            Append(reply, _hand++, next);
        }

        return reply;
    }

    /// <summary>The arbiter answered a command.</summary>
    public void AnsweredByArbiter(ulong sequence)
    {
        _barrier.Remove(sequence);
        _onTheWay.Remove(sequence);
        if (_outstanding.Remove(sequence, out var lane))
        {
            lane.AnsweredByArbiter(sequence);
        }
    }

    private static bool Fits(ref int bytes, KeptCommand kept, DrainReply reply)
    {
        bytes += kept.Bytes;
        return bytes <= MostBytesPerReply || reply.Commands.Count == 0;
    }

    private static void Append(DrainReply reply, ulong hand, KeptCommand kept)
    {
        reply.Commands.Add(kept.Command);
        reply.NextCursor = hand + 1;
    }

    /// <summary>Whether a command is about a host, and in which part that is.</summary>
    private bool TryFindPart(string line, out int part)
    {
        part = NoPart;
        ReadOnlySpan<char> host;
        if (ExternalCommandParser.TryParsePassiveResult(line, CommandLineLimits.DefaultMaxLength, out var result))
        {
            host = result.Host;
        }
        else if (ExternalCommandParser.Parse(line, CommandLineLimits.DefaultMaxLength).Command?.HostName is { } name)
        {
            host = name;
        }
        else
        {
            return false;
        }

        if (_map is not { } map || !map.TryFind(host, out part))
        {
            part = NoPart;
        }

        return true;
    }

    private DirectLane LaneOf(int part)
    {
        if (!_lanes.TryGetValue(part, out var lane))
        {
            _lanes.Add(part, lane = new DirectLane(part, isViaArbiter: _barrier.Count > 0, isDoubtful: _doubtful.Remove(part)));
        }

        return lane;
    }

    // Once nothing is out, everything that waits goes to the arbiter in the order of its arrival, whatever part it was for.
    private void Settle(long nowMs)
    {
        if (_lanes.Values.Any(lane => lane.IsOut))
        {
            return;
        }

        var waiting = new List<(KeptCommand Kept, DirectLane Lane)>();
        foreach (var lane in _lanes.Values)
        {
            waiting.AddRange(lane.GoViaArbiter(nowMs).Select(kept => (kept, lane)));
        }

        foreach (var (kept, lane) in waiting.OrderBy(entry => entry.Kept.Sequence))
        {
            Give([kept], lane);
        }

        RenameMoved();

        _barrier = [.. _outstanding.Keys, .. _onTheWay];
        _isSettling = false;
    }

    // The new part of a host may have younger commands of this source, and would take an older one for a double.
    private void RenameMoved()
    {
        foreach (var kept in _handed.Select(entry => entry.Kept).Concat(_forArbiter))
        {
            if (kept.Part != NoPart && TryFindPart(kept.Command.Line, out var part) && part != kept.Part)
            {
                kept.Command.Source = SourceWays.MovedFrom(kept.Command.Source, kept.Part);
                kept.Part = part;
            }
        }
    }

    // On its way to another part, whose lane may be ahead of it by the time it gets there: the number of another host may count there, under older rules.
    private void GiveHeld(KeptCommand kept)
    {
        kept.Command.Source = SourceWays.Held(_source);
        kept.Part = NoPart;
        _onTheWay.Add(kept.Sequence);
        _forArbiter.Enqueue(kept);
    }

    private void Give(List<KeptCommand> commands, DirectLane lane)
    {
        foreach (var kept in commands)
        {
            _forArbiter.Enqueue(kept);
            _outstanding[kept.Sequence] = lane;
            lane.HandOver(kept.Sequence);
        }
    }

    private void Finish(KeptCommand kept)
    {
        _bytes -= kept.Bytes;
        _count--;
        _done.Add(kept.Sequence);
        while (_taken.TryPeek(out var oldest) && _done.Remove(oldest))
        {
            _low = _taken.Dequeue();
        }
    }
}
