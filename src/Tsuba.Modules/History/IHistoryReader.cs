using Tsuba.Model.Items;

namespace Tsuba.Modules.History;

/// <summary>
/// What a broker remembers of the past. Answers are newest first and bounded; who may see an item is decided by the caller, who
/// asks only for items that its viewer sees.
/// </summary>
public interface IHistoryReader
{
    /// <summary>Results of one item's checks.</summary>
    /// <param name="item">The item.</param>
    /// <param name="fromUtcMilliseconds">Oldest start wanted.</param>
    /// <param name="toUtcMilliseconds">First start not wanted.</param>
    /// <param name="limit">Most rows wanted, at most 10,000.</param>
    /// <param name="cancellationToken">Stop.</param>
    ValueTask<IReadOnlyList<HistoryResult>> ResultsAsync(ItemId item, long fromUtcMilliseconds, long toUtcMilliseconds, int limit, CancellationToken cancellationToken);

    /// <summary>Lines of the Nagios log.</summary>
    /// <param name="item">The item, or <see cref="ItemId.None"/> for all.</param>
    /// <param name="fromUtcMilliseconds">Oldest line wanted.</param>
    /// <param name="toUtcMilliseconds">First line not wanted.</param>
    /// <param name="limit">Most rows wanted, at most 10,000.</param>
    /// <param name="cancellationToken">Stop.</param>
    ValueTask<IReadOnlyList<HistoryLine>> LinesAsync(ItemId item, long fromUtcMilliseconds, long toUtcMilliseconds, int limit, CancellationToken cancellationToken);
}
