using Tsuba.Model.Items;

namespace Tsuba.Modules.History;

/// <summary>What a broker remembers of the past. Answers are bounded; what the viewer may not see is left out inside the query.</summary>
public interface IHistoryReader
{
    /// <summary>Results of checks as they came, as long as they are kept.</summary>
    ValueTask<HistoryPage<HistoryResult>> ResultsAsync(HistoryQuery query, CancellationToken cancellationToken);

    /// <summary>Lines of the Nagios log.</summary>
    ValueTask<HistoryPage<HistoryLine>> LinesAsync(HistoryQuery query, CancellationToken cancellationToken);

    /// <summary>Changes of state, notifications, downtimes, acknowledgements, comments, flapping.</summary>
    ValueTask<HistoryPage<HistoryEntry>> EntriesAsync(HistoryQuery query, CancellationToken cancellationToken);

    /// <summary>Entries that were kept behind a place, oldest first. Times, text and <see cref="HistoryQuery.Before"/> of the query do not count.</summary>
    /// <param name="query">Which of them, for whom, how many.</param>
    /// <param name="after">The place; null: behind the newest, so there are no rows yet.</param>
    /// <param name="cancellationToken">Stop.</param>
    ValueTask<HistoryTail> TailAsync(HistoryQuery query, HistoryCursor? after, CancellationToken cancellationToken);

    /// <summary>Ends when further entries are kept. Taken before <see cref="TailAsync"/> is asked, so none falls in between.</summary>
    Task NextEntriesAsync();

    /// <summary>Performance data of one item, as fine as the range and the age of the values allow.</summary>
    /// <param name="item">The item.</param>
    /// <param name="fromUtcMilliseconds">Begin of the range.</param>
    /// <param name="toUtcMilliseconds">End of the range.</param>
    /// <param name="cancellationToken">Stop.</param>
    ValueTask<IReadOnlyList<HistorySeries>> SeriesAsync(ItemId item, long fromUtcMilliseconds, long toUtcMilliseconds, CancellationToken cancellationToken);

    /// <summary>How full it is.</summary>
    ValueTask<HistoryStoreStatus> StatusAsync(CancellationToken cancellationToken);
}
