using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Tsuba.Synchronizer.Core.Sources.Definitions;
using Tsuba.Synchronizer.Core.Sources.Memory;
using Tsuba.Synchronizer.Core.Sources.Planning;
using Tsuba.Synchronizer.Core.Sources.Reading;
using Tsuba.Synchronizer.Sources.Ledger;
using Tsuba.Synchronizer.Sources.Readers;
using Tsuba.Synchronizer.Sources.Staging;

namespace Tsuba.Synchronizer.Sources.Desk;

/// <summary>
/// Reads sources, remembers what they brought, shows what they propose and applies it. Readings run side by side; the ledger and
/// staging are touched by one of them at a time.
/// </summary>
internal sealed partial class SourceDesk : IDisposable
{
    private readonly ISourceReader _reader;
    private readonly ISourceStaging _staging;
    private readonly LedgerStore _store;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private ImmutableHashSet<string> _running = [];
    private SourceLedger _ledger;

    internal SourceDesk(
        SourceDefinitions definitions, SourceLedger ledger, ISourceReader reader, ISourceStaging staging, LedgerStore store, TimeProvider time, ILogger log)
    {
        Definitions = definitions;
        _reader = reader;
        _staging = staging;
        _store = store;
        _time = time;
        _log = log;
        _ledger = ledger;
    }

    /// <summary>The sources.</summary>
    internal SourceDefinitions Definitions { get; }

    /// <summary>How all sources are doing.</summary>
    internal ImmutableArray<SourceStatus> Status()
    {
        var ledger = Volatile.Read(ref _ledger);
        var running = Volatile.Read(ref _running);
        return [.. Definitions.All.Select(source => new SourceStatus(source, ledger.Of(source.Name), running.Contains(source.Name)))];
    }

    /// <summary>The loops of all sources that have an interval. Ends when it is told to stop.</summary>
    internal Task RunAsync(CancellationToken stop) =>
        Task.WhenAll(Definitions.All.Where(source => source.IsEnabled && source.Interval > TimeSpan.Zero).Select(source => LoopAsync(source, stop)));

    /// <summary>Reads a source and remembers what it brought; applies it where the source applies itself. Null: it is being read already.</summary>
    /// <param name="source">The source.</param>
    /// <param name="by">Who asked.</param>
    /// <param name="acceptsLoss">The person confirms that the source is as small as it looks.</param>
    /// <param name="cancellationToken">Stop.</param>
    internal async Task<SourceRun?> ReadAsync(SourceDefinition source, string by, bool acceptsLoss, CancellationToken cancellationToken)
    {
        if (!ImmutableInterlocked.Update(ref _running, running => running.Add(source.Name)))
        {
            return null;
        }

        try
        {
            var reading = await _reader.ReadAsync(source, cancellationToken);
            await _turn.WaitAsync(cancellationToken);
            try
            {
                return await TakeAsync(source, by, reading, acceptsLoss, cancellationToken);
            }
            finally
            {
                _turn.Release();
            }
        }
        finally
        {
            ImmutableInterlocked.Update(ref _running, running => running.Remove(source.Name));
        }
    }

    /// <summary>What the objects of a source would become if its proposals were applied now. Nothing is changed or remembered.</summary>
    /// <param name="source">The source.</param>
    /// <param name="isFresh">Whether the source is read for it; else what it brought last counts.</param>
    /// <param name="cancellationToken">Stop.</param>
    internal async Task<SourceRun> PreviewAsync(SourceDefinition source, bool isFresh, CancellationToken cancellationToken)
    {
        var reading = isFresh ? await _reader.ReadAsync(source, cancellationToken) : null;
        var staged = await _staging.ReadAsync(cancellationToken);
        var ledger = Volatile.Read(ref _ledger);
        if (reading is not null)
        {
            ledger = ledger.With(source.Name, SourceImport.Take(source, ledger.Of(source.Name), reading, Now(), acceptsLoss: false));
        }

        return new SourceRun(ledger.Of(source.Name), SourcePlanner.Plan(Definitions, ledger, staged).Of(source.Name), Applied: null);
    }

