using Tsuba.Engine.Inputs;
using Tsuba.Hosting.Routing;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler.Core;
using Tsuba.Scheduler.Parts;
using Tsuba.Scheduler.Work;

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
            var ack = Take(group.Key, group, caller.Name, inputs);
            if (inputs.Count > 0 && _owned.TryGetValue(group.Key, out var part))
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

    // A result of an old epoch is refused one by one; the worker may forget it, since the work is handed out again.
    private Ack Take(int part, IEnumerable<JobResult> results, string worker, List<PartInput> inputs)
    {
        if (!_owned.TryGetValue(part, out var owned))
        {
            _counters.Refused(results.Count());
            return Refuse(RefusalReason.UnknownPart, $"part {part} is not owned here");
        }

        var epoch = owned.Facts.Epoch.Packed;
        var ack = Accept();
        foreach (var result in results)
        {
            if (result.Stamp.Epoch != epoch)
            {
                _counters.Refused(1);
                ack = Refuse(RefusalReason.StaleEpoch, $"epoch {owned.Facts.Epoch} of part {part} is in force");
                continue;
            }

            // One that is not known is a repetition (or late). It still goes through the journal, so that nobody is told "durable"
            // of a result whose first copy is not; the engine gives it no effect.
            var known = _desk.Complete(owned.Part, result.Id);
            if (known is null)
            {
                _counters.Duplicate(1);
            }
            else if (!known.IsAction)
            {
                _counters.Checks.Add(_clock.Milliseconds, Math.Max(0, result.StartUtcMs - known.DueUtcMilliseconds) / 1000.0);
            }

            inputs.Add(new EngineStep(ResultTranslation.ToInput(result, worker)));
        }

        _counters.Applied(inputs.Count);
        return ack;
    }

    private async ValueTask<ApplyCommandsReply> ApplyCommandsAsync(
        Caller caller, ApplyCommandsRequest request, CancellationToken cancellationToken)
    {
        if (CheckEpoch(request.Stamp) is { } stale)
        {
            return new ApplyCommandsReply { Ack = stale };
        }

        if (!_owned.TryGetValue(request.Stamp.Part, out var part))
        {
            return new ApplyCommandsReply { Ack = Refuse(RefusalReason.UnknownPart, $"part {request.Stamp.Part} is not owned here") };
        }

        if (request.Stamp.Epoch > part.Facts.Epoch.Packed)
        {
            await StepDownAsync(part.Part, request.Stamp.Epoch);
            return new ApplyCommandsReply { Ack = Refuse(RefusalReason.UnknownPart, "the part is owned elsewhere") };
        }

        var inputs = new List<PartInput>(request.Commands.Count);
        foreach (var command in request.Commands)
        {
            inputs.Add(new EngineStep(new CommandReceived(command.Source, command.Sequence, command.Line, command.Author)));
        }

        if (part.TryEnqueue(inputs) is not { } message)
        {
            return new ApplyCommandsReply { Ack = Refuse(RefusalReason.Full, "the part's queue is full") };
        }

        _counters.Commands(inputs.Count);
        var reply = new ApplyCommandsReply { Ack = Accept() };
        if (inputs.Count > 0)
        {
            reply.Answers.AddRange(await message.Done.WaitAsync(cancellationToken));
        }

        return reply;
    }
}
