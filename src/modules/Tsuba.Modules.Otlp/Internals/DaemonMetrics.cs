using System.Diagnostics.Metrics;
using System.Globalization;
using Google.Protobuf;
using Microsoft.Extensions.Logging;
using Tsuba.Modules.Metrics;
using Tsuba.Modules.Otlp.Sending;

namespace Tsuba.Modules.Otlp.Internals;

/// <summary>
/// Sends a daemon's own metrics to a receiver of OTLP over HTTP at a steady interval, at its start and once more at its end. Nothing is kept
/// for a receiver that is away: the next request has the totals of now (decision 0086).
/// </summary>
public sealed partial class DaemonMetrics : IDisposable
{
    private const string Prefix = "otlp_";
    private const ulong NanosecondsInMillisecond = 1_000_000;
    private static readonly TimeSpan LastPatience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan SaidAgain = TimeSpan.FromMinutes(10);

    private readonly TimeProvider _time;
    private readonly Func<IReadOnlyList<MetricReading>> _read;
    private readonly TimeSpan _interval;
    private readonly OtlpClient _client;
    private readonly MetricPoints _points;
    private readonly string _address;
    private readonly ILogger _log;
    private readonly Counter<long> _sendings;
    private string _said = "";
    private long _saidAt;
    private bool _works;

    private DaemonMetrics(OtlpSettings settings, TimeSpan interval, DaemonIdentity daemon, TimeProvider time, ILoggerFactory loggers, IMeterFactory meters, Func<IReadOnlyList<MetricReading>> read)
    {
        (_time, _read, _interval) = (time, read, interval);
        _client = new OtlpClient(settings, time);
        _points = new MetricPoints(daemon.Resource, Now);
        _address = settings.Endpoint.Authority;
        _log = loggers.CreateLogger<DaemonMetrics>();
        _sendings = meters.Create(new MeterOptions("Tsuba.DaemonMetrics"))
            .CreateCounter<long>("tsuba_daemon_metrics_sendings_total", description: "Sendings of this daemon's metrics by OTLP, by outcome: taken, partial, rejected, failed.");
    }

    /// <summary>What sends them; null: the settings name no receiver.</summary>
    /// <param name="settings">Settings of the daemon: <c>otlp_endpoint</c>, <c>otlp_headers</c>, <c>otlp_interval</c>, <c>otlp_allow_remote</c>.</param>
    /// <param name="daemon">The daemon.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">Loggers.</param>
    /// <param name="meters">Meters of the daemon.</param>
    /// <param name="read">Reads what they measured.</param>
    /// <exception cref="InvalidDataException">The settings make no sense, or would send in the clear to another machine without saying that this is meant.</exception>
    public static DaemonMetrics? From(
        IReadOnlyDictionary<string, string> settings, DaemonIdentity daemon, TimeProvider time, ILoggerFactory loggers, IMeterFactory meters, Func<IReadOnlyList<MetricReading>> read)
    {
        if (string.IsNullOrEmpty(settings.GetValueOrDefault(Prefix + "endpoint")))
        {
            return null;
        }

        var text = settings.GetValueOrDefault(Prefix + "interval", "60");
        return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0.1 and <= 3600
            ? new DaemonMetrics(OtlpSettings.From(settings, Prefix), TimeSpan.FromSeconds(seconds), daemon, time, loggers, meters, read)
            : throw new InvalidDataException($"otlp_interval is '{text}', not a number of seconds up to 3600");
    }

    /// <summary>Sends until it is stopped.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                await SendAsync(stop);
                await Task.Delay(_interval, _time, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // What was counted since the last time; a receiver that is away does not hold the stop up.
            using var patience = new CancellationTokenSource(LastPatience, _time);
            await SendAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    private ulong Now => (ulong)_time.GetUtcNow().ToUnixTimeMilliseconds() * NanosecondsInMillisecond;

    private async Task SendAsync(CancellationToken stop)
    {
        try
        {
            var answer = await _client.PostAsync(_points.Make(_read(), Now).ToByteArray(), stop);
            Count(answer switch { { IsTaken: false } => "rejected", { Rejected: > 0 } => "partial", _ => "taken" });
            Say(answer.Reason);
        }
        catch (IOException failure)
        {
            Count("failed");
            Say(failure.Message);
        }
    }

    private void Count(string outcome) => _sendings.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    // A receiver that stays away is one line in ten minutes; the counter has every try.
    private void Say(string reason)
    {
        var line = reason.ReplaceLineEndings(" ");
        if (line.Length == 0)
        {
            if (!_works)
            {
                LogWorks(_address);
            }

            (_works, _said) = (true, "");
        }
        else if (line != _said || _time.GetElapsedTime(_saidAt) >= SaidAgain)
        {
            LogRefused(_address, line);
            (_works, _said, _saidAt) = (false, line, _time.GetTimestamp());
        }
    }

    [LoggerMessage(9492, LogLevel.Information, "This daemon's metrics arrive by OTLP at {Address}")]
    private partial void LogWorks(string address);

    [LoggerMessage(9493, LogLevel.Warning, "This daemon's metrics do not arrive by OTLP at {Address}: {Reason}")]
    private partial void LogRefused(string address, string reason);
}
