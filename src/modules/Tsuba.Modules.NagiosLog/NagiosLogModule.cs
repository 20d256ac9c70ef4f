using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Tsuba.LiveState;
using Tsuba.Modules.Events;
using Tsuba.Modules.History;
using Tsuba.Modules.NagiosLog.Files;
using Tsuba.Modules.NagiosLog.Lines;
using Tsuba.Modules.NagiosLog.Rotation;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Modules.NagiosLog;

/// <summary>
/// Writes <c>nagios.log</c> as Nagios does, for the tools that read it: one line per event, rotated by log_rotation_method, with the
/// states of all items at the start and after a rotation. Which events have lines is decided by the engine's log_* options.
/// </summary>
public sealed partial class NagiosLogModule : IBrokerModule
{
    private const long DefaultArchiveBytes = 1024L * 1024 * 1024;
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    // Events of the last moments before a rotation are still on their way when the clock passes it.
    private static readonly TimeSpan RotationPatience = TimeSpan.FromSeconds(2);

    private readonly ModuleContext _context;
    private readonly LiveTables _tables;
    private readonly ILogger _log;
    private readonly Counter<long> _written;
    private readonly Counter<long> _pruned;
    private readonly RepeatedLines _repeated = new();
    private readonly NewItems _newItems = new();
    private readonly SemaphoreSlim _gate = new(1, 1);
    private LogFile? _file;

    // What the time of the next rotation was worked out from; null: nothing yet.
    private (char Method, TimeZoneInfo Zone)? _planned;

    /// <summary>A module that opens its file when the configuration is there.</summary>
    public NagiosLogModule(ModuleContext context, LiveTables tables)
    {
        _context = context;
        _tables = tables;
        _log = context.Loggers.CreateLogger<NagiosLogModule>();
        var meter = context.Meters.Create(new MeterOptions("Tsuba.NagiosLog"));
        _written = meter.CreateCounter<long>("tsuba_nagios_log_lines_total", description: "Lines written to the Nagios log.");
        _pruned = meter.CreateCounter<long>("tsuba_nagios_log_archives_removed_total", description: "Archives removed because they were too large together.");
    }

    /// <inheritdoc />
    public string Name => _context.Name;

