using System.Diagnostics.Metrics;

namespace Tsuba.Hosting.Routing;

/// <summary>What a port counts.</summary>
internal sealed class PortCounters
{
    private readonly Counter<long> _answered;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _fenced;

    public PortCounters(IMeterFactory meters)
    {
        var meter = meters.Create("Tsuba.Hosting.Port");
        _answered = meter.CreateCounter<long>("tsuba_calls_answered_total", description: "Calls answered, by path.");
        _refused = meter.CreateCounter<long>(
            "tsuba_calls_refused_total", description: "Calls and handshakes that were not answered, by reason.");
        _fenced = meter.CreateCounter<long>("tsuba_fencing_rejections_total", description: "Orders of arbiters whose term has passed, and results of an epoch that is over.");
    }

    public void Answered(string path) => _answered.Add(1, new KeyValuePair<string, object?>("path", path));

    public void Fenced()
    {
        Refused("term");
        _fenced.Add(1);
    }

    public void Refused(string reason) => _refused.Add(1, new KeyValuePair<string, object?>("reason", reason));
}
