using Microsoft.Extensions.Logging;
using Tsuba.Hosting.Daemons;
using Tsuba.Hosting.Logging;
using Tsuba.Hosting.Pki;
using Tsuba.Model.Items;
using Tsuba.Protocol.Configuration;

namespace Tsuba.Hosting.Lifecycle;

/// <summary>
/// Runs daemons of one site in this process: those that answer first, those that call last; stopped the other way round, workers
/// before their scheduler, so that results still find it.
/// </summary>
public sealed partial class SiteHost : IAsyncDisposable
{
    private static readonly DaemonRole[] StartOrder =
    [
        DaemonRole.Scheduler,
        DaemonRole.Broker,
        DaemonRole.Reactionner,
        DaemonRole.Poller,
        DaemonRole.Receiver,
        DaemonRole.Synchronizer,
        DaemonRole.Arbiter,
    ];

    private readonly SiteState _state;
    private readonly TimeProvider _time;
    private readonly Func<DaemonSpecification, ILoggerFactory> _loggersOf;
    private readonly TimeSpan _patience;
    private readonly ILogger _logger;
    private readonly BulkWork _bulkWork;
    private readonly ProcessShare _share;
    private readonly List<DaemonHost> _hosts = [];

    /// <summary>A host without daemons.</summary>
    /// <param name="state">The site.</param>
    /// <param name="time">Clock.</param>
    /// <param name="sink">Where the log goes.</param>
    /// <param name="levelOf">Least level that a daemon logs.</param>
    /// <param name="patience">How long a stop may take before what is left is cut off.</param>
    public SiteHost(SiteState state, TimeProvider time, LogSink sink, Func<DaemonSpecification, LogLevel> levelOf, TimeSpan patience)
    {
        _state = state;
        _time = time;
        _patience = patience;
        _loggersOf = specification => new LineLoggerFactory(
            sink,
            $"{specification.Role.ToIdentifier()}-{FileNames.Escape(specification.Name)}",
            levelOf(specification),
            time);
        _logger = new LineLoggerFactory(sink, "tsuba", LogLevel.Information, time).CreateLogger("tsuba");
        var memory = new SpareMemory(new ProcessHeap(), given => LogGivenBack(
            (given.Before - given.After) >> 20, given.After >> 20, (long)given.Paused.TotalMilliseconds, (long)given.LongestPause.TotalMilliseconds));
        _bulkWork = new BulkWork(time, memory.GiveBack);
        _share = new ProcessShare(_bulkWork, new LinkedParts());
    }

    /// <summary>The daemons that were started, in that order.</summary>
    public IReadOnlyList<DaemonHost> Daemons => _hosts;

    /// <summary>Starts them all, or none: if one cannot start, those before it are stopped again.</summary>
    public async Task StartAsync(IEnumerable<DaemonSpecification> specifications, CancellationToken cancellationToken)
    {
        var ordered = specifications
            .OrderBy(specification => Array.IndexOf(StartOrder, specification.Role))
            .ThenBy(specification => specification.Name, StringComparer.Ordinal);
        try
        {
            foreach (var specification in ordered)
            {
                var host = new DaemonHost(specification, _state, _time, _loggersOf(specification), _share);
                _hosts.Add(host);
                await host.StartAsync(cancellationToken);
            }
        }
        catch
        {
            await StopAsync();
            throw;
        }
    }

    /// <summary>Waits for <paramref name="stop"/>, or for a daemon that ends by itself, then stops all.</summary>
    /// <returns>Whether every daemon lived until it was told to stop.</returns>
    public async Task<bool> RunAsync(CancellationToken stop)
    {
        var told = Task.Delay(Timeout.InfiniteTimeSpan, _time, stop);
        var first = await Task.WhenAny([told, .. _hosts.Select(host => host.Completion)]);
        var broken = first == told ? null : _hosts.First(host => host.Completion == first);
        if (broken is not null)
        {
            LogBroken(broken.Specification.Role, broken.Specification.Name, first.Exception?.InnerException);
        }

        await StopAsync();
        return broken is null;
    }

    /// <summary>Stops all daemons; may be called more than once.</summary>
    public async Task StopAsync()
    {
        using var deadline = new CancellationTokenSource(_patience, _time);
        for (var index = _hosts.Count - 1; index >= 0; index--)
        {
            await _hosts[index].StopAsync(deadline.Token);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        for (var index = _hosts.Count - 1; index >= 0; index--)
        {
            await _hosts[index].DisposeAsync();
        }

        _hosts.Clear();
        _bulkWork.Dispose();
    }

    [LoggerMessage(8041, LogLevel.Information, "Gave {Given} MiB back that bulk work had needed, {Kept} MiB are left; every thread waited {Milliseconds} ms in all, {Longest} ms at a time")]
    private partial void LogGivenBack(long given, long kept, long milliseconds, long longest);

    [LoggerMessage(8040, LogLevel.Critical, "{Role} {Name} broke; everything in this process stops")]
    private partial void LogBroken(DaemonRole role, string name, Exception? fault);
}
