using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Tsuba.LiveState;
using Tsuba.Modules.WebHooks.Messages;
using Tsuba.Modules.WebHooks.Sending;
using Tsuba.Sinks;

namespace Tsuba.Modules.WebHooks;

/// <summary>
/// Posts what happens to one address, one event a call, in order. Events are on disk before they count as taken and stay there until the
/// target has them, up to <c>spool_max_bytes</c>; what does not fit is counted. Another <c>define module</c> is another target.
/// </summary>
public sealed partial class WebHookModule : IGatheringModule
{
    private readonly ModuleContext _context;
    private readonly LiveTables _tables;
    private readonly EventMessages _messages;
    private readonly ILogger _log;
    private readonly KeyValuePair<string, object?> _module;
    private readonly Counter<long> _delivered;
    private readonly Counter<long> _refused;
    private readonly SinkSpill _spill;
    private readonly SinkLoop _loop;

    /// <summary>A module over the live tables, which know the names of items.</summary>
    /// <exception cref="InvalidDataException">Its properties make no sense, or are not safe.</exception>
    public WebHookModule(ModuleContext context, LiveTables tables)
    {
        _context = context;
        _tables = tables;
        var settings = WebHookSettings.From(context.Properties);
        _messages = new EventMessages(context.Site, settings);
        _log = context.Loggers.CreateLogger<WebHookModule>();
        _module = new("module", Name);
        var meter = context.Meters.Create(new MeterOptions("Tsuba.WebHooks"));
        _delivered = meter.CreateCounter<long>("tsuba_webhook_events_delivered_total", description: "Events that targets of web hooks took: taken = delivered + refused + those that wait.");
        _refused = meter.CreateCounter<long>("tsuba_webhook_events_refused_total", description: "Events that targets of web hooks do not want, and records that are none.");

        // The path of an address may be a key, as that of chat bridges is, so only its host is told.
        var sink = new SinkDescription("webhook", "events", settings.Url.Authority, settings.SpoolBytes) { FirstPause = settings.FirstPause, LongestPause = settings.LongestPause };
        _spill = new SinkSpill(context, sink, meter);
        _loop = new SinkLoop(context, sink, _spill, meter, _ => Task.FromResult<ISinkConnection>(new HookConnection(settings, context.Time, Deliver, Refuse)));
    }

    /// <inheritdoc />
    public string Name => _context.Name;

    /// <inheritdoc />
    public bool WantsEvents => true;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _spill.Start();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async ValueTask HandleAsync(IReadOnlyList<PartEvents> gathered, CancellationToken cancellationToken)
    {
        var site = _tables.Site;
        var records = new List<SinkRecord>();
        foreach (var events in gathered)
        {
            foreach (var happened in events.Events)
            {
                if (_messages.Make(site, events.Part.Part, happened) is { } message)
                {
                    records.Add(new SinkRecord(message.Encode(), 1));
                }
            }
        }

        if (records.Count > 0)
        {
            await _spill.KeepAsync(records, cancellationToken);
        }
    }

    /// <inheritdoc />
    public Task RunAsync(CancellationToken stop) => _loop.RunAsync(stop);

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        _spill.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Deliver() => _delivered.Add(1, _module);

    private void Refuse(string id, string reason)
    {
        _refused.Add(1, _module);
        LogRefused(Name, id, reason);
    }

    [LoggerMessage(9521, LogLevel.Warning, "Web hook {Name}: the target does not want event {Id}: {Reason}; it is left out")]
    private partial void LogRefused(string name, string id, string reason);
}
