using System.Diagnostics.Metrics;

namespace Tsuba.Hosting.Routing;

/// <summary>
/// Counts connections that the server refused or cut: too many, handshakes that failed or took too long, requests and readers that were too slow. The
/// server tells of them in its own metrics only, so these are listened to: those of this port, since several daemons share a process.
/// </summary>
internal sealed class SlowPeers : IDisposable
{
    private const string ServerMeter = "Microsoft.AspNetCore.Server.Kestrel";
    private const string Rejected = "kestrel.rejected_connections";
    private const string Ended = "kestrel.connection.duration";
    private const string WhyEnded = "error.type";

    private readonly MeterListener _listener = new();

    /// <param name="meters">The factory of the web server's own meters.</param>
    /// <param name="counters">Where they are counted.</param>
    internal SlowPeers(IMeterFactory meters, PortCounters counters)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == ServerMeter && ReferenceEquals(instrument.Meter.Scope, meters) && instrument.Name is Rejected or Ended)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, _, _, _) => counters.Refused("too_many_connections"));
        _listener.SetMeasurementEventCallback<double>((_, _, tags, _) =>
        {
            if (ReasonOf(tags) is { } reason)
            {
                counters.Refused(reason);
            }
        });
        _listener.Start();
    }

    public void Dispose() => _listener.Dispose();

    private static string? ReasonOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var tag in tags)
        {
            if (tag.Key == WhyEnded)
            {
                return tag.Value switch
                {
                    "request_headers_timeout" => "slow_headers",
                    "min_request_body_data_rate" => "slow_body",
                    "min_response_data_rate" => "slow_reader",
                    "tls_handshake_failed" => "handshake",
                    _ => null,
                };
            }
        }

        return null;
    }
}
