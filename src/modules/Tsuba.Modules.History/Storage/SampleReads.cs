using Microsoft.Data.Sqlite;
using Tsuba.Modules.History.Sampling;

namespace Tsuba.Modules.History.Storage;

/// <summary>
/// Reads the series of one item over a range: from the level that fits the range, and where that is not made yet, the young end of
/// the range from the finer levels down to the results themselves.
/// </summary>
internal sealed class SampleReads(SqliteConnection connection, long item)
{
    private const int MostResults = 5000;

    private readonly Dictionary<SeriesName, List<HistorySample>> _series = [];

    /// <summary>The series, in order of their labels.</summary>
    /// <param name="level">The level that fits.</param>
    /// <param name="fromSeconds">Begin of the range.</param>
    /// <param name="toSeconds">End of the range.</param>
    public IReadOnlyList<HistorySeries> Read(int level, long fromSeconds, long toSeconds)
    {
        var begin = fromSeconds;
        for (; level > 0 && begin < toSeconds; level--)
        {
            begin = Math.Max(begin, ReadLevel(level, begin, toSeconds));
        }

        ReadResults(begin, toSeconds);
        return
        [
            .. _series
                .OrderBy(entry => entry.Key.IsOfCheck)
                .ThenBy(entry => entry.Key.Label, StringComparer.Ordinal)
                .Select(entry => new HistorySeries(entry.Key.Label, entry.Key.Unit, entry.Key.IsOfCheck, entry.Value)),
        ];
    }

    private long ReadLevel(int level, long from, long to)
    {
        var span = SampleLevels.SpanOf(level);
        using var command = HistoryFile.Command(
            connection,
            null,
            "select label, unit, is_of_check, begin_s, count, minimum, maximum, sum from series join sample on sample.series = series.id "
            + "where item = $item and level = $level and begin_s >= $from and begin_s < $to order by begin_s",
            ("$item", item),
            ("$level", level),
            ("$from", SampleLevels.BeginOf(level, from)),
            ("$to", to));
        using var row = command.ExecuteReader();
        var end = from;
        while (row.Read())
        {
            var begin = row.GetInt64(3);
            var count = row.GetInt64(4);
            Add(
                new SeriesName(row.GetString(0), row.GetString(1), row.GetBoolean(2)),
                new HistorySample(begin, span, count, row.GetDouble(5), row.GetDouble(7) / count, row.GetDouble(6)));
            end = begin + span;
        }

        return end;
    }

    private void ReadResults(long from, long to)
    {
        using var command = HistoryFile.Command(
            connection,
            null,
            "select utc_ms, perfdata, execution_s, latency_s from result where item = $item and utc_ms >= $from and utc_ms < $to order by utc_ms limit $limit",
            ("$item", item),
            ("$from", from * 1000),
            ("$to", to * 1000),
            ("$limit", MostResults));
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            var utc = row.GetInt64(0) / 1000;
            ResultValues.Read(row.GetString(1), row.GetDouble(2), row.GetDouble(3), (name, value) => Add(name, new HistorySample(utc, 0, 1, value, value, value)));
        }
    }

    private void Add(SeriesName name, HistorySample sample)
    {
        if (!_series.TryGetValue(name, out var samples))
        {
            _series.Add(name, samples = []);
        }

        samples.Add(sample);
    }
}
