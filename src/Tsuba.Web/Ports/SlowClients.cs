using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Tsuba.Web.SignIn;

namespace Tsuba.Web.Ports;

/// <summary>
/// Counts connections that the server refused or cut because of <see cref="SlowClientLimits"/>. The server tells of them in its own metrics only,
/// so these are listened to: those of this port, since several ports share a process.
/// </summary>
internal sealed class SlowClients : IDisposable
{
    private const string ServerMeter = "Microsoft.AspNetCore.Server.Kestrel";
    private const string Rejected = "kestrel.rejected_connections";
    private const string Ended = "kestrel.connection.duration";
    private const string WhyEnded = "error.type";
    private const string Asked = "tsuba.asked";

    private readonly MeterListener _listener = new();
    private readonly RefusalCounts _refusals;

    /// <param name="meters">The factory of the web server's own meters.</param>
    /// <param name="refusals">Where they are counted.</param>
    internal SlowClients(IMeterFactory meters, RefusalCounts refusals)
    {
        _refusals = refusals;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == ServerMeter && ReferenceEquals(instrument.Meter.Scope, meters) && instrument.Name is Rejected or Ended)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, count, _, _) => Count(count > 0 ? RefusalReasons.TooManyConnections : ""));
        _listener.SetMeasurementEventCallback<double>((_, _, tags, _) => Count(ReasonOf(tags)));
        _listener.Start();
    }

    public void Dispose() => _listener.Dispose();

    /// <summary>A request came on this connection: that it is idle afterwards is no offence.</summary>
    internal static void Heard(HttpContext context)
    {
        if (context.Features.Get<IConnectionMetricsTagsFeature>() is { } feature && context.Features.Get<IConnectionItemsFeature>() is { } items && items.Items.TryAdd(Asked, true))
        {
            feature.Tags.Add(new(Asked, true));
        }
    }

    private static string ReasonOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var isHeard = false;
        foreach (var tag in tags)
        {
            isHeard |= tag.Key == Asked;
        }

        foreach (var tag in tags)
        {
            if (tag.Key == WhyEnded)
            {
                return tag.Value switch
                {
                    "request_headers_timeout" => RefusalReasons.SlowHeaders,
                    "min_request_body_data_rate" => RefusalReasons.SlowBody,
                    "min_response_data_rate" => RefusalReasons.SlowReader,
                    "tls_handshake_failed" => RefusalReasons.Handshake,
                    "keep_alive_timeout" when !isHeard => RefusalReasons.Silent,
                    _ => "",
                };
            }
        }

        return "";
    }

    private void Count(string reason)
    {
        if (reason.Length > 0)
        {
            _refusals.Count(reason, "");
        }
    }
}
