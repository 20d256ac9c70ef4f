using Microsoft.Data.Sqlite;
using Tsuba.Modules.History.Sampling;

namespace Tsuba.Modules.History.Storage;

/// <summary>
/// Makes samples: of the results of 5 minutes, of the 5-minute samples of an hour, of the hours of a day. A span is made when it
/// has ended and a new value came into it; each span is one transaction that replaces what it made before.
/// </summary>
internal sealed class SampleMaker(HistoryFile file, HistorySettings settings)
{
    // Results arrive a little after they were measured; a span waits that long before it is made.
    private const int PatienceSeconds = 60;

    /// <summary>Makes every span that is due; tells how many.</summary>
    public async Task<int> MakeAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var made = 0;
        for (var level = 1; level <= SampleLevels.Last; level++)
        {
            var before = now.ToUnixTimeSeconds() - PatienceSeconds - SampleLevels.SpanOf(level);
            while (await file.WriteAsync((connection, transaction) => MakeNext(connection, transaction, level, before), cancellationToken))
            {
                made++;
            }
        }

        return made;
    }

    private bool MakeNext(SqliteConnection connection, SqliteTransaction transaction, int level, long before)
    {
        using (var find = HistoryFile.Command(
            connection, transaction, "select min(begin_s) from dirty where level = $level and begin_s <= $before", ("$level", level), ("$before", before)))
        {
            if (find.ExecuteScalar() is not long begin)
            {
                return false;
            }

            Make(connection, transaction, level, begin);
        }

        return true;
    }

    private void Make(SqliteConnection connection, SqliteTransaction transaction, int level, long begin)
    {
        var sums = level == 1 ? OfResults(connection, transaction, begin) : OfSamples(connection, transaction, level, begin);
        HistoryFile.Run(connection, transaction, "delete from dirty where level = $level and begin_s = $begin", ("$level", level), ("$begin", begin));
        using (var insert = new PreparedInsert(connection, transaction, "insert or replace into sample (level, series, begin_s, count, minimum, maximum, sum) values ($1, $2, $3, $4, $5, $6, $7)", 7))
        {
            foreach (var (series, sum) in sums)
            {
                insert.Run(level, series, begin, sum.Count, sum.Minimum, sum.Maximum, sum.Sum);
            }
        }

        if (level < SampleLevels.Last)
        {
            HistoryFile.Run(
                connection,
                transaction,
                "insert or ignore into dirty (level, begin_s) values ($level, $begin)",
                ("$level", level + 1),
                ("$begin", SampleLevels.BeginOf(level + 1, begin)));
        }
    }

    private Dictionary<long, SampleSum> OfResults(SqliteConnection connection, SqliteTransaction transaction, long begin)
    {
        var sums = new Dictionary<long, SampleSum>();
        using var names = new SeriesTable(connection, transaction, settings.MaxSeriesPerItem);
        using var command = HistoryFile.Command(
            connection,
            transaction,
            "select item, perfdata, execution_s, latency_s from result where utc_ms >= $from and utc_ms < $to order by item",
            ("$from", begin * 1000),
            ("$to", (begin + SampleLevels.SpanOf(1)) * 1000));
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            var item = row.GetInt64(0);
            ResultValues.Read(row.GetString(1), row.GetDouble(2), row.GetDouble(3), (name, value) =>
            {
                if (names.Find(item, name) is { } series)
                {
                    Sum(sums, series).Add(value);
                }
            });
        }

        DropCounts.Add(connection, transaction, "series.limit", names.Refused);
        return sums;
    }

    private static Dictionary<long, SampleSum> OfSamples(SqliteConnection connection, SqliteTransaction transaction, int level, long begin)
    {
        var sums = new Dictionary<long, SampleSum>();
        using var command = HistoryFile.Command(
            connection,
            transaction,
            "select series, count, minimum, maximum, sum from sample where level = $level and begin_s >= $from and begin_s < $to",
            ("$level", level - 1),
            ("$from", begin),
            ("$to", begin + SampleLevels.SpanOf(level)));
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            Sum(sums, row.GetInt64(0)).Add(row.GetInt64(1), row.GetDouble(2), row.GetDouble(3), row.GetDouble(4));
        }

        return sums;
    }

    private static SampleSum Sum(Dictionary<long, SampleSum> sums, long series)
    {
        if (!sums.TryGetValue(series, out var sum))
        {
            sums.Add(series, sum = new SampleSum());
        }

        return sum;
    }
}
