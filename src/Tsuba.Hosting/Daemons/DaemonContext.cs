using System.Diagnostics.Metrics;
using System.Net.Security;
using Microsoft.Extensions.Logging;
using Tsuba.Hosting.Peers;
using Tsuba.Hosting.Terms;
using Tsuba.Model.Items;
using Tsuba.Protocol.Configuration;

namespace Tsuba.Hosting.Daemons;

/// <summary>What a daemon is given at its birth; nothing in it is static, since several daemons may share a process.</summary>
/// <param name="Site">Name of the site.</param>
/// <param name="Role">Role of the daemon.</param>
/// <param name="Name">Name of the daemon's object.</param>
/// <param name="Run">Changes with every start.</param>
/// <param name="StateDirectory">A directory of its own: <c>&lt;state&gt;/&lt;role&gt;-&lt;name&gt;</c>; exists.</param>
/// <param name="Time">The clock.</param>
/// <param name="Loggers">Loggers.</param>
/// <param name="Meters">Metrics.</param>
/// <param name="Peers">Calls to other daemons.</param>
/// <param name="Settings">Effective settings from defaults, ini, environment and command line, by ini key.</param>
public sealed record DaemonContext(
    string Site,
    DaemonRole Role,
    string Name,
    string Run,
    string StateDirectory,
    TimeProvider Time,
    ILoggerFactory Loggers,
    IMeterFactory Meters,
    IPeers Peers,
    IReadOnlyDictionary<string, string> Settings)
{
    /// <summary>The certificate of HTTPS ports for people, as it is at the time of each handshake; null: none can be had.</summary>
    public Func<SslStreamCertificateContext>? WebCertificate { get; init; }

    /// <summary>Bulk work of the process, which the daemons in it share; null: nobody gives memory back.</summary>
    public BulkWork? BulkWork { get; init; }

    /// <summary>Configurations that the daemons of this process have linked; one that is alone has its own.</summary>
    public LinkedParts LinkedParts { get; init; } = new();

    /// <summary>What this daemon knows of the terms of arbiters; null: nothing, and nobody asks.</summary>
    public BallotBox? Ballot { get; init; }

    /// <summary>Version of the program, as heartbeats tell it; empty: not known.</summary>
    public string Version { get; init; } = "";
}
