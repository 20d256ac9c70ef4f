using Tsuba.Journal.Spooling;
using Tsuba.Protocol.Contracts;
using Tsuba.Receiver.Core;

namespace Tsuba.Receiver.Delivery;

/// <summary>
/// The desk of a receiver with its spool: commands come from there, and are freed there when they are delivered. Without clock, network and waiting; one caller at a
/// time.
/// </summary>
internal sealed class CommandOutlet
{
    private readonly SpoolLog _log;
    private readonly LaneFile _lanes;
    private readonly DeliveryDesk _desk;

    /// <summary>For one life of a receiver.</summary>
    /// <param name="source">Name of the receiver as a source of commands.</param>
    /// <param name="log">Its spool.</param>
    /// <param name="lanes">Parts whose commands go through the arbiter.</param>
    /// <param name="utcMilliseconds">Now.</param>
    public CommandOutlet(string source, SpoolLog log, LaneFile lanes, long utcMilliseconds)
    {
        _log = log;
        _lanes = lanes;

        // Grows from life to life, and a thousand times faster than commands can come.
        var firstHand = (ulong)utcMilliseconds * 1024;
        _desk = new DeliveryDesk(source, log.Acknowledged, firstHand, lanes.Lanes);
    }

    /// <summary>Commands that owners took straight, and that the arbiter took.</summary>
    public (long Direct, long ViaArbiter) Counts => (_desk.Direct, _desk.ViaArbiter);

    /// <summary>Why nothing is given to the arbiter at present; null: it is.</summary>
    public string? Failure => _lanes.Failure;

    /// <summary>Commands that wait for the arbiter to ask.</summary>
    public int ForArbiter => _desk.ForArbiter;

    /// <summary>Whether a timer runs: <see cref="Step"/> is to be called from time to time.</summary>
    public bool HasWork => _desk.HasWork;

    /// <summary>Takes what the arbiter said about hosts and owners.</summary>
    public void Use(HostMap map, PutLinksRequest links) => _desk.Use(map, links.Settings.TryGetValue("direct_routing", out var direct) && direct == "1");

    /// <summary>What the arbiter is given, and what it has answered.</summary>
    public DrainReply Drain(DrainRequest request, int most)
    {
        foreach (var answer in request.Answers.Where(answer => answer.State != CommandState.Pending))
        {
            _desk.AnsweredByArbiter(answer.Sequence);
        }

        Read();

        // On the disk before the arbiter is given any of them: a later life must not overtake them.
        if (!_lanes.TryKeep(_desk.LanesViaArbiter))
        {
            return new DrainReply { NextCursor = request.Cursor };
        }

        var reply = _desk.Drain(request.Cursor, request.Holds ? request.Free : request.Cursor, Math.Clamp(request.MaxCommands, 1, most));
        Free();
        return reply;
    }

    /// <summary>What goes to owners now.</summary>
    public List<DirectBatch> Step(long nowMs)
    {
        Read();
        var batches = _desk.Step(nowMs);
        _lanes.TryKeep(_desk.LanesViaArbiter);
        return batches;
    }

    /// <summary>What became of a batch; returns the answers for those who gave the commands.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="reply">What the owner said; null: no answer came, which says nothing about whether it has the commands.</param>
    /// <param name="nowMs">Now.</param>
    public IReadOnlyList<CommandAnswer> Take(DirectBatch batch, ApplyCommandsReply? reply, long nowMs)
    {
        var refusal = reply?.Ack is { Accepted: false } refused ? refused : null;
        var isRefused = refusal?.Reason == RefusalReason.Invalid;
        if (reply is null || (refusal is not null && !isRefused))
        {
            _desk.Failed(batch, isBusy: refusal?.Reason == RefusalReason.Full, nowMs);
            return [];
        }

        _desk.Answered(batch, reply.Answers.Where(answer => answer.Elsewhere).Select(answer => answer.Sequence).ToHashSet(), reply.FollowerBehind, nowMs);
        Free();
        List<CommandAnswer> answers = isRefused
            ? [.. batch.Commands.Select(command => new CommandAnswer { Source = command.Source, Sequence = command.Sequence, State = CommandState.Refused, Text = refusal!.Refusal, Part = batch.Part })]
            : [.. reply.Answers.Where(answer => !answer.Elsewhere)];
        foreach (var answer in answers)
        {
            answer.Scheduler = batch.Owner.Scheduler;
        }

        return answers;
    }

    private void Read()
    {
        if (_desk.Room is > 0 and var room)
        {
            foreach (var record in _log.Read(_desk.NextToRead, room))
            {
                _desk.Take(record.Sequence, Command.Parser.ParseFrom(record.Content.Span));
            }
        }
    }

    private void Free() => _log.Acknowledge(_desk.Delivered);
}
