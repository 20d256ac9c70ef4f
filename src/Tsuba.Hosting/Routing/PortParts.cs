using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Tsuba.Hosting.Metrics;
using Tsuba.Hosting.Pki;
using Tsuba.Hosting.Terms;

namespace Tsuba.Hosting.Routing;

/// <summary>What a port is made of.</summary>
/// <param name="Identity">Identity of the daemon, as it is at the time of each handshake.</param>
/// <param name="Routes">What it answers.</param>
/// <param name="Health">Health in words; <c>ok</c> if there is nothing to say.</param>
/// <param name="Metrics">Text of <c>/metrics</c>.</param>
/// <param name="Meters">Where the port counts.</param>
/// <param name="Loggers">Loggers.</param>
/// <param name="Time">Clock.</param>
/// <param name="Ballot">Whether an arbiter's order is to be obeyed.</param>
internal sealed record PortParts(
    LiveIdentity Identity,
    RouteTable Routes,
    Func<string> Health,
    PrometheusText Metrics,
    IMeterFactory Meters,
    ILoggerFactory Loggers,
    TimeProvider Time,
    BallotBox Ballot);
