using System.Diagnostics.Metrics;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Tsuba.Modules;

namespace Tsuba.Sinks;

/// <summary>Connects a spill to its sink, again and again: what is confirmed is freed, what is not is sent over the next connection.</summary>
public sealed partial class SinkLoop
{
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan SaidAgain = TimeSpan.FromMinutes(10);

    private readonly SinkSpill _spill;
    private readonly SinkDescription _sink;
    private readonly TimeProvider _time;
    private readonly Func<CancellationToken, Task<ISinkConnection>> _connect;
    private readonly ILogger _log;
    private readonly KeyValuePair<string, object?> _module;
    private readonly Counter<long> _connections;
    private readonly Counter<long> _failures;
    private bool _works;
    private string _said = "";
    private long _saidAt;

    /// <summary>A loop that is not running.</summary>
    /// <param name="context">What the module was given.</param>
    /// <param name="sink">The sink.</param>
    /// <param name="spill">What is to be delivered.</param>
    /// <param name="meter">The module's meter.</param>
    /// <param name="connect">Connects; throws <see cref="IOException"/> or <see cref="SocketException"/> where the sink is not there.</param>
    public SinkLoop(ModuleContext context, SinkDescription sink, SinkSpill spill, Meter meter, Func<CancellationToken, Task<ISinkConnection>> connect)
    {
        (_spill, _sink, _time, _connect) = (spill, sink, context.Time, connect);
        _log = context.Loggers.CreateLogger<SinkLoop>();
        _module = SinkSpill.Tag(context);
        _connections = meter.CreateCounter<long>($"tsuba_{sink.Kind}_connections_total", description: $"Connections made to {sink.Kind}.");
        _failures = meter.CreateCounter<long>($"tsuba_{sink.Kind}_failures_total", description: $"Connections to {sink.Kind} that were lost or could not be made, and batches that it did not take.");
    }

    /// <summary>Runs until it is stopped.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var pause = _sink.FirstPause;
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            var wish = TimeSpan.Zero;
            try
            {
                await using var connection = await _connect(stop);
                _connections.Add(1, _module);
                wish = await ServeAsync(connection, () => pause = Works(), stop);
            }
            catch (Exception exception) when (exception is SocketException or IOException)
            {
                Say(exception.Message);
            }

            // Somewhat less or more, so that the sinks of many sites are not asked in step.
            var spread = pause * (0.8 + (0.4 * RandomNumberGenerator.GetInt32(1000) / 1000));
            await Task.Delay(wish > spread ? wish : spread, _time, stop);
            pause = pause * 2 < _sink.LongestPause ? pause * 2 : _sink.LongestPause;
        }
    }

    // Returns when the connection is over, with how long the sink wants to be left alone.
    private async Task<TimeSpan> ServeAsync(ISinkConnection connection, Action works, CancellationToken stop)
    {
        var next = _spill.Acknowledged + 1;
        while (connection.IsOpen)
        {
            var records = _spill.Read(next);
            if (records.Count > 0)
            {
                try
                {
                    await connection.SendAsync(records, stop);
                }
                catch (Exception exception) when (exception is SocketException or IOException)
                {
                    Confirm(connection, works);
                    Say(exception.Message);
                    return connection.Wish;
                }
                catch (OperationCanceledException)
                {
                    // A stop in the middle of a batch: what the sink took of it is not given again after the next start.
                    Confirm(connection, works);
                    throw;
                }

                next = records[^1].Sequence + 1;
            }

            Confirm(connection, works);
            if (records.Count == 0)
            {
                await Task.Delay(Turn, _time, stop);
            }
        }

        Say("it ended the connection");
        return TimeSpan.Zero;
    }

    private void Confirm(ISinkConnection connection, Action works)
    {
        if (connection.TakeConfirmed() is > 0 and var confirmed)
        {
            _spill.Acknowledge(confirmed);
            works();
        }
    }

    private TimeSpan Works()
    {
        if (!_works)
        {
            LogWorks(_sink.Kind, _sink.Address);
        }

        (_works, _said) = (true, "");
        return _sink.FirstPause;
    }

    // A sink that stays away is one line in ten minutes; the counter has every try.
    private void Say(string reason)
    {
        _failures.Add(1, _module);
        _works = false;
        if (reason != _said || _time.GetElapsedTime(_saidAt) >= SaidAgain)
        {
            LogLost(_sink.Kind, _sink.Address, reason);
            (_said, _saidAt) = (reason, _time.GetTimestamp());
        }
    }

    [LoggerMessage(9451, LogLevel.Information, "What is for {Sink} arrives at {Address}")]
    private partial void LogWorks(string sink, string address);

    [LoggerMessage(9452, LogLevel.Warning, "No connection to {Sink} at {Address}: {Reason}; what is for it is kept on disk")]
    private partial void LogLost(string sink, string address, string reason);
}
