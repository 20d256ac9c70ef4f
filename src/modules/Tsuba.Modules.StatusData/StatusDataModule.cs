using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Tsuba.LiveState;
using Tsuba.Modules.StatusData.Files;
using Tsuba.Modules.StatusData.Objects;
using Tsuba.Modules.StatusData.Status;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Modules.StatusData;

/// <summary>
/// Writes status.dat every status_update_interval, and objects.cache with each configuration, for scripts and pages that read the files of
/// Nagios. Both appear whole. Writing takes at most a twentieth of the time: on a large site status.dat is written less often (decision 0064).
/// </summary>
public sealed partial class StatusDataModule : IBrokerModule
{
    private const int LeastPauseInDurations = 20;
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private readonly ModuleContext _context;
    private readonly LiveTables _tables;
    private readonly ILogger _log;
    private readonly Counter<long> _written;
    private readonly Counter<long> _failed;
    private LiveSite? _objectsOf;
    private StatusPaths? _told;
    private long _dueAt;
    private bool _isFailing;

    /// <summary>A module over the live tables.</summary>
    public StatusDataModule(ModuleContext context, LiveTables tables)
    {
        _context = context;
        _tables = tables;
        _log = context.Loggers.CreateLogger<StatusDataModule>();
        var meter = context.Meters.Create(new MeterOptions("Tsuba.StatusData"));
        _written = meter.CreateCounter<long>("tsuba_status_files_written_total", description: "Status files and object caches written.");
        _failed = meter.CreateCounter<long>("tsuba_status_files_failed_total", description: "Status files and object caches that could not be written.");
    }

    /// <inheritdoc />
    public string Name => _context.Name;

    /// <inheritdoc />
    public bool WantsEvents => false;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        // What makes no sense is said at once, not when the configuration has come.
        _ = StatusPaths.Of(_context.StateDirectory, _context.Properties, _tables.Site.Settings);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async Task RunAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Tick, _context.Time);
        do
        {
            WriteWhatIsDue();
        }
        while (await timer.WaitForNextTickAsync(stop));
    }

    /// <inheritdoc />
    public ValueTask HandleAsync(PartStamp part, IReadOnlyList<EventFrame> frames, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <inheritdoc />
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>What the module does each second.</summary>
    internal void WriteWhatIsDue()
    {
        var site = _tables.Site;
        var now = _context.Time.GetTimestamp();
        if (site.Items.Count == 0 || now < _dueAt)
        {
            return;
        }

        var paths = StatusPaths.Of(_context.StateDirectory, _context.Properties, site.Settings);
        Tell(paths);
        if (paths.Objects.Length > 0 && !ReferenceEquals(site, _objectsOf) && TryWrite(paths.Objects, stream => new ObjectsFile(new BlockWriter(stream, '\t'), site, _context.Time.GetUtcNow()).Write()))
        {
            _objectsOf = site;
        }

        if (paths.Status.Length > 0)
        {
            TryWrite(paths.Status, stream => new StatusFile(new BlockWriter(stream, '='), _tables, _context.Time.GetUtcNow().ToUnixTimeSeconds()).Write());
        }

        var least = _context.Time.GetElapsedTime(now) * LeastPauseInDurations;
        var pause = paths.Interval > least ? paths.Interval : least;
        _dueAt = now + (long)(pause.TotalSeconds * _context.Time.TimestampFrequency);
    }

    private bool TryWrite(string path, Action<Stream> content)
    {
        try
        {
            AtomicFile.Write(path, content);
            _written.Add(1);
            _isFailing = false;
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            _failed.Add(1);
            if (!_isFailing)
            {
                LogFailed(path, failure.Message);
            }

            _isFailing = true;
            return false;
        }
    }

    private void Tell(StatusPaths paths)
    {
        if (paths != _told && (paths.Status.Length > 0 || paths.Objects.Length > 0))
        {
            LogPaths(paths.Status, paths.Objects);
        }

        _told = paths;
    }

    [LoggerMessage(9471, LogLevel.Information, "The status file is '{Status}', the object cache '{Objects}' (empty: none)")]
    private partial void LogPaths(string status, string objects);

    [LoggerMessage(9472, LogLevel.Warning, "{Path} is not written until this is mended: {Failure}")]
    private partial void LogFailed(string path, string failure);
}
