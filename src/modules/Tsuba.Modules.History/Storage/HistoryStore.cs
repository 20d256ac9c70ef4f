using Microsoft.Data.Sqlite;
using Tsuba.Model.Items;
using Tsuba.Modules.Availability;
using Tsuba.Modules.Events;
using Tsuba.Modules.History.Sampling;
using Tsuba.Modules.History.Spans;

namespace Tsuba.Modules.History.Storage;

/// <summary>What is kept of the past: takes events, makes samples, removes what is too much, answers queries.</summary>
internal sealed class HistoryStore(HistoryFile file, HistorySettings settings, TimeProvider time) : IAsyncDisposable
{
    private const int SqliteFull = 13;
    private static readonly string[] Tables = ["result", "line", "entry"];

    private readonly HistoryCleaner _cleaner = new(file, settings);
    private readonly SampleMaker _samples = new(file, settings);
    private readonly RepeatedLines _repeated = new();
    private readonly NextBatch _kept = new();
    private readonly KnownStates _states = new();

    public static async Task<HistoryStore> OpenAsync(string path, HistorySettings settings, TimeProvider time, CancellationToken cancellationToken)
    {
        var file = await HistoryFile.OpenAsync(path, settings.MaxBytes, time.GetUtcNow().ToUnixTimeMilliseconds(), cancellationToken);
        return new HistoryStore(file, settings, time);
    }

    /// <summary>Keeps the events of some parts in one transaction; those that are kept already are passed over.</summary>
    public async Task AppendAsync(IReadOnlyList<PartEvents> gathered, CancellationToken cancellationToken)
    {
        var lines = _repeated.Look(gathered);
        try
        {
            await file.WriteAsync((connection, transaction) => Append(connection, transaction, gathered, lines), cancellationToken);
        }
        catch (SqliteException full) when (full.SqliteErrorCode == SqliteFull)
        {
            await _cleaner.MakeRoomAsync(fullPercent: 0, cancellationToken);
            await file.WriteAsync((connection, transaction) => Append(connection, transaction, gathered, lines), cancellationToken);
        }

        _repeated.Keep(lines);
        _states.Commit();
        _kept.Tell();
    }

    /// <summary>Makes samples that are due, then removes what is too old or too much; tells how many rows were removed.</summary>
    public async Task<long> MaintainAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        try
        {
            await _samples.MakeAsync(now, cancellationToken);
        }
        catch (SqliteException full) when (full.SqliteErrorCode == SqliteFull)
        {
            await _cleaner.MakeRoomAsync(fullPercent: 0, cancellationToken);
            await _samples.MakeAsync(now, cancellationToken);
        }

        return await _cleaner.CleanAsync(now, cancellationToken);
    }

    public Task<HistoryPage<HistoryResult>> ResultsAsync(HistoryQuery query, CancellationToken cancellationToken) =>
        file.ReadAsync(Sight(query), connection => HistoryReads.Results(connection, query), cancellationToken);

    public Task<HistoryPage<HistoryLine>> LinesAsync(HistoryQuery query, CancellationToken cancellationToken) =>
        file.ReadAsync(Sight(query), connection => HistoryReads.Lines(connection, query), cancellationToken);

    public Task<HistoryPage<HistoryEntry>> EntriesAsync(HistoryQuery query, CancellationToken cancellationToken) =>
        file.ReadAsync(Sight(query), connection => HistoryReads.Entries(connection, query), cancellationToken);

    public Task<HistoryTail> TailAsync(HistoryQuery query, HistoryCursor? after, CancellationToken cancellationToken) =>
        file.ReadAsync(Sight(query), connection => EntryTail.Read(connection, query, after), cancellationToken);

    /// <summary>Ends when further entries are kept.</summary>
    public Task NextEntriesAsync() => _kept.NextAsync();

    public Task<IReadOnlyList<HistorySeries>> SeriesAsync(ItemId item, long from, long to, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var begin = Math.Max(0, from) / 1000;
        var end = Math.Min(to, now + 60_000) / 1000;
        var level = SampleLevels.For(end - begin, TimeSpan.FromMilliseconds(Math.Max(0, now - (begin * 1000))), settings.AgeOf);
        return file.ReadAsync(null, connection => new SampleReads(connection, (long)item.Value).Read(level, begin, end), cancellationToken);
    }

    public Task<IReadOnlyDictionary<ItemId, ItemSpans>> SpansAsync(IReadOnlyCollection<ItemId> items, TimeSpanUtc range, CancellationToken cancellationToken) =>
        file.ReadAsync(null, connection => SpanReads.Read(connection, items, range), cancellationToken);

    public Task<IReadOnlyList<Correction>> CorrectionsAsync(Func<ItemId, bool>? sees, int limit, CancellationToken cancellationToken) =>
        file.ReadAsync(sees is null ? null : item => sees(new ItemId((ulong)item)), connection => CorrectionTable.List(connection, sees is not null, limit), cancellationToken);

    public Task<long> CorrectAsync(Correction correction, CancellationToken cancellationToken) => file.WriteAsync(
        (connection, transaction) => CorrectionTable.Add(connection, transaction, correction, time.GetUtcNow().ToUnixTimeMilliseconds()), cancellationToken);

    public Task<bool> RevokeAsync(long id, string author, string reason, Func<ItemId, bool>? sees, CancellationToken cancellationToken) => file.WriteAsync(
        (connection, transaction) => CorrectionTable.Revoke(connection, transaction, id, author, reason, sees, time.GetUtcNow().ToUnixTimeMilliseconds()), cancellationToken);

    public Task<HistoryStoreStatus> StatusAsync(CancellationToken cancellationToken) => file.ReadAsync(
        null,
        connection =>
        {
            var pageBytes = HistoryFile.Number(connection, null, "pragma page_size");
            var pages = HistoryFile.Number(connection, null, "pragma page_count") - HistoryFile.Number(connection, null, "pragma freelist_count");
            return new HistoryStoreStatus(
                pages * pageBytes,
                settings.MaxBytes,
                Tables.ToDictionary(table => table, table => HistoryFile.Number(connection, null, $"select coalesce(max(id) - min(id) + 1, 0) from {table}")),
                DropCounts.Read(connection),
                Tables.ToDictionary(table => table, table => HistoryFile.Number(connection, null, $"select coalesce(min(utc_ms), 0) from {table}")));
        },
        cancellationToken);

    public ValueTask DisposeAsync() => file.DisposeAsync();

    private static Func<long, bool>? Sight(HistoryQuery query) => query.Sees is { } sees ? item => sees(new ItemId((ulong)item)) : null;

    private int Append(SqliteConnection connection, SqliteTransaction transaction, IReadOnlyList<PartEvents> gathered, FrameLines lines)
    {
        using var rows = new HistoryInserts(connection, transaction, ResultFloor.Read(connection, transaction, time.GetUtcNow(), settings.RawAge));
        using var spans = new SpanInserts(connection, transaction, _states);
        var taken = 0;
        foreach (var part in gathered.GroupBy(static events => events.Part.Part))
        {
            var progress = PartProgress.Read(connection, transaction, part.Key);
            foreach (var happened in part.SelectMany(static events => events.Events).Where(progress.Take))
            {
                rows.Insert(part.Key, happened, !lines.IsRepeated(happened));
                spans.Insert(happened);
                taken++;
            }

            progress.Write(connection, transaction);
        }

        DropCounts.Add(connection, transaction, "result.late", rows.Late);
        DropCounts.Add(connection, transaction, "span.late", spans.Late);
        return taken;
    }
}
