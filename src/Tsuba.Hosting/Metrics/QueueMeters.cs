using System.Diagnostics.Metrics;
using Tsuba.Journal.Spooling;

namespace Tsuba.Hosting.Metrics;

/// <summary>The metrics that every queue of a daemon has, whatever it holds. Source of the names: reference/conventions.md 10.</summary>
public static class QueueMeters
{
    /// <summary>Name of the gauge of bytes that wait.</summary>
    internal const string Bytes = "tsuba_queue_bytes";

    /// <summary>Name of the counter of what did not fit.</summary>
    internal const string Dropped = "tsuba_queue_dropped_total";

    /// <summary>What <see cref="Bytes"/> is.</summary>
    internal const string BytesDescription = "Bytes that wait in a queue: one of the daemon, or that of a module, which is called as the module.";

    /// <summary>What <see cref="Dropped"/> is.</summary>
    internal const string DroppedDescription = "What a full queue lost, or refused with an answer.";

    /// <summary>Publishes the metrics of a spool.</summary>
    /// <param name="meters">Those of the daemon.</param>
    /// <param name="queue">What the queue is called.</param>
    /// <param name="read">Its counters; null: it is not open.</param>
    public static void Publish(IMeterFactory meters, string queue, Func<SpoolCounters?> read) =>
        Publish(meters, queue, () => read()?.PendingBytes ?? 0, () => read()?.Refused ?? 0);

    /// <summary>Publishes the metrics of a queue.</summary>
    /// <param name="meters">Those of the daemon.</param>
    /// <param name="queue">What the queue is called.</param>
    /// <param name="bytes">Bytes that wait in it.</param>
    /// <param name="dropped">What it lost or refused since the daemon's start.</param>
    public static void Publish(IMeterFactory meters, string queue, Func<long> bytes, Func<long> dropped)
    {
        var meter = meters.Create("Tsuba.Hosting.Queues");
        var label = new KeyValuePair<string, object?>("queue", queue);
        meter.CreateObservableGauge(Bytes, () => new Measurement<long>(bytes(), label), description: BytesDescription);
        meter.CreateObservableCounter(Dropped, () => new Measurement<long>(dropped(), label), description: DroppedDescription);
    }
}
