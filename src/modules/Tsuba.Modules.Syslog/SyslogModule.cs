using System.Diagnostics.Metrics;
using System.Net.Sockets;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Tsuba.LiveState;
using Tsuba.Modules.Events;
using Tsuba.Modules.History;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Modules.Syslog;

/// <summary>
/// Sends the lines of the Nagios log to syslog: with use_syslog of the main file to that of this machine, as nagios4 does, or where a module says.
/// Syslog confirms nothing, so nothing is kept on disk: lines wait in a bounded queue, and what does not fit is counted.
/// </summary>
public sealed partial class SyslogModule : IBrokerModule
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    // A module that says any of these is meant whatever the main file says.
    private static readonly string[] Defining = ["socket", "host", "format", "facility", "tag"];

    private readonly ModuleContext _context;
    private readonly LiveTables _tables;
    private readonly SyslogSettings _settings;
    private readonly SyslogLine _line;
    private readonly bool _isDefined;
    private readonly ILogger _log;
    private readonly Counter<long> _sent;
    private readonly Counter<long> _dropped;
    private readonly RepeatedLines _repeated = new();
    private readonly Channel<byte[]> _queue;
    private bool _isFull;

    /// <summary>A module over the live tables, which know the options of the main file.</summary>
    /// <exception cref="InvalidDataException">Its properties make no sense.</exception>
    public SyslogModule(ModuleContext context, LiveTables tables)
    {
        _context = context;
        _tables = tables;
        _settings = SyslogSettings.From(context.Properties);
        _isDefined = Defining.Any(context.Properties.ContainsKey);
        _line = new SyslogLine(_settings, Environment.MachineName, Environment.ProcessId);
        _queue = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(_settings.QueueLines) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
        _log = context.Loggers.CreateLogger<SyslogModule>();
        var meter = context.Meters.Create(new MeterOptions("Tsuba.Syslog"));
        _sent = meter.CreateCounter<long>("tsuba_syslog_lines_total", description: "Lines given to syslog.");
        _dropped = meter.CreateCounter<long>("tsuba_syslog_dropped_total", description: "Lines that did not fit into the queue, or that syslog did not take.");
        meter.CreateObservableGauge("tsuba_syslog_pending", () => _queue.Reader.Count, description: "Lines that wait for syslog.");
    }

    /// <inheritdoc />
    public string Name => _context.Name;

    /// <inheritdoc />
    public bool WantsEvents => true;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public ValueTask HandleAsync(PartStamp part, IReadOnlyList<EventFrame> frames, CancellationToken cancellationToken)
    {
        if (!_isDefined && !_tables.Site.Settings.UseSyslog)
        {
            return ValueTask.CompletedTask;
        }

        var lines = _repeated.Look(frames);
        foreach (var happened in frames.SelectMany(frame => frame.Events))
        {
            if (happened.KindCase == Event.KindOneofCase.Log && !lines.IsRepeated(happened))
            {
                Put(happened);
            }
        }

        _repeated.Keep(lines);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public async Task RunAsync(CancellationToken stop)
    {
        var pause = FirstPause;
        var isAway = false;
        while (await _queue.Reader.WaitToReadAsync(stop))
        {
            try
            {
                using var socket = await ConnectAsync(stop);
                isAway = false;
                await SendAsync(socket, () => pause = FirstPause, stop);
            }
            catch (SocketException failure)
            {
                if (!isAway)
                {
                    LogAway(_settings.Address, failure.Message);
                }

                isAway = true;
            }

            await Task.Delay(pause, _context.Time, stop);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        // Those that nobody takes any more.
        while (_queue.Reader.TryRead(out _))
        {
            _dropped.Add(1);
        }

        return ValueTask.CompletedTask;
    }

    private void Put(Event happened)
    {
        var at = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(happened.UtcMs), _tables.Site.Zone);
        if (_queue.Writer.TryWrite(_line.Encode(at, LogLineKinds.Of(happened.Log.Line).ToString(), happened.Log.Line)))
        {
            _isFull = false;
            return;
        }

        _dropped.Add(1);
        if (!_isFull)
        {
            LogFull(_settings.QueueLines, _settings.Address);
        }

        _isFull = true;
    }

    private async Task<Socket> ConnectAsync(CancellationToken stop)
    {
        var isLocal = _settings.Host.Length == 0;
        var socket = isLocal ? new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) : new Socket(SocketType.Dgram, ProtocolType.Udp);
        try
        {
            await (isLocal ? socket.ConnectAsync(new UnixDomainSocketEndPoint(_settings.Socket), stop) : socket.ConnectAsync(_settings.Host, _settings.Port, stop));
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    // A line leaves the queue when the socket took it. A syslog that is stuck makes a local socket wait, and the queue fills.
    private async Task SendAsync(Socket socket, Action works, CancellationToken stop)
    {
        while (await _queue.Reader.WaitToReadAsync(stop))
        {
            while (_queue.Reader.TryPeek(out var message))
            {
                var isTaken = await TrySendAsync(socket, message, stop);
                _queue.Reader.TryRead(out _);
                (isTaken ? _sent : _dropped).Add(1);
                works();
            }
        }
    }

    // A message that is too large for the other side will always be; anything else is tried again over another socket.
    private static async Task<bool> TrySendAsync(Socket socket, byte[] message, CancellationToken stop)
    {
        try
        {
            await socket.SendAsync(message, stop);
            return true;
        }
        catch (SocketException failure) when (failure.SocketErrorCode == SocketError.MessageSize)
        {
            return false;
        }
    }

    [LoggerMessage(9481, LogLevel.Warning, "Syslog at {Address} does not take lines: {Reason}; they wait in memory, and are dropped beyond queue_lines")]
    private partial void LogAway(string address, string reason);

    [LoggerMessage(9482, LogLevel.Warning, "Lines for syslog are dropped: {Lines} wait already for {Address}")]
    private partial void LogFull(int lines, string address);
}
