using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Tsuba.LiveState;
using Tsuba.Modules.History;
using Tsuba.Modules.Livestatus.Server;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Modules.Livestatus;

/// <summary>
/// Livestatus on a TCP port and a Unix socket, for Thruk, NagVis, Nagstamon, Multisite and whatever else speaks it. The protocol has
/// no sign-in: who reaches the port reads everything and gives commands, so it listens on the loopback until told otherwise.
/// </summary>
public sealed partial class LivestatusModule : IBrokerModule
{
    private readonly ModuleContext _context;
    private readonly LivestatusSettings _settings;
    private readonly Func<CancellationToken, ValueTask<bool>> _rotateLog;
    private readonly ILogger _log;
    private readonly LivestatusCounters _counters;
    private readonly RunningTasks _running = new();
    private readonly List<PortListener> _listeners = [];
    private readonly TrafficCounts _traffic;
    private readonly QueryDesk _desk;
    private string _socketPath = "";

    /// <summary>A module over the broker's tables.</summary>
    /// <param name="context">What the module is given.</param>
    /// <param name="tables">The tables.</param>
    /// <param name="history">The history that runs at the moment; null: none.</param>
    /// <param name="rotateLog">Rotates the Nagios log of this broker; false: there is none that rotates.</param>
    /// <exception cref="FormatException">A property has no meaning.</exception>
    public LivestatusModule(ModuleContext context, LiveTables tables, Func<IHistoryReader?> history, Func<CancellationToken, ValueTask<bool>> rotateLog)
        : this(context, tables, history, rotateLog, LivestatusSettings.From(context.Properties))
    {
    }

    /// <summary>A module with settings of its own, whatever the properties say.</summary>
    public LivestatusModule(
        ModuleContext context, LiveTables tables, Func<IHistoryReader?> history, Func<CancellationToken, ValueTask<bool>> rotateLog, LivestatusSettings settings)
    {
        _rotateLog = rotateLog;
        _context = context;
        _settings = settings;
        _log = context.Loggers.CreateLogger<LivestatusModule>();
        _counters = new LivestatusCounters(context.Meters);
        _traffic = new TrafficCounts(tables, _counters);
        _desk = new QueryDesk(tables, settings, context.Time, _traffic, history);
    }

    /// <inheritdoc />
    public string Name => _context.Name;

    /// <summary>The TCP address, after <see cref="StartAsync"/>; null: there is none.</summary>
    public IPEndPoint? Address { get; private set; }

    /// <inheritdoc />
    public bool WantsEvents => true;

    /// <inheritdoc />
    public ValueTask HandleAsync(PartStamp part, IReadOnlyList<EventFrame> frames, CancellationToken cancellationToken)
    {
        _traffic.Count(frames);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var settings = _settings;
        var services = new PortServices(
            settings,
            _context.Time,
            _counters,
            new PendingAnswers(settings.MaxPendingBytes),
            new CommandIntake(_context.Commands, _rotateLog, settings, _counters, _running, _log),
            _desk.AnswerAsync);
        if (settings.Port is { } port)
        {
            var listener = PortListener.Tcp(new IPEndPoint(settings.Host, port), services, _running, settings.UseTls ? Certificate(settings) : null, _log);
            _listeners.Add(listener);
            Address = (IPEndPoint)listener.Address;
            LogListening(listener.Address, settings.UseTls);
            if (!IPAddress.IsLoopback(settings.Host) && settings.AllowedHosts.IsEverybody)
            {
                LogOpenToAll(listener.Address);
            }
        }

        if (settings.SocketPath.Length > 0)
        {
            _listeners.Add(PortListener.Unix(settings.SocketPath, services, _running, _log));
            _socketPath = settings.SocketPath;
            LogListeningUnix(settings.SocketPath);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            await Task.WhenAll([.. _listeners.Select(listener => listener.RunAsync(stop)), _traffic.RunAsync(_context.Time, stop)]);
        }
        finally
        {
            await _running.WhenAllAsync();
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        foreach (var listener in _listeners)
        {
            listener.Dispose();
        }

        if (_socketPath.Length > 0)
        {
            File.Delete(_socketPath);
        }

        _counters.Dispose();
        _desk.Dispose();
        return ValueTask.CompletedTask;
    }

    private Func<SslStreamCertificateContext> Certificate(LivestatusSettings settings)
    {
        if (settings.TlsFiles is { Certificate.Length: > 0, Key.Length: > 0 } files)
        {
            var context = SslStreamCertificateContext.Create(X509Certificate2.CreateFromPemFile(files.Certificate, files.Key), additionalCertificates: null, offline: true);
            return () => context;
        }

        return _context.WebCertificate ?? throw new InvalidOperationException("tls is on, and there is neither server_cert with server_key nor a certificate of the site");
    }

    [LoggerMessage(9401, LogLevel.Information, "Livestatus is at {Address}, TLS: {Tls}")]
    private partial void LogListening(EndPoint address, bool tls);

    [LoggerMessage(9408, LogLevel.Information, "Livestatus is at {Path}")]
    private partial void LogListeningUnix(string path);

    [LoggerMessage(9409, LogLevel.Warning, "Livestatus at {Address} is open to everybody who reaches it, commands included: set allowed_hosts, or host 127.0.0.1")]
    private partial void LogOpenToAll(EndPoint address);
}
