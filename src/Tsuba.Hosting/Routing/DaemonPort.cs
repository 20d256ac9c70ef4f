using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tsuba.Hosting.Logging;
using Tsuba.Hosting.Metrics;
using Tsuba.Hosting.Pki;
using Tsuba.Hosting.Terms;
using Tsuba.Model.Items;
using Tsuba.Protocol;

namespace Tsuba.Hosting.Routing;

/// <summary>
/// The HTTPS port of one daemon. A client without a certificate of the site does not get past the handshake; one whose role may not
/// make a call gets 403. Answers: 200 with the reply, 400 bad message, 403 wrong role, 404 unknown, 405 not POST, 413 too large,
/// 500 the handler failed, 503 starting or stopping. A connection that was accepted by an identity since replaced, or whose client's
/// certificate has ended since, is closed in good order with its next answer: the client must show itself anew.
/// While the daemon restores its state, heartbeats are answered all the same: a slow start is not a death.
/// An order of an arbiter whose term has passed gets 409 (docs/decisions/0056).
/// </summary>
public sealed partial class DaemonPort : IAsyncDisposable
{
    internal const int MostConnections = 2048;

    private const string AcceptedKey = "tsuba.accepted";

    // What an arbiter asks whether or not it leads.
    private static readonly string[] Questions = [Routes.Heartbeat.Path, Routes.Production.Path];

    private static readonly DaemonRole[] Readers = [DaemonRole.Monitor, DaemonRole.Operator, DaemonRole.Arbiter];

    private readonly WebApplication _app;
    private readonly SlowPeers _slow;
    private readonly LiveIdentity _identity;
    private readonly RouteTable _routes;
    private readonly Func<string> _health;
    private readonly PrometheusText _metrics;
    private readonly PortCounters _counters;
    private readonly RateLimitedLog _refusals;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly BallotBox _ballot;
    private readonly CancellationTokenSource _closing = new();
    private volatile PortState _state = PortState.Starting;

    internal DaemonPort(PortParts parts, IPAddress address, int port)
    {
        _identity = parts.Identity;
        _routes = parts.Routes;
        _health = parts.Health;
        _metrics = parts.Metrics;
        _counters = new PortCounters(parts.Meters);
        _logger = parts.Loggers.CreateLogger<DaemonPort>();
        _time = parts.Time;
        _ballot = parts.Ballot;
        _refusals = new RateLimitedLog(parts.Time, TimeSpan.FromSeconds(10));
        _app = Build(parts.Loggers, new IPEndPoint(address, port));
        _slow = new SlowPeers(_app.Services.GetRequiredService<IMeterFactory>(), _counters);
    }

    /// <summary>Where it listens; the port is known after <see cref="StartAsync"/>.</summary>
    public IPEndPoint EndPoint { get; private set; } = new(IPAddress.None, 0);

    /// <summary>Whether calls reach the daemon.</summary>
    public PortState State => _state;

