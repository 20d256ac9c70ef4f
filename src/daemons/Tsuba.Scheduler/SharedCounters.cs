using System.Diagnostics.Metrics;

namespace Tsuba.Scheduler;

/// <summary>Figures under names that dashboards know whatever the role. Source: reference/conventions.md 10.</summary>
internal sealed class SharedCounters(Meter meter)
{
    private readonly Counter<long> _applied = meter.CreateCounter<long>("tsuba_results_applied_total", description: "Results of workers taken in.");
    private readonly Counter<long> _rejected = meter.CreateCounter<long>("tsuba_results_rejected_total", description: "Results that had no effect, by reason: duplicate, epoch.");
    private readonly Counter<long> _fenced = meter.CreateCounter<long>("tsuba_fencing_rejections_total", description: "Orders of arbiters whose term has passed, and results of an epoch that is over.");
    private readonly Counter<long> _notifications = meter.CreateCounter<long>("tsuba_notifications_total", description: "Notification commands that ended, by outcome: sent, failed.");
    private readonly Histogram<double> _delay = meter.CreateHistogram<double>("tsuba_check_start_delay_seconds", description: "How long after its time a check started.");
    private readonly Histogram<double> _duration = meter.CreateHistogram<double>("tsuba_check_duration_seconds", description: "How long a check ran.");

    /// <summary>A check was done.</summary>
    /// <param name="delaySeconds">How long after its time it started.</param>
    /// <param name="seconds">How long it ran.</param>
    public void Checked(double delaySeconds, double seconds)
    {
        _delay.Record(delaySeconds);
        _duration.Record(seconds);
    }

    public void Applied(long count) => _applied.Add(count);

    public void Notified(bool succeeded) => _notifications.Add(1, new KeyValuePair<string, object?>("outcome", succeeded ? "sent" : "failed"));

    public void Duplicate() => _rejected.Add(1, new KeyValuePair<string, object?>("reason", "duplicate"));

    public void Fenced(long count)
    {
        _fenced.Add(count);
        _rejected.Add(count, new KeyValuePair<string, object?>("reason", "epoch"));
    }
}
