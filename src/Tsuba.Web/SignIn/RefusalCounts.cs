using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Tsuba.Web.SignIn;

/// <summary>
/// Counts every refusal of a port, and logs each reason once for each token or user; a flood of them fills no log. Knows 1,000 of them, then
/// counts on without a line.
/// </summary>
public sealed partial class RefusalCounts
{
    private const int MostKnown = 1000;

    private readonly string _port;
    private readonly ILogger _log;
    private readonly Counter<long> _refused;
    private readonly HashSet<(string Reason, string Who)> _told = [];
    private readonly Lock _lock = new();

    /// <summary>Counts of a port.</summary>
    /// <param name="port">What the port is called: console, webservice, editing.</param>
    /// <param name="meters">Metrics.</param>
    /// <param name="loggers">Loggers.</param>
    public RefusalCounts(string port, IMeterFactory meters, ILoggerFactory loggers)
    {
        _port = port;
        _log = loggers.CreateLogger<RefusalCounts>();
        _refused = meters.Create(new MeterOptions("Tsuba.Web")).CreateCounter<long>("tsuba_web_refused_total", description: "Requests that were not let in or through, by port and reason.");
    }

    /// <summary>Somebody was refused.</summary>
    /// <param name="reason">One of <see cref="RefusalReasons"/>.</param>
    /// <param name="who">Name of the token or user; empty: not known.</param>
    public void Count(string reason, string who)
    {
        _refused.Add(1, new KeyValuePair<string, object?>("port", _port), new KeyValuePair<string, object?>("reason", reason));
        lock (_lock)
        {
            if (_told.Count >= MostKnown || !_told.Add((reason, who)))
            {
                return;
            }
        }

        LogRefused(_port, reason, who.Length > 0 ? who : "somebody");
    }

    [LoggerMessage(9231, LogLevel.Warning, "Port {Port} refused {Who}: {Reason}; further refusals of this kind are counted only")]
    private partial void LogRefused(string port, string reason, string who);
}