    /// <inheritdoc />
    public bool WantsEvents => true;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public async Task RunAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Tick, _context.Time);
        while (await timer.WaitForNextTickAsync(stop))
        {
            await TickAsync(stop);
        }
    }

    /// <inheritdoc />
    public async ValueTask HandleAsync(PartStamp part, IReadOnlyList<EventFrame> frames, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var file = OpenFile();
            var lines = _repeated.Look(frames);
            var mark = file.Position.Marks.GetValueOrDefault(part.Part);
            var text = new List<byte[]>();
            foreach (var happened in frames.SelectMany(frame => frame.Events))
            {
                if (mark.Knows(happened))
                {
                    continue;
                }

                mark = mark.Take(happened);
                if (happened.KindCase == Event.KindOneofCase.Log && !lines.IsRepeated(happened) && !IsState(happened.Log.Line))
                {
                    text.Add(LogLineEncoder.Encode(happened.UtcMs, happened.Log.Line));
                }
            }

            if (text.Count > 0)
            {
                RotateIfDue(file, frames[^1].UtcMs);
                Write(file, text, file.Position with { Marks = file.Position.Marks.SetItem(part.Part, mark) });
            }

            _repeated.Keep(lines);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        _file?.Dispose();
        _gate.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>What the module does each second: states of new items, and a rotation that is due though nothing happens.</summary>
    internal async Task TickAsync(CancellationToken cancellationToken)
    {
        if (ReferenceEquals(_tables.Site, LiveSite.Empty))
        {
            return;
        }

        await _gate.WaitAsync(cancellationToken);
        try
        {
            var file = OpenFile();
            var now = _context.Time.GetUtcNow();
            RotateIfDue(file, now.Subtract(RotationPatience).ToUnixTimeMilliseconds());
            PlanAnew(file, now);
            if (_newItems.Take(_tables) is { Count: > 0 } items && _tables.Site.Settings.LogInitialStates)
            {
                WriteStates(file, "INITIAL", items, now.ToUnixTimeMilliseconds());
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>
    /// Rotates the log now, as <c>LOGROTATE</c> of Livestatus wants it; the next rotation comes when it is due. False: nothing was rotated, since
    /// log_rotation_method is <c>n</c>, as in Nagios, or no configuration is known yet.
    /// </summary>
    public async ValueTask<bool> RotateAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (ReferenceEquals(_tables.Site, LiveSite.Empty) || RotationSchedule.NameOf(_tables.Site.Settings.LogRotation) == "NONE")
            {
                return false;
            }

            var now = _context.Time.GetUtcNow();
            Rotate(OpenFile(), now.ToUnixTimeMilliseconds(), NextRotation(now));
            return true;
        }
        finally
        {
            _gate.Release();
        }
    }

    // The states of all items stand at the head of each file, written by this module: those that parts write come at other times.
    private static bool IsState(string line) => LogLineKinds.Of(line) == LogLineKind.State;

    private LogFile OpenFile()
    {
        if (_file is { } open)
        {
            return open;
        }

        var paths = LogPaths.Of(_context.StateDirectory, _context.Properties, _tables.Site.Settings);
        var file = LogFile.Open(paths);
        _file = file;
        LogOpened(paths.Log);
        var now = _context.Time.GetUtcNow();
        RotateIfDue(file, now.ToUnixTimeMilliseconds());
        var lines = new List<byte[]>();
        if (file.IsEmpty)
        {
            lines.Add(LogLineEncoder.Encode(now.ToUnixTimeMilliseconds(), "LOG VERSION: 2.0"));
        }

        lines.Add(LogLineEncoder.Encode(
            now.ToUnixTimeMilliseconds(),
            string.Create(CultureInfo.InvariantCulture, $"Tsuba {typeof(NagiosLogModule).Assembly.GetName().Version?.ToString(3)} starting... (PID={Environment.ProcessId})")));
        Write(file, lines, file.Position with { RotateAtUtcMilliseconds = NextRotation(now) });
        _planned = (_tables.Site.Settings.LogRotation, _tables.Site.Settings.Zone);
        return file;
    }

    private void RotateIfDue(LogFile file, long utcMilliseconds)
    {
        var due = file.Position.RotateAtUtcMilliseconds;
        var settings = _tables.Site.Settings;
        if (due == 0 || utcMilliseconds < due || RotationSchedule.NameOf(settings.LogRotation) == "NONE")
        {
            return;
        }

        Rotate(file, due, NextRotation(DateTimeOffset.FromUnixTimeMilliseconds(utcMilliseconds)));
    }

    // A reload that changes the method or the zone holds from then on; a rotation that waits for late events comes first.
    private void PlanAnew(LogFile file, DateTimeOffset now)
    {
        var settings = _tables.Site.Settings;
        var due = file.Position.RotateAtUtcMilliseconds;
        var isDue = due != 0 && due <= now.ToUnixTimeMilliseconds() && RotationSchedule.NameOf(settings.LogRotation) != "NONE";
        if (_planned != (settings.LogRotation, settings.Zone) && !isDue)
        {
            _planned = (settings.LogRotation, settings.Zone);
            file.Append([], file.Position with { RotateAtUtcMilliseconds = NextRotation(now) });
        }
    }

    private void Rotate(LogFile file, long atUtcMilliseconds, long nextUtcMilliseconds)
    {
        var settings = _tables.Site.Settings;
        file.Rotate(TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(atUtcMilliseconds), settings.Zone), nextUtcMilliseconds);
        Write(
            file,
            [
                LogLineEncoder.Encode(atUtcMilliseconds, $"LOG ROTATION: {RotationSchedule.NameOf(settings.LogRotation)}"),
                LogLineEncoder.Encode(atUtcMilliseconds, "LOG VERSION: 2.0"),
            ],
            file.Position);
        if (settings.LogCurrentStates)
        {
            WriteStates(file, "CURRENT", _tables.Site.Hosts.Concat<LiveItem>(_tables.Site.Services), atUtcMilliseconds);
        }

        if (_context.Properties.GetValueOrDefault("adopt_paths") != "1" && file.Prune(ArchiveBytes()) is > 0 and var removed)
        {
            _pruned.Add(removed);
            LogPruned(removed);
        }
    }

    private void WriteStates(LogFile file, string word, IEnumerable<LiveItem> items, long utcMilliseconds)
    {
        foreach (var some in items.Chunk(1000))
        {
            Write(file, [.. some.Select(item => LogLineEncoder.Encode(utcMilliseconds, StateLines.Of(word, item)))], file.Position);
        }
    }

    private void Write(LogFile file, List<byte[]> lines, LogPosition position)
    {
        file.Append(lines, position);
        _written.Add(lines.Count);
    }

    private long NextRotation(DateTimeOffset after) =>
        RotationSchedule.NextAfter(_tables.Site.Settings.LogRotation, after, _tables.Site.Settings.Zone)?.ToUnixTimeMilliseconds() ?? 0;

    private long ArchiveBytes() =>
        _context.Properties.TryGetValue("archive_max_bytes", out var text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) && bytes > 0
            ? bytes
            : DefaultArchiveBytes;

    [LoggerMessage(9121, LogLevel.Information, "The Nagios log is {Path}")]
    private partial void LogOpened(string path);

    [LoggerMessage(9122, LogLevel.Warning, "{Count} old archives of the Nagios log were removed: together they were larger than archive_max_bytes")]
    private partial void LogPruned(int count);
}
