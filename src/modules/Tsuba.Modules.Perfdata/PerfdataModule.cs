using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Tsuba.LiveState;
using Tsuba.Model.Snapshots;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Modules.Perfdata;

/// <summary>
/// Writes host_perfdata_file and service_perfdata_file, as PNP4Nagios, Graphios and others read them. The engine has expanded the templates;
/// how far the events of each part stand in the files is noted beside them (decision 0053).
/// </summary>
public sealed partial class PerfdataModule : IBrokerModule
{
    private readonly ModuleContext _context;
    private readonly LiveTables _tables;
    private readonly ILogger _log;
    private readonly Counter<long> _written;
    private readonly Counter<long> _dropped;
    private readonly PerfdataMarks _marks;
    private MainSettings? _settings;
    private PerfdataFile? _hosts;
    private PerfdataFile? _services;

    /// <summary>A module that writes where the configuration says so.</summary>
    public PerfdataModule(ModuleContext context, LiveTables tables)
    {
        _context = context;
        _tables = tables;
        _log = context.Loggers.CreateLogger<PerfdataModule>();
        _marks = PerfdataMarks.Open(Path.Combine(context.StateDirectory, "position"));
        var meter = context.Meters.Create(new MeterOptions("Tsuba.Perfdata"));
        _written = meter.CreateCounter<long>("tsuba_perfdata_lines_total", description: "Lines written to performance data files.");
        _dropped = meter.CreateCounter<long>("tsuba_perfdata_dropped_total", description: "Lines that a file or named pipe did not take.");
    }

    /// <inheritdoc />
    public string Name => _context.Name;

    /// <inheritdoc />
    public bool WantsEvents => true;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task RunAsync(CancellationToken stop) => Task.Delay(Timeout.InfiniteTimeSpan, _context.Time, stop);

    /// <inheritdoc />
    public ValueTask HandleAsync(PartStamp part, IReadOnlyList<EventFrame> frames, CancellationToken cancellationToken)
    {
        var mark = _marks.Of(part.Part);
        var lines = (Host: new List<string>(), Service: new List<string>());
        var seen = false;
        foreach (var happened in frames.SelectMany(frame => frame.Events))
        {
            if (happened.KindCase != Event.KindOneofCase.Perfdata || mark.Knows(happened))
            {
                continue;
            }

            Follow();
            mark = mark.Take(happened);
            seen = true;
            if (!happened.Perfdata.Processed)
            {
                (happened.Perfdata.Service ? lines.Service : lines.Host).Add(happened.Perfdata.Line);
                continue;
            }

            // What came before belongs to the file of before.
            Write(happened.Perfdata.Service ? _services : _hosts, happened.Perfdata.Service ? lines.Service : lines.Host);
            (happened.Perfdata.Service ? _services : _hosts)?.Processed();
        }

        if (seen)
        {
            Write(_hosts, lines.Host);
            Write(_services, lines.Service);
            _marks.Set(part.Part, mark);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    // Opens nothing: the files are opened for each batch.
    private void Follow()
    {
        var settings = _tables.Site.Settings;
        if (ReferenceEquals(settings, _settings))
        {
            return;
        }

        var paths = PerfdataPaths.Of(_context.StateDirectory, _context.Properties, settings);
        var before = _settings is null ? null : PerfdataPaths.Of(_context.StateDirectory, _context.Properties, _settings);
        if (before != paths || _settings?.HostPerfdataMode != settings.HostPerfdataMode || _settings.ServicePerfdataMode != settings.ServicePerfdataMode)
        {
            _hosts = paths.Host.Length == 0 ? null : new PerfdataFile(paths.Host, settings.HostPerfdataMode);
            _services = paths.Service.Length == 0 ? null : new PerfdataFile(paths.Service, settings.ServicePerfdataMode);
            LogFiles(paths.Host, paths.Service);
        }

        _settings = settings;
    }

    private void Write(PerfdataFile? file, List<string> lines)
    {
        if (file is not null && lines.Count > 0)
        {
            var dropped = TryWrite(file, lines);
            _written.Add(lines.Count - dropped);
            _dropped.Add(dropped);
        }

        lines.Clear();
    }

    // Lines that cannot be written are lost, as with Nagios: they must not hold up those of the other file.
    private int TryWrite(PerfdataFile file, List<string> lines)
    {
        try
        {
            var dropped = file.Write(lines);
            file.IsFailing = false;
            return dropped;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            if (!file.IsFailing)
            {
                LogFailed(failed.Message);
            }

            file.IsFailing = true;
            return lines.Count;
        }
    }

    [LoggerMessage(9132, LogLevel.Warning, "Performance data are not written until this is mended: {Failure}")]
    private partial void LogFailed(string failure);

    [LoggerMessage(9131, LogLevel.Information, "Performance data of hosts go to '{Hosts}', of services to '{Services}' (empty: nowhere)")]
    private partial void LogFiles(string hosts, string services);
}
