using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace Tsuba.Modules.Passive.Nsca;

/// <summary>
/// Takes passive results of NSCA clients (<c>send_nsca</c>, NSClient++), encryption methods 0, 1, 3 and 14. A client gets no answer in this
/// protocol, so what is refused is counted, and the first of a kind is logged; while the command buffer is full nothing is read, and
/// clients wait. Source: reference/conventions.md 8.
/// </summary>
public sealed partial class NscaModule : IModule
{
    private const int MostConnections = 256;

    private readonly ModuleContext _context;
    private readonly ILogger _log;
    private readonly CommandFeed _feed;
    private readonly RefusalVoice _voice = new();
    private readonly Counter<long> _refused;
    private readonly Counter<long> _cut;
    private readonly SemaphoreSlim _free = new(MostConnections);
    private NscaSettings? _settings;
    private Socket? _listener;

    /// <summary>A module whose properties are those of <c>nsca.cfg</c>: host, port, encryption_method, password, max_packet_age, check_future_packet.</summary>
    public NscaModule(ModuleContext context)
    {
        _context = context;
        _log = context.Loggers.CreateLogger<NscaModule>();
        var meter = context.Meters.Create(new MeterOptions("tsuba.passive.nsca"));
        _feed = new CommandFeed(context, meter.CreateCounter<long>("tsuba_nsca_results_accepted_total"));
        _refused = meter.CreateCounter<long>("tsuba_nsca_results_refused_total");
        _cut = meter.CreateCounter<long>("tsuba_nsca_connections_cut_total");
    }

    /// <inheritdoc />
    public string Name => _context.Name;

    /// <summary>Where it listens, after <see cref="StartAsync"/>.</summary>
    public IPEndPoint? Address => (IPEndPoint?)_listener?.LocalEndPoint;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _settings = NscaSettings.From(_context.Properties);
        var listener = new Socket(_settings.Address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            listener.Bind(new IPEndPoint(_settings.Address, _settings.Port));
            listener.Listen(MostConnections);
        }
        catch
        {
            listener.Dispose();
            throw;
        }

        _listener = listener;
        LogListening(Address!, (int)_settings.Method);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async Task RunAsync(CancellationToken stop)
    {
        var (listener, settings) = (_listener!, _settings!);
        while (!stop.IsCancellationRequested)
        {
            await _free.WaitAsync(stop);
            Socket socket;
            try
            {
                socket = await listener.AcceptAsync(stop);
            }
            catch
            {
                _free.Release();
                throw;
            }

            _ = ServeAsync(socket, settings, stop);
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        _listener?.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task ServeAsync(Socket socket, NscaSettings settings, CancellationToken stop)
    {
        try
        {
            var client = (socket.RemoteEndPoint as IPEndPoint)?.Address;
            using var conversation = new NscaConversation(socket, settings, _context.Time);
            await conversation.OpenAsync(stop);
            while (await conversation.ReadAsync(stop) is { } lines)
            {
                foreach (var refused in conversation.Refused)
                {
                    Refuse($"{client}: {refused}");
                }

                await GiveAsync(lines, stop);
            }

            if (conversation.Refusal is { } refusal)
            {
                Refuse($"{client}: {refusal}");
            }
        }
        catch (OperationCanceledException exception) when (!stop.IsCancellationRequested)
        {
            // The client said nothing for too long, or a packet came too slowly; what came before is taken.
            _cut.Add(1);
            LogEnded(exception.Message);
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The client went away; what came before is taken.
            LogEnded(exception.Message);
        }
        finally
        {
            _free.Release();
        }
    }

    private async Task GiveAsync(List<string> lines, CancellationToken stop)
    {
        if (await _feed.GiveAsync(lines, stop) is { } lost)
        {
            _refused.Add(lost.Count - 1);
            Refuse(lost.Refusal);
        }
    }

    private void Refuse(string refusal)
    {
        _refused.Add(1);
        if (_voice.Count(refusal) is > 0 and var count)
        {
            LogRefused(count, refusal);
        }
    }

    [LoggerMessage(9321, LogLevel.Information, "NSCA results are taken at {Address}, encryption method {Method}")]
    private partial void LogListening(IPEndPoint address, int method);

    [LoggerMessage(9322, LogLevel.Warning, "{Count} NSCA results were refused so far; this one: {Refusal}")]
    private partial void LogRefused(long count, string refusal);

    [LoggerMessage(9323, LogLevel.Debug, "A connection of an NSCA client ended: {Reason}")]
    private partial void LogEnded(string reason);
}
