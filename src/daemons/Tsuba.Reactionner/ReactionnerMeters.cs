using System.Diagnostics.Metrics;
using Tsuba.Execution.Work;
using Tsuba.Hosting.Daemons;

namespace Tsuba.Reactionner;

/// <summary>All metrics of the reactionner.</summary>
internal static class ReactionnerMeters
{
    internal static void Publish(DaemonContext context, WorkLoop loop, ProcessWorkers processes)
    {
        var meter = context.Meters.Create("Tsuba.Reactionner");
        meter.CreateObservableGauge("tsuba_reactionner_slots", () => loop.Counters.Slots, description: "Most actions at a time.");
        meter.CreateObservableGauge("tsuba_reactionner_running", () => loop.Counters.Running, description: "Actions that run.");
        meter.CreateObservableGauge("tsuba_reactionner_waiting", () => loop.Counters.Waiting, description: "Actions leased and not started.");
        meter.CreateObservableGauge(
            "tsuba_reactionner_results_kept", () => loop.Counters.Kept, description: "Receipts that no scheduler has acknowledged.");
        meter.CreateObservableGauge("tsuba_reactionner_results_kept_bytes", () => loop.Counters.KeptBytes, description: "Their size.");
        meter.CreateObservableCounter("tsuba_reactionner_leased_total", () => loop.Counters.Leased, description: "Actions leased.");
        meter.CreateObservableCounter(
            "tsuba_reactionner_repeated_total", () => loop.Counters.Repeated, description: "Actions leased again while they were known; not run again.");
        meter.CreateObservableCounter(
            "tsuba_reactionner_stale_total", () => loop.Counters.StaleJobs, description: "Actions of an ownership that is over; not run.");
        meter.CreateObservableCounter("tsuba_reactionner_finished_total", () => loop.Counters.Finished, description: "Actions that ended.");
        meter.CreateObservableCounter(
            "tsuba_reactionner_acknowledged_total", () => loop.Counters.Acknowledged, description: "Receipts that a scheduler has taken.");
        meter.CreateObservableCounter(
            "tsuba_reactionner_dropped_total", () => loop.Counters.DroppedResults, description: "Receipts that no scheduler will take.");
        meter.CreateObservableCounter(
            "tsuba_reactionner_failed_batches_total", () => loop.Counters.FailedBatches, description: "Batches of receipts that did not arrive.");
        meter.CreateObservableCounter(
            "tsuba_reactionner_processes_started_total", () => processes.Counters.Started, description: "Processes started.");
        meter.CreateObservableCounter(
            "tsuba_reactionner_processes_not_started_total", () => processes.Counters.NotStarted, description: "Processes that could not be started.");
        meter.CreateObservableCounter(
            "tsuba_reactionner_processes_timed_out_total", () => processes.Counters.TimedOut, description: "Processes killed at their time limit.");
        meter.CreateObservableCounter(
            "tsuba_reactionner_processes_stuck_total", () => processes.Counters.Stuck, description: "Processes that did not go when killed.");
        meter.CreateObservableCounter(
            "tsuba_reactionner_processes_cpu_seconds_total",
            () => processes.Counters.CpuMicroseconds / 1e6,
            description: "Processor time of the processes.");
        meter.CreateObservableCounter(
            "tsuba_reactionner_outputs_cut_total", () => processes.Counters.Truncated, description: "Outputs longer than their limit.");
    }
}
