using System.Diagnostics.Metrics;
using Tsuba.Execution.Work;
using Tsuba.Hosting.Daemons;

namespace Tsuba.Poller;

/// <summary>All metrics of the poller.</summary>
internal static class PollerMeters
{
    internal static void Publish(DaemonContext context, WorkLoop loop, ProcessWorkers processes)
    {
        var meter = context.Meters.Create("Tsuba.Poller");
        meter.CreateObservableGauge("tsuba_poller_slots", () => loop.Counters.Slots, description: "Most checks at a time.");
        meter.CreateObservableGauge("tsuba_poller_running", () => loop.Counters.Running, description: "Checks that run.");
        meter.CreateObservableGauge("tsuba_poller_waiting", () => loop.Counters.Waiting, description: "Checks leased and not started.");
        meter.CreateObservableGauge(
            "tsuba_poller_results_kept", () => loop.Counters.Kept, description: "Results that no scheduler has acknowledged.");
        meter.CreateObservableGauge("tsuba_poller_results_kept_bytes", () => loop.Counters.KeptBytes, description: "Their size.");
        meter.CreateObservableCounter("tsuba_poller_leased_total", () => loop.Counters.Leased, description: "Checks leased.");
        meter.CreateObservableCounter(
            "tsuba_poller_repeated_total", () => loop.Counters.Repeated, description: "Checks leased again while they were known; not run again.");
        meter.CreateObservableCounter(
            "tsuba_poller_stale_total", () => loop.Counters.StaleJobs, description: "Checks of an ownership that is over; not run.");
        meter.CreateObservableCounter("tsuba_poller_finished_total", () => loop.Counters.Finished, description: "Checks that ended.");
        meter.CreateObservableCounter(
            "tsuba_poller_acknowledged_total", () => loop.Counters.Acknowledged, description: "Results that a scheduler has taken.");
        meter.CreateObservableCounter(
            "tsuba_poller_dropped_total", () => loop.Counters.DroppedResults, description: "Results that no scheduler will take.");
        meter.CreateObservableCounter(
            "tsuba_poller_failed_batches_total", () => loop.Counters.FailedBatches, description: "Batches of results that did not arrive.");
        meter.CreateObservableCounter(
            "tsuba_poller_processes_started_total", () => processes.Counters.Started, description: "Processes started.");
        meter.CreateObservableCounter(
            "tsuba_poller_processes_not_started_total", () => processes.Counters.NotStarted, description: "Processes that could not be started.");
        meter.CreateObservableCounter(
            "tsuba_poller_processes_timed_out_total", () => processes.Counters.TimedOut, description: "Processes killed at their time limit.");
        meter.CreateObservableCounter(
            "tsuba_poller_processes_stuck_total", () => processes.Counters.Stuck, description: "Processes that did not go when killed.");
        meter.CreateObservableCounter(
            "tsuba_poller_processes_cpu_seconds_total",
            () => processes.Counters.CpuMicroseconds / 1e6,
            description: "Processor time of the processes.");
        meter.CreateObservableCounter(
            "tsuba_poller_outputs_cut_total", () => processes.Counters.Truncated, description: "Outputs longer than their limit.");
    }
}