    /// <summary>Writes proposals of a source into staging.</summary>
    /// <param name="source">The source.</param>
    /// <param name="by">Who asked.</param>
    /// <param name="version">The state of staging that the person saw; null: whatever it is now. Where it has moved on, nothing is written.</param>
    /// <param name="chosen">Names of the objects whose proposals are wanted; null: all.</param>
    /// <param name="cancellationToken">Stop.</param>
    internal async Task<ChangeSetOutcome> ApplyAsync(
        SourceDefinition source, string by, string? version, IReadOnlySet<string>? chosen, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var staged = await _staging.ReadAsync(cancellationToken);
            if (version is not null && version != staged.Version)
            {
                return new ChangeSetOutcome(false, "", "staging has changed since the preview; look at it again");
            }

            var plan = SourcePlanner.Plan(Definitions, _ledger, staged).Of(source.Name);
            return await WriteAsync(source, by, plan, chosen, cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task LoopAsync(SourceDefinition source, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await ReadAsync(source, source.Name, acceptsLoss: false, stop);
            }
            catch (Exception failed) when (failed is not OperationCanceledException)
            {
                // The next round tries again; the others go on.
                LogRoundFailed(source.Name, failed);
            }

            await Task.Delay(source.Interval, _time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<SourceRun> TakeAsync(SourceDefinition source, string by, SourceReading reading, bool acceptsLoss, CancellationToken cancellationToken)
    {
        var before = _ledger.Of(source.Name);
        var memory = SourceImport.Take(source, before, reading, Now(), acceptsLoss);
        var ledger = _ledger.With(source.Name, memory);
        var staged = await _staging.ReadAsync(cancellationToken);
        var plan = SourcePlanner.Plan(Definitions, ledger, staged);
        Keep(LedgerUpdate.Agree(ledger, plan));
        if (memory.Trouble != before.Trouble)
        {
            LogTrouble(source.Name, memory.Trouble.Length == 0 ? "read without trouble" : memory.Trouble);
        }

        var own = plan.Of(source.Name);
        var applied = source.AppliesItself && memory.Trouble.Length == 0 && own.Changes.Any(change => change.IsEdit)
            ? await WriteAsync(source, by, own, chosen: null, cancellationToken)
            : null;
        return new SourceRun(memory, own, applied);
    }

    private async Task<ChangeSetOutcome> WriteAsync(
        SourceDefinition source, string by, SourcePlan plan, IReadOnlySet<string>? chosen, CancellationToken cancellationToken)
    {
        var changes = plan.Changes.Where(change => change.IsEdit && chosen?.Contains(change.Name.ToString()) != false).ToList();
        if (changes.Count == 0)
        {
            return new ChangeSetOutcome(false, "", "there is nothing to apply");
        }

        var message = string.Create(CultureInfo.InvariantCulture, $"Source {source.Name}: {Counts(changes)}");
        var outcome = await _staging.WriteAsync(new SourceChangeSet(source.Name, by, message, plan.Version, SourceEdits.Of(changes)), cancellationToken);
        if (outcome.Accepted)
        {
            Keep(LedgerUpdate.Apply(_ledger, changes));
        }

        LogApplied(source.Name, Counts(changes), outcome.Accepted ? $"commit {outcome.Commit}" : outcome.Text);
        return outcome;
    }

    private void Keep(SourceLedger ledger)
    {
        _store.Save(ledger);
        Volatile.Write(ref _ledger, ledger);
    }

    private long Now() => _time.GetUtcNow().ToUnixTimeSeconds();

    private static string Counts(IEnumerable<ProposedChange> changes) => string.Join(
        ", ",
        changes.GroupBy(change => change.Kind).OrderBy(group => group.Key)
            .Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Key.ToString().ToLowerInvariant()} {group.Count()}")));

    [LoggerMessage(7101, LogLevel.Information, "Source {Source}: {Trouble}")]
    private partial void LogTrouble(string source, string trouble);

    [LoggerMessage(7102, LogLevel.Information, "Source {Source}: {Changes}: {Outcome}")]
    private partial void LogApplied(string source, string changes, string outcome);

    [LoggerMessage(7103, LogLevel.Error, "Source {Source} could not be read; it is tried again after its interval")]
    private partial void LogRoundFailed(string source, Exception failed);
}