    /// <summary>Binds the port.</summary>
    /// <exception cref="IOException">The port is taken; the text names by whom.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _app.StartAsync(cancellationToken);
        var addresses = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>();
        var bound = BindingAddress.Parse(addresses!.Addresses.First());
        EndPoint = new IPEndPoint(IPAddress.Parse(bound.Host.Trim('[', ']')), bound.Port);
    }

    /// <summary>Lets calls through.</summary>
    public void Open() => _state = PortState.Open;

    /// <summary>Cancels running calls and refuses new ones.</summary>
    public async Task CloseAsync()
    {
        _state = PortState.Closing;
        await _closing.CancelAsync();
    }

    /// <summary>Closes connections.</summary>
    public Task StopAsync(CancellationToken deadline) => _app.StopAsync(deadline);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _slow.Dispose();
        _closing.Dispose();
    }

    private WebApplication Build(ILoggerFactory loggers, IPEndPoint endPoint)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IHostLifetime, NoHostLifetime>();
        builder.Services.AddSingleton(new QuietLoggers(loggers).Factory);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = WireLimits.MaxBodyBytes;
            options.Limits.MaxRequestHeadersTotalSize = 8 * 1024;
            options.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            options.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 1024, gracePeriod: TimeSpan.FromSeconds(5));
            options.Limits.MaxConcurrentConnections = MostConnections;
            options.Limits.Http2.MaxStreamsPerConnection = 256;
            options.Limits.Http2.InitialConnectionWindowSize = 4 * 1024 * 1024;
            options.Limits.Http2.InitialStreamWindowSize = 2 * 1024 * 1024;
            options.Limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(10);
            options.Limits.Http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(10);
            options.Listen(endPoint, listen =>
            {
                listen.Protocols = HttpProtocols.Http1AndHttp2;
                listen.UseHttps(new TlsHandshakeCallbackOptions
                {
                    HandshakeTimeout = TimeSpan.FromSeconds(10),
                    OnConnection = context =>
                    {
                        var identity = _identity.Current;
                        return ValueTask.FromResult(identity.ServerOptions(
                            (_, certificate, chain, errors) => Accept(context.Connection, identity, certificate, chain, errors)));
                    },
                });
            });
        });
        var app = builder.Build();
        app.Run(AnswerAsync);
        return app;
    }

    private bool Accept(
        ConnectionContext connection,
        TlsIdentity identity,
        X509Certificate? certificate,
        X509Chain? chain,
        SslPolicyErrors errors)
    {
        if (identity.Trust.Identify(certificate, chain, errors, out var refusal) is { } peer)
        {
            var ends = new DateTimeOffset(((X509Certificate2)certificate!).NotAfter.ToUniversalTime());
            connection.Items[AcceptedKey] = new AcceptedPeer(peer, identity, ends);
            return true;
        }

        // Counted with all handshakes that fail.
        Refuse((connection.RemoteEndPoint as IPEndPoint)?.Address.ToString() ?? "unknown", refusal);
        return false;
    }

    private async Task AnswerAsync(HttpContext http)
    {
        var items = http.Features.Get<IConnectionItemsFeature>()?.Items;
        if (items is null || !items.TryGetValue(AcceptedKey, out var known) || known is not AcceptedPeer accepted)
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        var peer = accepted.Identity;
        if (!ReferenceEquals(accepted.By, _identity.Current) || accepted.Ends < _time.GetUtcNow())
        {
            http.Connection.RequestClose();
        }

        var path = http.Request.Path.Value ?? "";
        if (path is "/health" or "/metrics")
        {
            await AnswerReaderAsync(http, peer, path);
        }
        else if (_routes.Find(path) is not { } route)
        {
            await TextAsync(http, StatusCodes.Status404NotFound, $"{_identity.Identity} has no {path}");
        }
        else if (!route.Callers.Contains(peer.Role))
        {
            await ForbidAsync(http, peer, path);
        }
        else if (!HttpMethods.IsPost(http.Request.Method))
        {
            await TextAsync(http, StatusCodes.Status405MethodNotAllowed, $"{path} takes POST");
        }
        else if (_state != PortState.Open && !(_state == PortState.Starting && route.DuringStart))
        {
            await TextAsync(http, StatusCodes.Status503ServiceUnavailable, _state == PortState.Starting ? "starting" : "stopping");
        }
        else if (peer.Role == DaemonRole.Arbiter && !Questions.Contains(path) && _ballot.Refuse(peer.Name, TermHeader.Read(http.Request.Headers)) is { } stale)
        {
            _counters.Fenced();
            Refuse(peer.ToString(), stale);
            await TextAsync(http, StatusCodes.Status409Conflict, stale);
        }
        else
        {
            await CallAsync(http, route, new Caller(peer.Role, peer.Name));
        }
    }

    private async Task CallAsync(HttpContext http, RouteTable.Entry route, Caller caller)
    {
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, _closing.Token);
        try
        {
            await route.Answer(http, caller, linked.Token);
            _counters.Answered(route.Path);
        }
        catch (InvalidProtocolBufferException bad)
        {
            _counters.Refused("message");
            await TextAsync(http, StatusCodes.Status400BadRequest, bad.Message);
        }
        catch (Microsoft.AspNetCore.Http.BadHttpRequestException bad)
        {
            _counters.Refused("message");
            await TextAsync(http, bad.StatusCode, bad.Message);
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested && !http.RequestAborted.IsCancellationRequested)
        {
            await TextAsync(http, StatusCodes.Status503ServiceUnavailable, "stopping");
        }
        catch (OperationCanceledException)
        {
            _counters.Refused("gone");
            http.Abort();
        }
        catch (Exception fault)
        {
            _counters.Refused("fault");
            LogFault(route.Path, caller.Role, caller.Name, fault);
            await TextAsync(http, StatusCodes.Status500InternalServerError, "the call failed; see the log of the daemon");
        }
    }

    private async Task AnswerReaderAsync(HttpContext http, PeerIdentity peer, string path)
    {
        if (!Readers.Contains(peer.Role))
        {
            await ForbidAsync(http, peer, path);
        }
        else if (!HttpMethods.IsGet(http.Request.Method))
        {
            await TextAsync(http, StatusCodes.Status405MethodNotAllowed, $"{path} takes GET");
        }
        else if (path == "/health")
        {
            var health = _state switch
            {
                PortState.Starting => "starting",
                PortState.Closing => "stopping",
                _ => _health(),
            };
            var status = health == "ok" ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
            await TextAsync(http, status, health);
        }
        else
        {
            http.Response.ContentType = PrometheusText.ContentType;
            await http.Response.WriteAsync(_metrics.Write(), http.RequestAborted);
        }
    }

    private async Task ForbidAsync(HttpContext http, PeerIdentity peer, string path)
    {
        _counters.Refused("role");
        Refuse(peer.ToString(), path);
        await TextAsync(http, StatusCodes.Status403Forbidden, $"role {peer.Role.ToIdentifier()} may not call {path}");
    }

    private static async Task TextAsync(HttpContext http, int status, string text)
    {
        if (http.Response.HasStarted)
        {
            http.Abort();
            return;
        }

        http.Response.Clear();
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/plain; charset=utf-8";
        await http.Response.WriteAsync(text + "\n", http.RequestAborted);
    }

    private void Refuse(string peer, string why)
    {
        if (_refusals.MayWrite($"{peer} {why}", out var suppressed))
        {
            LogRefusedPeer(peer, why, suppressed);
        }
    }

    [LoggerMessage(8001, LogLevel.Warning, "Refused {Peer}: {Why} ({Suppressed} more refusals of it since the last line)")]
    private partial void LogRefusedPeer(string peer, string why, long suppressed);

    [LoggerMessage(8002, LogLevel.Error, "{Path} called by {Role} {Name} failed")]
    private partial void LogFault(string path, DaemonRole role, string name, Exception fault);
}
