using System.Diagnostics.Metrics;
using Tsuba.Hosting.Metrics;

namespace Tsuba.Hosting.Modules;

/// <summary>What a module host measures.</summary>
internal sealed class ModuleCounters : IDisposable
{
    private readonly Func<IEnumerable<ModuleStatus>> _statuses;

    public ModuleCounters(IMeterFactory meters, Func<IEnumerable<ModuleStatus>> statuses)
    {
        _statuses = statuses;
        var meter = meters.Create("Tsuba.Hosting.Modules");
        meter.CreateObservableCounter("tsuba_module_received_total", () => Read(s => s.Received), description: "Events offered to a module.");
        meter.CreateObservableCounter("tsuba_module_delivered_total", () => Read(s => s.Delivered), description: "Events a module kept.");
        meter.CreateObservableCounter("tsuba_module_dropped_total", () => Read(s => s.Dropped), description: "Events a module lost to its full queue.");
        meter.CreateObservableCounter("tsuba_module_restarts_total", () => Read(s => s.Restarts), description: "Restarts of a module.");
        meter.CreateObservableGauge("tsuba_module_pending_bytes", () => Read(s => s.PendingBytes), description: "Bytes in a module's queue.");
        meter.CreateObservableGauge(QueueMeters.Bytes, () => Read(s => s.PendingBytes, "queue"), description: QueueMeters.BytesDescription);
        meter.CreateObservableCounter(QueueMeters.Dropped, () => Read(s => s.Dropped, "queue"), description: QueueMeters.DroppedDescription);
        meter.CreateObservableGauge("tsuba_module_up", () => Read(s => s.Running ? 1L : 0L), description: "Whether a module runs.");
    }

    public bool IsDisposed { get; private set; }

    public void Dispose() => IsDisposed = true;

    private IEnumerable<Measurement<long>> Read(Func<ModuleStatus, long> value, string label = "module") => IsDisposed
        ? []
        : _statuses().Select(status => new Measurement<long>(value(status), new KeyValuePair<string, object?>(label, status.Name)));
}
