using System.Diagnostics.Metrics;
using Tsuba.Execution.Work;
using Tsuba.Hosting.Daemons;
using Tsuba.Hosting.Metrics;

namespace Tsuba.Workers;

/// <summary>All metrics of a poller or reactionner.</summary>
internal static class WorkerMeters
{
    internal static void Publish(DaemonContext context, WorkerKind kind, WorkLoop loop, ProcessWorkers processes)
    {
        var (jobs, results) = (kind.Jobs.ToLowerInvariant(), kind.Results.ToLowerInvariant());
        var prefix = "tsuba_" + kind.Word;
        var meter = context.Meters.Create(kind.MeterName);
        meter.CreateObservableGauge($"{prefix}_slots", () => loop.Counters.Slots, description: $"Most {jobs} at a time.");
        meter.CreateObservableGauge($"{prefix}_running", () => loop.Counters.Running, description: $"{kind.Jobs} that run.");
        meter.CreateObservableGauge($"{prefix}_waiting", () => loop.Counters.Waiting, description: $"{kind.Jobs} leased and not started.");
        meter.CreateObservableGauge(
            $"{prefix}_results_kept", () => loop.Counters.Kept, description: $"{kind.Results} that no scheduler has acknowledged.");
        meter.CreateObservableGauge($"{prefix}_results_kept_bytes", () => loop.Counters.KeptBytes, description: "Their size.");
        meter.CreateObservableCounter($"{prefix}_leased_total", () => loop.Counters.Leased, description: $"{kind.Jobs} leased.");
        meter.CreateObservableCounter(
            $"{prefix}_repeated_total", () => loop.Counters.Repeated, description: $"{kind.Jobs} leased again while they were known; not run again.");
        meter.CreateObservableCounter(
            $"{prefix}_stale_total", () => loop.Counters.StaleJobs, description: $"{kind.Jobs} of an ownership that is over; not run.");
        meter.CreateObservableCounter($"{prefix}_finished_total", () => loop.Counters.Finished, description: $"{kind.Jobs} that ended.");
        meter.CreateObservableCounter(
            $"{prefix}_acknowledged_total", () => loop.Counters.Acknowledged, description: $"{kind.Results} that a scheduler has taken.");
        meter.CreateObservableCounter(
            $"{prefix}_dropped_total", () => loop.Counters.DroppedResults, description: $"{kind.Results} that no scheduler will take.");
        meter.CreateObservableCounter(
            $"{prefix}_failed_batches_total", () => loop.Counters.FailedBatches, description: $"Batches of {results} that did not arrive.");
        meter.CreateObservableGauge(
            $"{prefix}_interrupted",
            () => loop.Counters.Interrupted,
            description: $"{kind.Jobs} that the run before had started and whose end is not known; run again when leased again.");
        meter.CreateObservableCounter(
            $"{prefix}_unrecorded_total",
            () => loop.Counters.Unrecorded,
            description: "Entries of the record of what must not be done twice that did not reach the disk in time.");
        meter.CreateObservableCounter(
            $"{prefix}_processes_started_total", () => processes.Counters.Started, description: "Processes started.");
        QueueMeters.Publish(context.Meters, "results", () => loop.Counters.KeptBytes, () => loop.Counters.DroppedResults);
        if (kind.Word == "reactionner")
        {
            meter.CreateObservableGauge(
                "tsuba_outbox_depth",
                () => loop.Counters.Waiting + loop.Counters.Running + loop.Counters.Kept,
                description: "Notifications and event handlers that the reactionner has taken over and whose outcome no scheduler has acknowledged.");
        }

        if (kind.Word == "poller")
        {
            meter.CreateObservableCounter(
                "tsuba_checks_started_total", () => new Measurement<long>(processes.Counters.Started, new KeyValuePair<string, object?>("kind", "plugin")), description: "Checks started, by kind.");
        }

        meter.CreateObservableCounter(
            $"{prefix}_processes_not_started_total", () => processes.Counters.NotStarted, description: "Processes that could not be started.");
        meter.CreateObservableCounter(
            $"{prefix}_processes_timed_out_total", () => processes.Counters.TimedOut, description: "Processes killed at their time limit.");
        meter.CreateObservableCounter(
            $"{prefix}_processes_stuck_total", () => processes.Counters.Stuck, description: "Processes that did not go when killed.");
        meter.CreateObservableCounter(
            $"{prefix}_processes_cpu_seconds_total",
            () => processes.Counters.CpuMicroseconds / 1e6,
            description: "Processor time of the processes.");
        meter.CreateObservableCounter(
            $"{prefix}_outputs_cut_total", () => processes.Counters.Truncated, description: "Outputs longer than their limit.");
    }
}
