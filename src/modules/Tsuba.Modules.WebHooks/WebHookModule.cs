using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Tsuba.Journal.Files;
using Tsuba.Journal.Spooling;
using Tsuba.LiveState;
using Tsuba.Modules.WebHooks.Messages;
using Tsuba.Modules.WebHooks.Sending;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Modules.WebHooks;

/// <summary>
/// Posts what happens to one address, one event a call, in order. Events are on disk before they count as taken and stay there until the
/// target has them, up to <c>spool_max_bytes</c>; what does not fit is counted. Another <c>define module</c> is another target.
/// </summary>
public sealed partial class WebHookModule : IBrokerModule
{
    private const int RecordsAtATime = 64;
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(200);

    private readonly ModuleContext _context;
    private readonly LiveTables _tables;
    private readonly WebHookSettings _settings;
    private readonly EventMessages _messages;
    private readonly ILogger _log;
    private readonly Counter<long> _events;
    private readonly Counter<long> _failures;
    private Spool? _spool;
    private bool _isFull;

    /// <summary>A module over the live tables, which know the names of items.</summary>
    /// <exception cref="InvalidDataException">Its properties make no sense, or are not safe.</exception>
    public WebHookModule(ModuleContext context, LiveTables tables)
    {
        _context = context;
        _tables = tables;
        _settings = WebHookSettings.From(context.Properties);
        _messages = new EventMessages(context.Site, _settings);
        _log = context.Loggers.CreateLogger<WebHookModule>();
        var meter = context.Meters.Create(new MeterOptions("Tsuba.WebHooks"));
        _events = meter.CreateCounter<long>("tsuba_webhook_events_total", description: "Events of web hooks, by module and what became of them: taken = delivered + refused + those that wait.");
        _failures = meter.CreateCounter<long>("tsuba_webhook_attempts_failed_total", description: "Attempts of web hooks that are made again.");
        meter.CreateObservableGauge(
            "tsuba_webhook_pending", () => new Measurement<long>(_spool?.Counters.Pending ?? 0, new KeyValuePair<string, object?>("module", Name)), description: "Events that wait for their target.");
    }

    /// <inheritdoc />
    public string Name => _context.Name;

    /// <inheritdoc />
    public bool WantsEvents => true;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        // Modules of one type share a directory; names of modules may hold any character.
        var directory = Path.Combine(_context.StateDirectory, "hook-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Name)))[..16]);
        Directory.CreateDirectory(directory);
        _spool = Spool.Open(DiskFiles.Instance, Path.Combine(directory, "spool"), new SpoolOptions { MaxBytes = _settings.SpoolBytes });
        foreach (var finding in _spool.Findings)
        {
            LogFinding(Name, finding.File, finding.Text);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async ValueTask HandleAsync(PartStamp part, IReadOnlyList<EventFrame> frames, CancellationToken cancellationToken)
    {
        var spool = Spooled;
        var site = _tables.Site;
        ulong last = 0;
        var (taken, dropped) = (0, 0);
        foreach (var happened in frames.SelectMany(frame => frame.Events))
        {
            if (_messages.Make(site, part.Part, happened) is { } message)
            {
                var sequence = spool.Append(message.Encode());
                (last, taken, dropped) = sequence == 0 ? (last, taken, dropped + 1) : (sequence, taken + 1, dropped);
            }
        }

        if (last > 0 && !await spool.WaitDurableAsync(last, cancellationToken))
        {
            throw new IOException($"the spool is closed: {spool.Failure}");
        }

        Count("taken", taken);
        Count("dropped", dropped);
        if (dropped > 0 && !_isFull)
        {
            LogFull(Name, _settings.SpoolBytes);
        }

        _isFull = dropped > 0 || (_isFull && taken == 0);
    }

    /// <inheritdoc />
    public async Task RunAsync(CancellationToken stop)
    {
        using var sender = new HookSender(_settings, _context.Time);
        var spool = Spooled;
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            var records = spool.Read(spool.Acknowledged + 1, RecordsAtATime);
            foreach (var record in records)
            {
                if (HookMessage.Decode(record.Content) is { } message)
                {
                    await DeliverAsync(sender, message, stop);
                }
                else
                {
                    Count("refused", 1);
                    LogUnreadable(Name, record.Sequence);
                }

                spool.Acknowledge(record.Sequence);
            }

            if (records.Count == 0)
            {
                await Task.Delay(Turn, _context.Time, stop);
            }
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        _spool?.Dispose();
        return ValueTask.CompletedTask;
    }

    private Spool Spooled => _spool ?? throw new InvalidOperationException("the module was not started");

    // Returns when the target has it or does not want it. The order of events stays, so the others wait behind it.
    private async Task DeliverAsync(HookSender sender, HookMessage message, CancellationToken stop)
    {
        var pause = _settings.FirstPause;
        for (var attempt = 1; ; attempt++)
        {
            var (delivery, reason, wish) = await sender.SendAsync(message, stop);
            switch (delivery)
            {
                case Delivery.Delivered:
                    Count("delivered", 1);
                    if (attempt > 1)
                    {
                        LogBack(Name, attempt);
                    }

                    return;
                case Delivery.Refused:
                    Count("refused", 1);
                    LogRefused(Name, message.Id, reason);
                    return;
                default:
                    _failures.Add(1, new KeyValuePair<string, object?>("module", Name));
                    if (attempt == 1)
                    {
                        LogAway(Name, reason);
                    }

                    // Somewhat less or more, so that targets of many sites are not asked in step.
                    var spread = pause * (0.8 + (0.4 * RandomNumberGenerator.GetInt32(1000) / 1000));
                    await Task.Delay(wish > spread ? wish : spread, _context.Time, stop);
                    pause = pause * 2 < _settings.LongestPause ? pause * 2 : _settings.LongestPause;
                    break;
            }
        }
    }

    private void Count(string outcome, int count)
    {
        if (count > 0)
        {
            _events.Add(count, new KeyValuePair<string, object?>("module", Name), new KeyValuePair<string, object?>("outcome", outcome));
        }
    }

    [LoggerMessage(9521, LogLevel.Warning, "Web hook {Name}: the target does not take events: {Reason}; they are kept on disk")]
    private partial void LogAway(string name, string reason);

    [LoggerMessage(9522, LogLevel.Information, "Web hook {Name}: the target takes events again, at attempt {Attempt}")]
    private partial void LogBack(string name, int attempt);

    [LoggerMessage(9523, LogLevel.Warning, "Web hook {Name}: the target refuses event {Id}: {Reason}; it is left out")]
    private partial void LogRefused(string name, string id, string reason);

    [LoggerMessage(9524, LogLevel.Error, "Web hook {Name}: events are dropped: {Bytes} bytes of them wait already")]
    private partial void LogFull(string name, long bytes);

    [LoggerMessage(9525, LogLevel.Warning, "Web hook {Name}: the spool was not as it should be, {File}: {Finding}")]
    private partial void LogFinding(string name, string file, string finding);

    [LoggerMessage(9526, LogLevel.Error, "Web hook {Name}: record {Sequence} of the spool is no message; it is left out")]
    private partial void LogUnreadable(string name, ulong sequence);
}
