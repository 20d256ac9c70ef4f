using Tsuba.Model.Items;

namespace Tsuba.Modules.History;

/// <summary>Another place than the history that has the performance data of items.</summary>
public interface ISeriesReader
{
    /// <summary>What it is called where its graphs are shown.</summary>
    string Source { get; }

    /// <summary>Series of an item over a range, by label; null: it cannot be asked at the moment.</summary>
    /// <param name="item">The item.</param>
    /// <param name="fromUtcMilliseconds">Begin of the range.</param>
    /// <param name="toUtcMilliseconds">Its end.</param>
    /// <param name="cancellationToken">Stop.</param>
    Task<IReadOnlyList<HistorySeries>?> SeriesAsync(ItemId item, long fromUtcMilliseconds, long toUtcMilliseconds, CancellationToken cancellationToken);
}
