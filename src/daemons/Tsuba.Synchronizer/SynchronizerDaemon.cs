using System.Collections.Frozen;
using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Tsuba.Hosting.Daemons;
using Tsuba.Hosting.Files;
using Tsuba.Hosting.Routing;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;
using Tsuba.Model.Items;
using Tsuba.Model.Objects;
using Tsuba.Model.Sources;
using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;
using Tsuba.Synchronizer.Access;
using Tsuba.Synchronizer.Api;
using Tsuba.Synchronizer.Applying;
using Tsuba.Synchronizer.Core;
using Tsuba.Synchronizer.Git;
using Tsuba.Synchronizer.Mirroring;
using Tsuba.Synchronizer.Core.Sources.Definitions;
using Tsuba.Synchronizer.Core.Sources.Memory;
using Tsuba.Synchronizer.Serving;
using Tsuba.Synchronizer.Sources;
using Tsuba.Synchronizer.Sources.Desk;
using Tsuba.Synchronizer.Sources.Ledger;
using Tsuba.Synchronizer.Sources.Readers;
using Tsuba.Synchronizer.Sources.Staging;
using Tsuba.Synchronizer.Versions;

namespace Tsuba.Synchronizer;

/// <summary>
/// The synchronizer owns the edition of the configuration: a git repository with drafts, staging and production, edited on port 7766 and
/// read by the arbiter on 7765. A tree given with <c>-c</c> that was not adopted is only mirrored, and never written. Losing the
/// synchronizer stops edition, not monitoring.
/// </summary>
public sealed partial class SynchronizerDaemon : IDaemon
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan PortRetry = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan JudgeRetry = TimeSpan.FromSeconds(5);

    private readonly DaemonContext _context;
    private readonly ImmutableArray<string> _mainFiles;
    private readonly ILogger _log;
    private readonly WorkTree _tree;
    private readonly TreeMirror _mirror;
    private readonly ApplyDesk _desk;
    private readonly EditingSite _site;
    private readonly SourceDesk _sources;
    private readonly EditingPort _port;
    private readonly ProductionShelf _shelf;
    private readonly SemaphoreSlim _refreshing = new(1, 1);
    private readonly SemaphoreSlim _showing = new(1, 1);
    private volatile FrozenDictionary<string, Contact> _contacts = FrozenDictionary<string, Contact>.Empty;
    private volatile string _fault = "";
    private volatile string _portFault = "";

    /// <summary>A synchronizer.</summary>
    /// <param name="context">What every daemon is given. Settings: <c>editing_host</c>, <c>editing_port</c>, <c>source_definitions</c>.</param>
    /// <param name="files">Where the mirrored files are.</param>
    /// <param name="mainFiles">Main files; empty: nothing is mirrored, and there is no production until a tree is adopted.</param>
    public SynchronizerDaemon(DaemonContext context, ISourceFiles files, ImmutableArray<string> mainFiles)
    {
        _context = context;
        _mainFiles = mainFiles;
        _log = context.Loggers.CreateLogger<SynchronizerDaemon>();
        var repository = Path.Combine(context.StateDirectory, "work");
        Directory.CreateDirectory(repository);
        _tree = new WorkTree(context.StateDirectory, new GitRunner(repository, context.Time), mainFiles);
        _mirror = new TreeMirror(files, mainFiles, _tree.Mirror);
        _shelf = new ProductionShelf(context.Time);
        _desk = new ApplyDesk(_tree, context.Time) { Changed = ShowAsync };
        _site = new EditingSite(_tree, _desk, new RightsFile(Path.Combine(context.StateDirectory, "rights")), () => _fault);
        _sources = OpenSources(new DiskSourceFiles());
        _port = new EditingPort(context, _site, _sources, name => _contacts.GetValueOrDefault(name));
    }

    /// <inheritdoc />
    public DaemonRole Role => DaemonRole.Synchronizer;

    /// <inheritdoc />
    public string Name => _context.Name;

    /// <summary>Where the configuration is edited, once the daemon runs; null: not yet.</summary>
    public Uri? EditingAddress => _port.Address;

    /// <inheritdoc />
    public void Map(IDaemonRoutes routes)
    {
        routes.Map(Routes.Production, (_, request, cancellationToken) => ServeAsync(request, cancellationToken));
        routes.Map(Routes.Reload, async (caller, _, cancellationToken) =>
        {
            await RefreshAsync(caller.Name, cancellationToken);
            return new ReloadReply { Accepted = _fault.Length == 0, Text = _fault.Length == 0 ? $"production is {_shelf.Production?.Commit ?? "empty"}" : _fault };
        });
        routes.Map(Routes.Adopt, (caller, request, cancellationToken) => AdoptAsync(caller.Name, request, cancellationToken));
        routes.Map(Routes.Edition, (caller, request, cancellationToken) => OperateAsync(caller.Name, request, cancellationToken));
    }

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            await OpenAsync(stop);
            await Task.WhenAll(OpenPortAsync(stop), _sources.RunAsync(stop));
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
        var fault = _fault.Length > 0 ? _fault : _portFault;
        reply.Health = fault.Length > 0 ? fault : "ok";
        reply.Gauges.Add(new Gauge { Name = "production_files", Value = _shelf.Production?.Pieces.Length ?? 0 });
        reply.Gauges.Add(new Gauge { Name = "adopted", Value = _tree.IsAdopted ? 1 : 0 });
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _port.DisposeAsync();
        _sources.Dispose();
        await _tree.DisposeAsync();
        _refreshing.Dispose();
        _showing.Dispose();
    }

    private SourceDesk OpenSources(DiskSourceFiles files)
    {
        var named = _context.Settings.GetValueOrDefault("source_definitions");
        var definitions = SourceDefinitionFiles.Read(files, named ?? Path.Combine(_context.StateDirectory, SourceDefinitionFiles.UsualDirectory), named is not null);
        var store = new LedgerStore(Path.Combine(_context.StateDirectory, "sources"));
        var ledger = SourceLedger.Empty;
        try
        {
            ledger = store.Load();
        }
        catch (Exception failed) when (failed is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            // Without its memory a source would take every object for one that a person made, so none is read until somebody has looked.
            definitions = new SourceDefinitions([], [SourceFindings.FileUnreadable.At(SourceLocation.None, $"sources are switched off: {failed.Message}")]);
        }

        foreach (var finding in definitions.Findings)
        {
            LogSourceFinding(finding);
        }

        var readers = new SourceReaders(files, Path.Combine(_context.StateDirectory, "sources", "repositories"), _context.Time);
        return new SourceDesk(definitions, ledger, readers, new WorkTreeStaging(_tree), store, _context.Time, _log);
    }

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _tree.OpenAsync(cancellationToken);
            if (_tree.IsAdopted)
            {
                await _desk.ResumeAsync(cancellationToken);
                await ShowAsync(cancellationToken);
                return;
            }
        }
        catch (Exception failed) when (failed is GitFailure or IOException or UnauthorizedAccessException)
        {
            _fault = $"the repository cannot be opened: {failed.Message}";
            LogFault(_fault);
        }

        await RefreshAsync("start", cancellationToken);
    }

    private async ValueTask<ProductionReply> ServeAsync(ProductionRequest request, CancellationToken cancellationToken)
    {
        _desk.Asked();
        if (request.Judged is { } verdict && request.Have.Length > 0)
        {
            await JudgedAsync(request.Have, verdict, cancellationToken);
        }

        var reply = await FindAsync(request, cancellationToken);
        reply.Mirrored = !_tree.IsAdopted;
        return reply;
    }

    private async Task<ProductionReply> FindAsync(ProductionRequest request, CancellationToken cancellationToken)
    {
        if (request.Commit.Length > 0)
        {
            return _shelf.Page(request.Commit, request.Next);
        }

        if (request.Refresh)
        {
            await RefreshAsync("arbiter", cancellationToken);
            return _shelf.Read(!request.WithoutFiles);
        }

        var wait = TimeSpan.FromMilliseconds(Math.Clamp(request.WaitMs, 0, LongestWait.TotalMilliseconds));
        return await _shelf.WaitAsync(request.Have, wait, !request.WithoutFiles, cancellationToken);
    }

    private async Task JudgedAsync(string commit, ReloadReply verdict, CancellationToken cancellationToken)
    {
        try
        {
            await _desk.JudgedAsync(commit, verdict, cancellationToken);
        }
        catch (GitFailure failed)
        {
            // The arbiter runs it; production follows when the arbiter is asked to judge it again, after a pause in which the cause may go.
            _fault = $"production cannot be moved: {failed.Message}";
            LogFault(_fault);
            await Task.Delay(JudgeRetry, _context.Time, cancellationToken);
        }
    }

    /// <summary>Mirrors the files given with <c>-c</c>, as long as no tree is adopted.</summary>
    private async Task RefreshAsync(string author, CancellationToken cancellationToken)
    {
        if (_mainFiles.IsEmpty || _tree.IsAdopted)
        {
            return;
        }

        await _refreshing.WaitAsync(cancellationToken);
        try
        {
            if (_tree.IsAdopted)
            {
                return;
            }

            var (image, resolved, fault) = await _mirror.RefreshAsync(author, cancellationToken);
            _fault = fault;
            if (image is null || resolved is null)
            {
                LogFault(fault);
            }
            else if (_shelf.Production?.Commit != image.Commit)
            {
                _contacts = ContactsOf(resolved);
                _shelf.Put(image, offered: null);
                LogCommit(image.Commit, image.Pieces.Length, author);
            }
        }
        finally
        {
            _refreshing.Release();
        }
    }

    // The arbiter reads from the other port: people who cannot edit yet are no reason to end.
    private async Task OpenPortAsync(CancellationToken stop)
    {
        while (true)
        {
            try
            {
                await _port.StartAsync(stop);
                _portFault = "";
                return;
            }
            catch (Exception failed) when (failed is IOException or ArgumentException)
            {
                _portFault = $"the configuration cannot be edited: {failed.Message}";
                LogFault(_portFault);
                await Task.Delay(PortRetry, _context.Time, stop);
            }
        }
    }

    /// <summary>Puts production and what is offered where the arbiter reads them; what was ordered later is shown later.</summary>
    private async Task ShowAsync(CancellationToken cancellationToken)
    {
        await _showing.WaitAsync(cancellationToken);
        try
        {
            await ShowNowAsync(cancellationToken);
        }
        finally
        {
            _showing.Release();
        }
    }

    private async Task ShowNowAsync(CancellationToken cancellationToken)
    {
        if (!(await _tree.ReadAsync("production", cancellationToken)).TryGet(out var production, out _))
        {
            return;
        }

        OfferedImage? offered = null;
        if (_desk.Offer is { } offer)
        {
            var candidate = await _tree.RevisionAsync(offer.Commit, cancellationToken);
            offered = new OfferedImage(ProductionImage.Of(candidate.Commit, _tree.MainFiles, candidate.Book.Image.Files), offer.Author, offer.Confirm);
        }

        var (isOther, hadFault) = (_shelf.Production?.Commit != production.Commit, _fault.Length > 0);
        if (isOther)
        {
            _contacts = ContactsOf(_site.Inspect(production, inspector => inspector.Resolved));
            LogCommit(production.Commit, production.Book.Image.Files.Count, _desk.Report.Author);
        }

        _fault = "";
        _shelf.Put(ProductionImage.Of(production.Commit, _tree.MainFiles, production.Book.Image.Files), offered);
        if (isOther || hadFault)
        {
            await ShowFilesAsync(cancellationToken);
        }
    }

    // Files for people to read: the arbiter reads from the shelf, and must not be offered again what it runs because of them.
    private async Task ShowFilesAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (!await _tree.Mirror.ShowAsync(cancellationToken))
            {
                LogEditedByHand(_tree.Mirror.Directory);
            }
        }
        catch (GitFailure failed)
        {
            _fault = $"the files in {_tree.Mirror.Directory} are not those of production: {failed.Message}";
            LogFault(_fault);
        }
    }

    // Who may sign in: only what the sign-in looks at.
    private static FrozenDictionary<string, Contact> ContactsOf(ResolvedConfiguration configuration) =>
        configuration.Objects.Where(item => item.Type == ObjectType.Contact).ToFrozenDictionary(
            item => item.Key,
            item => new Contact
            {
                Name = item.Key,
                Alias = item.Find("alias") ?? item.Key,
                Ways = [],
                Password = item.Find("password"),
                IsAdmin = item.Find("is_admin") == "1",
                CanSubmitCommands = item.Find("can_submit_commands") == "1",
            },
            StringComparer.Ordinal);

    [LoggerMessage(7001, LogLevel.Information, "Production is commit {Commit}: {Files} files, asked for by {Author}")]
    private partial void LogCommit(string commit, int files, string author);

    [LoggerMessage(7002, LogLevel.Error, "The work tree is not as it should be: {Reason}")]
    private partial void LogFault(string reason);

    [LoggerMessage(7003, LogLevel.Debug, "The synchronizer ends")]
    private partial void LogStopping();

    [LoggerMessage(7004, LogLevel.Warning, "Files in {Directory} were edited by hand; they stay as they are, and production is what the repository says")]
    private partial void LogEditedByHand(string directory);

    [LoggerMessage(7104, LogLevel.Warning, "{Finding}")]
    private partial void LogSourceFinding(Diagnostic finding);
}
