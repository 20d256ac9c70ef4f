using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler.Core;
using Tsuba.Scheduler.Parts;

namespace Tsuba.Scheduler.Work;

/// <summary>What of a batch of results goes into the next turn of a part, and what its worker is told.</summary>
internal sealed class ResultIntake(LeaseDesk desk, SchedulerCounters counters, MonotonicClock clock)
{
    /// <summary>Takes the results of one part.</summary>
    /// <param name="part">The part.</param>
    /// <param name="facts">The part as it is; null: it is not owned here.</param>
    /// <param name="results">Its results.</param>
    /// <param name="worker">Who sends them.</param>
    /// <param name="inputs">Inputs for the next turn are added here.</param>
    public Ack Take(int part, PartFacts? facts, IEnumerable<JobResult> results, string worker, List<PartInput> inputs)
    {
        if (facts is null)
        {
            var count = results.Count();
            counters.Refused(count);
            counters.Shared.Fenced(count);
            return PartRules.NotOwned(part);
        }

        var epoch = facts.Epoch.Packed;
        var ack = PartRules.Accept();
        foreach (var result in results)
        {
            // A result of an old epoch is refused one by one; the worker may forget it, since the work is handed out again.
            if (result.Stamp.Epoch != epoch)
            {
                counters.Refused(1);
                counters.Shared.Fenced(1);
                ack = PartRules.Refuse(RefusalReason.StaleEpoch, $"epoch {facts.Epoch} of part {part} is in force");
                continue;
            }

            // What was not done needs no place in the journal: it stays leased from the engine's point of view.
            if (MayRetry(result) && desk.StartFailed(new PartId(part), result.Id, worker) is var failed && failed != FailedStart.GivenUp)
            {
                counters.NotStarted(isKnown: failed == FailedStart.Postponed);
                continue;
            }

            // One that is not known is a repetition (or late). It still goes through the journal, so that nobody is told "durable"
            // of a result whose first copy is not; the engine gives it no effect.
            var known = desk.Complete(new PartId(part), result.Id);
            if (known is null)
            {
                counters.Duplicate(1);
                counters.Shared.Duplicate();
            }
            else if (!known.IsAction)
            {
                var delaySeconds = Math.Max(0, result.StartUtcMs - known.DueUtcMilliseconds) / 1000.0;
                counters.Checks.Add(clock.Milliseconds, delaySeconds);
                counters.Shared.Checked(delaySeconds, result.DurationUs / 1e6);
            }
            else if (known.Kind == WorkKind.Notification)
            {
                counters.Shared.Notified(ResultTranslation.Succeeded(result));
            }

            inputs.Add(new EngineStep(ResultTranslation.ToInput(result, worker)));
        }

        counters.Applied(inputs.Count);
        counters.Shared.Applied(inputs.Count);
        return ack;
    }

    // Commands that follow every result are not worth it: the next result brings the next one.
    private static bool MayRetry(JobResult result) =>
        result.Failure.Length > 0 && result.Kind is (WorkKind.Notification or WorkKind.EventHandler or WorkKind.Snapshot);
}
