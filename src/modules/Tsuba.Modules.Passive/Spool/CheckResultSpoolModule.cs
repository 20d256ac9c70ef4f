using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Tsuba.Modules.Passive.Spool;

/// <summary>
/// Takes check results from a directory, as Nagios does from its <c>check_result_path</c>: a file <c>c…</c> is complete when a file of the
/// same name with <c>.ok</c> stands beside it, and both are removed when its results are durable here.
/// </summary>
public sealed partial class CheckResultSpoolModule : IModule
{
    private const int MostBytes = 4 * 1024 * 1024;
    private const int MostFilesATurn = 1000;
    private const string ReadyEnding = ".ok";
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly ModuleContext _context;
    private readonly ILogger _log;
    private readonly CommandFeed _feed;
    private readonly RefusalVoice _voice = new();
    private readonly Counter<long> _refused;
    private readonly string _directory;

    /// <summary>A module whose directory is the property <c>check_result_path</c>, or <c>checkresults</c> in its own directory.</summary>
    public CheckResultSpoolModule(ModuleContext context)
    {
        _context = context;
        _log = context.Loggers.CreateLogger<CheckResultSpoolModule>();
        _directory = context.Properties.GetValueOrDefault("check_result_path") is { Length: > 0 } path ? path : Path.Combine(context.StateDirectory, "checkresults");
        var meter = context.Meters.Create(new MeterOptions("tsuba.passive.spool"));
        _feed = new CommandFeed(context, meter.CreateCounter<long>("tsuba_spool_results_accepted_total"));
        _refused = meter.CreateCounter<long>("tsuba_spool_results_refused_total");
    }

    /// <inheritdoc />
    public string Name => _context.Name;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(_directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute);
        LogReading(_directory);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async Task RunAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Interval, _context.Time);
        do
        {
            foreach (var ready in Directory.EnumerateFiles(_directory, "c*" + ReadyEnding).Order(StringComparer.Ordinal).Take(MostFilesATurn))
            {
                await TakeAsync(ready[..^ReadyEnding.Length], stop);
            }
        }
        while (await timer.WaitForNextTickAsync(stop));
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task TakeAsync(string path, CancellationToken stop)
    {
        var refusals = new List<string>();
        var lines = Read(path, refusals);
        if (await _feed.GiveAsync(lines, stop) is { } lost)
        {
            _refused.Add(lost.Count - 1);
            refusals.Add(lost.Refusal);
        }

        // The mark goes first: a file without one is passed over should the machine stop here, never taken twice.
        File.Delete(path + ReadyEnding);
        File.Delete(path);
        foreach (var refusal in refusals)
        {
            _refused.Add(1);
            if (_voice.Count(refusal) is > 0 and var count)
            {
                LogRefused(count, path, refusal);
            }
        }
    }

    private static List<string> Read(string path, List<string> refusals)
    {
        try
        {
            // A link could name a file that the writer may not read.
            var file = new FileInfo(path);
            if (file.LinkTarget is not null || !file.Exists || file.Length > MostBytes)
            {
                refusals.Add(file.Exists ? $"the file is a link or larger than {MostBytes} bytes" : "the file is not there");
                return [];
            }

            return CheckResultFile.Read(File.ReadAllText(path), refusals);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            refusals.Add(exception.Message);
            return [];
        }
    }

    [LoggerMessage(9331, LogLevel.Information, "Check results are read from {Directory}")]
    private partial void LogReading(string directory);

    [LoggerMessage(9332, LogLevel.Warning, "{Count} results of the spool were refused so far; this one, of {Path}: {Refusal}")]
    private partial void LogRefused(long count, string path, string refusal);
}
