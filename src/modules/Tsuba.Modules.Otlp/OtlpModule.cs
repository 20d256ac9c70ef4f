using System.Diagnostics.Metrics;
using Google.Protobuf;
using Microsoft.Extensions.Logging;
using Tsuba.LiveState;
using Tsuba.Model.Items;
using Tsuba.Modules.Otlp.Contracts;
using Tsuba.Modules.Otlp.Points;
using Tsuba.Modules.Otlp.Sending;
using Tsuba.Sinks;

namespace Tsuba.Modules.Otlp;

/// <summary>
/// Sends performance data to a receiver of OTLP over HTTP. Points are on disk before events count as taken, carry the time of their check, and
/// come in again where it is not sure that they arrived (decision 0072).
/// </summary>
public sealed partial class OtlpModule : IGatheringModule
{
    private const int RecordsAtATime = 1000;
    private const long BytesAtATime = 2 * 1024 * 1024;
    private const int ResultsInARecord = 500;

    private readonly ModuleContext _context;
    private readonly LiveTables _tables;
    private readonly ILogger _log;
    private readonly Counter<long> _rejected;
    private readonly PerfdataPoints _points;
    private readonly SinkSpill _spill;
    private readonly SinkLoop _loop;

    /// <summary>A module over the live tables, which know the names of items.</summary>
    /// <exception cref="InvalidDataException">Its properties make no sense.</exception>
    public OtlpModule(ModuleContext context, LiveTables tables)
    {
        _context = context;
        _tables = tables;
        var settings = OtlpSettings.From(context.Properties);
        _log = context.Loggers.CreateLogger<OtlpModule>();
        _points = new PerfdataPoints(context.Site, settings.Thresholds);
        var meter = context.Meters.Create(new MeterOptions("Tsuba.Otlp"));
        _rejected = meter.CreateCounter<long>("tsuba_otlp_points_rejected_total", description: "Points that the receiver will never take.");
        var sink = new SinkDescription("otlp", "points", settings.Endpoint.Authority, settings.SpoolBytes) { RecordsAtATime = RecordsAtATime, BytesAtATime = BytesAtATime };
        _spill = new SinkSpill(context, sink, meter);
        _loop = new SinkLoop(context, sink, _spill, meter, _ => Task.FromResult<ISinkConnection>(new OtlpConnection(new OtlpClient(settings, context.Time), Reject)));
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
        var request = new ExportRequest();
        var count = 0;
        foreach (var happened in gathered.SelectMany(static events => events.Events))
        {
            if (happened.CheckResult is { } result && site.Items.GetValueOrDefault(new ItemId(result.Item)) is { } item)
            {
                count += _points.Append(request, item, result);
            }

            if (request.Resources.Count == ResultsInARecord)
            {
                Close();
            }
        }

        Close();
        if (records.Count > 0)
        {
            await _spill.KeepAsync(records, cancellationToken);
        }

        void Close()
        {
            if (count > 0)
            {
                records.Add(new SinkRecord(request.ToByteArray(), count));
                (request, count) = (new ExportRequest(), 0);
            }
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

    private void Reject(long count, string reason)
    {
        _rejected.Add(count);
        LogRejected(count, reason.ReplaceLineEndings(" "));
    }

    [LoggerMessage(9491, LogLevel.Warning, "The OTLP receiver will never take {Count} points; they are counted as rejected: {Reason}")]
    private partial void LogRejected(long count, string reason);
}
