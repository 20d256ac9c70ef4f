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

        var fates = await FatesAsync(part, request.Commands, cancellationToken);
        var reply = new ApplyCommandsReply { Ack = Accept() };
        IReadOnlyList<CommandAnswer> answers = [];
        if (fates.Inputs() is { Count: > 0 } inputs)
        {
            if (part.TryEnqueue(inputs) is not { } message)
            {
                return new ApplyCommandsReply { Ack = Refuse(RefusalReason.Full, "the part's queue is full") };
            }

            _counters.Commands(inputs.Count);
            answers = await message.Done.WaitAsync(cancellationToken);
            reply.Unprotected = part.Gate.FollowerDurable == 0;
            reply.FollowerBehind = reply.Unprotected && part.Gate.Follower is not null;
        }

        reply.Answers.AddRange(fates.Answers(request.Commands, answers, part.Part));
        return reply;
    }
}
