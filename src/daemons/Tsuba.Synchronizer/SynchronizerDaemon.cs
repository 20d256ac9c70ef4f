using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Tsuba.Configuration;
using Tsuba.Hosting.Daemons;
using Tsuba.Hosting.Routing;
using Tsuba.Model.Diagnostics;
using Tsuba.Model.Items;
using Tsuba.Model.Sources;
using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;
using Tsuba.Synchronizer.Core;
using Tsuba.Synchronizer.Git;
using Tsuba.Synchronizer.Mirroring;

namespace Tsuba.Synchronizer;

/// <summary>
/// The synchronizer: mirrors the configuration tree given with <c>-c</c> as commits and serves the newest as production. It never
/// writes into that tree. Losing the synchronizer stops edition, not monitoring.
/// </summary>
public sealed partial class SynchronizerDaemon : IDaemon
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    private readonly DaemonContext _context;
    private readonly ISourceFiles _files;
    private readonly ImmutableArray<string> _mainFiles;
    private readonly ILogger _log;
    private readonly GitRunner _git;
    private readonly GitRepository _repository;
    private readonly SemaphoreSlim _refreshing = new(1, 1);
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile ProductionImage? _production;
    private volatile string _fault = "";

    /// <summary>A synchronizer.</summary>
    /// <param name="context">What every daemon is given.</param>
    /// <param name="files">Where the mirrored files are.</param>
    /// <param name="mainFiles">Main files; empty: nothing is mirrored, and there is no production.</param>
    public SynchronizerDaemon(DaemonContext context, ISourceFiles files, ImmutableArray<string> mainFiles)
    {
        _context = context;
        _files = files;
        _mainFiles = mainFiles;
        _log = context.Loggers.CreateLogger<SynchronizerDaemon>();
        var workTree = Path.Combine(context.StateDirectory, "work");
        Directory.CreateDirectory(workTree);
        _git = new GitRunner(workTree, context.Time);
        _repository = new GitRepository(workTree, _git);
    }

    /// <inheritdoc />
    public DaemonRole Role => DaemonRole.Synchronizer;

    /// <inheritdoc />
    public string Name => _context.Name;

    /// <inheritdoc />
    public void Map(IDaemonRoutes routes)
    {
        routes.Map(Routes.Production, (_, request, cancellationToken) => ServeAsync(request, cancellationToken));
        routes.Map(Routes.Reload, async (caller, _, cancellationToken) =>
        {
            await RefreshAsync(caller.Name, cancellationToken);
            return new ReloadReply { Accepted = _fault.Length == 0, Text = _fault.Length == 0 ? $"production is {_production?.Commit ?? "empty"}" : _fault };
        });
    }

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            await RefreshAsync("start", stop);
            await Task.Delay(Timeout.InfiniteTimeSpan, _context.Time, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            LogStopping();
        }
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken deadline) => Task.CompletedTask;

    /// <inheritdoc />
    public void Describe(HeartbeatReply reply)
    {
        var fault = _fault;
        reply.Health = fault.Length > 0 ? fault : "ok";
        reply.Gauges.Add(new Gauge { Name = "production_files", Value = _production?.Pieces.Length ?? 0 });
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _git.DisposeAsync();
        _refreshing.Dispose();
    }

    private async ValueTask<ProductionReply> ServeAsync(ProductionRequest request, CancellationToken cancellationToken)
    {
        if (request.Commit.Length > 0)
        {
            return _production is { } same && same.Commit == request.Commit ? same.Reply(request.Next, withFiles: true) : new ProductionReply();
        }

        if (request.Refresh)
        {
            await RefreshAsync("arbiter", cancellationToken);
            return _production?.Reply(0, !request.WithoutFiles) ?? new ProductionReply();
        }

        var wait = TimeSpan.FromMilliseconds(Math.Clamp(request.WaitMs, 0, LongestWait.TotalMilliseconds));
        var started = _context.Time.GetTimestamp();
        while (true)
        {
            var changed = Volatile.Read(ref _changed).Task;
            if (_production is { } production && production.Commit != request.Have)
            {
                return production.Reply(0, !request.WithoutFiles);
            }

            var left = wait - _context.Time.GetElapsedTime(started);
            if (left <= TimeSpan.Zero)
            {
                return new ProductionReply();
            }

            await changed.WaitAsync(left, _context.Time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private async Task RefreshAsync(string author, CancellationToken cancellationToken)
    {
        if (_mainFiles.IsEmpty)
        {
            return;
        }

        await _refreshing.WaitAsync(cancellationToken);
        try
        {
            var files = new RecordingFiles(_files);
            var loaded = ConfigurationLoader.Load(files, _mainFiles);
            var bytes = files.Read.Values.Sum(content => (long)content.Length);
            if (files.Read.Count > MirrorLimits.MaxFiles || bytes > MirrorLimits.MaxBytes)
            {
                _fault = string.Create(CultureInfo.InvariantCulture, $"the configuration has {files.Read.Count} files with {bytes} bytes, more than can be mirrored");
                return;
            }

            if (files.Read.Count > 0)
            {
                await MirrorAsync(files.Read, loaded.Diagnostics, author, cancellationToken);
            }
        }
        finally
        {
            _refreshing.Release();
        }
    }

    private async Task MirrorAsync(
        SortedDictionary<string, ReadOnlyMemory<byte>> files, ImmutableArray<Diagnostic> findings, string author, CancellationToken cancellationToken)
    {
        try
        {
            await _repository.OpenAsync(cancellationToken);
            var tree = new SortedDictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
            foreach (var (path, content) in files)
            {
                if (MirrorPath.Of(path) is { } mirrored)
                {
                    tree[mirrored] = content;
                }
            }

            var errors = findings.Count(finding => finding.Severity == Severity.Error);
            var message = string.Create(CultureInfo.InvariantCulture, $"Mirror {files.Count} files ({author}{(errors == 0 ? "" : $", {errors} errors")})");
            var commit = await _repository.CommitAsync(tree, message, cancellationToken);
            _fault = "";
            if (_production?.Commit != commit)
            {
                _production = ProductionImage.Of(commit, _mainFiles, files);
                LogCommit(commit, files.Count, author);
                Interlocked.Exchange(ref _changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
            }
        }
        catch (Exception failed) when (failed is GitFailure or IOException or UnauthorizedAccessException)
        {
            // The production stays what it was; the arbiter goes on with it.
            _fault = $"the configuration cannot be mirrored: {failed.Message}";
            LogMirrorFailed(failed.Message);
        }
    }

    [LoggerMessage(7001, LogLevel.Information, "Production is commit {Commit}: {Files} files, asked for by {Author}")]
    private partial void LogCommit(string commit, int files, string author);

    [LoggerMessage(7002, LogLevel.Error, "The configuration cannot be mirrored: {Reason}")]
    private partial void LogMirrorFailed(string reason);

    [LoggerMessage(7003, LogLevel.Debug, "The synchronizer ends")]
    private partial void LogStopping();
}
