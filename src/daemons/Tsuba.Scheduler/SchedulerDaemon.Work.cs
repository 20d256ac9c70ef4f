using Google.Protobuf.Collections;
using Tsuba.Hosting.Routing;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler.Core;
using Tsuba.Scheduler.Parts;

namespace Tsuba.Scheduler;

/// <content>Jobs out, results and commands in.</content>
public sealed partial class SchedulerDaemon
{
    private ValueTask<LeaseReply> LeaseAsync(Caller caller, LeaseRequest request, CancellationToken cancellationToken)
    {
        if (request.Worker != caller.Name || request.Actions != (caller.Role == DaemonRole.Reactionner))
        {
            return ValueTask.FromResult(new LeaseReply
            {
                Ack = Refuse(RefusalReason.Invalid, "the certificate is not that of a worker of this name and kind"),
            });
        }

        var wanted = WorkRequest.Of(request, caller.Name);
        var signal = request.Actions ? _desk.ActionsDue : _desk.ChecksDue;
        return LongPoll.RunAsync(isLast => TryLease(wanted, isLast), signal, request.WaitMs, _context.Time, cancellationToken);
    }

    private LeaseReply? TryLease(WorkRequest wanted, bool isLast)
    {
        var taken = _desk.Take(wanted);
        if (taken.Count == 0 && !isLast)
        {
            return null;
        }

        var reply = new LeaseReply { Ack = Accept() };
        foreach (var work in taken)
        {
            reply.Jobs.Add(work.Item.ToJob(work.LeaseMilliseconds));
        }

        return reply;
    }

    private async ValueTask<ResultReply> ResultsAsync(Caller caller, ResultBatch request, CancellationToken cancellationToken)
    {
        var acks = new List<Ack>();
        var messages = new List<InputMessage>();
        foreach (var group in request.Results.GroupBy(result => result.Stamp?.Part ?? 0))
        {
            var inputs = new List<PartInput>();
            _owned.TryGetValue(group.Key, out var part);
            var ack = _intake.Take(group.Key, part?.Facts, group, caller.Name, inputs);
            if (inputs.Count > 0 && part is not null)
            {
                if (part.TryEnqueue(inputs) is { } message)
                {
                    messages.Add(message);
                }
                else
                {
                    ack = Refuse(RefusalReason.Full, "the part's queue is full");
                }
            }

            acks.Add(ack);
        }

        foreach (var message in messages)
        {
            await message.Done.WaitAsync(cancellationToken);
        }

        var reply = new ResultReply();
        if (acks.Any(ack => !ack.Accepted))
        {
            reply.Acks.AddRange(acks);
        }

        return reply;
    }

    private async ValueTask<ApplyCommandsReply> ApplyCommandsAsync(
        Caller caller, ApplyCommandsRequest request, CancellationToken cancellationToken)
    {
        if (CheckEpoch(request.Stamp) is { } stale)
        {
            return new ApplyCommandsReply { Ack = stale };
        }

        if (!_owned.TryGetValue(request.Stamp.Part, out var part) || part.Facts.Generation == 0)
        {
            // Without a configuration every host would be unknown.
            return new ApplyCommandsReply { Ack = PartRules.NotOwned(request.Stamp.Part) };
        }

        if (request.Stamp.Epoch > part.Facts.Epoch.Packed)
        {
            await StepDownAsync(part.Part, request.Stamp.Epoch);
            return new ApplyCommandsReply { Ack = Refuse(RefusalReason.UnknownPart, "the part is owned elsewhere") };
        }

        if (await TakeAsync(part, request.Commands, LateFates.MostLooks, cancellationToken) is not { } answers)
        {
            return new ApplyCommandsReply { Ack = Refuse(RefusalReason.Full, "the part's queue is full, or its commands come faster than they can be looked up") };
        }

        var isUnprotected = part.Gate.FollowerDurable == 0;
        return new ApplyCommandsReply { Ack = Accept(), Answers = { answers }, Unprotected = isUnprotected, FollowerBehind = isUnprotected && part.Gate.Follower is not null };
    }

    // Null: the queue is full, or others overtook some of the commands as often as they were looked at.
    private async ValueTask<List<CommandAnswer>?> TakeAsync(OwnedPart part, RepeatedField<Command> commands, int looks, CancellationToken cancellationToken)
    {
        var fates = await FatesAsync(part, commands, cancellationToken);
        IReadOnlyList<CommandAnswer> engine = [];
        if (fates.Inputs() is { Count: > 0 } inputs)
        {
            if (part.TryEnqueue(inputs) is not { } message)
            {
                return null;
            }

            _counters.Commands(inputs.Count);
            engine = await message.Done.WaitAsync(cancellationToken);
        }

        List<CommandAnswer> answers = [.. fates.Answers(commands, engine, part.Part)];
        if (fates.Overtaken(answers) is not { Count: > 0 } overtaken)
        {
            return answers;
        }

        if (looks == 0 || await TakeAsync(part, [.. overtaken.Select(index => commands[index])], looks - 1, cancellationToken) is not { } again)
        {
            return null;
        }

        for (var position = 0; position < overtaken.Count; position++)
        {
            answers[overtaken[position]] = again[position];
        }

        return answers;
    }
}
