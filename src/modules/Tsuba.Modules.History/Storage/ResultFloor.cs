using Microsoft.Data.Sqlite;
using Tsuba.Modules.History.Sampling;

namespace Tsuba.Modules.History.Storage;

/// <summary>
/// How old a result may be to be taken. A span of samples is made of all its results, so where some of them are removed already no
/// further one is taken: it would stand for all.
/// </summary>
internal static class ResultFloor
{
    // Kept with the progress of parts, whose numbers are not negative.
    private const int Key = -1;

    /// <summary>The oldest time that is taken, in UTC milliseconds.</summary>
    public static long Read(SqliteConnection connection, SqliteTransaction transaction, DateTimeOffset now, TimeSpan age)
    {
        var removed = HistoryFile.Number(connection, transaction, "select utc_ms from progress where part = $key", ("$key", Key));
        var oldest = Math.Max(removed, now.Subtract(age).ToUnixTimeMilliseconds());
        return (SampleLevels.BeginOf(1, oldest / 1000) + SampleLevels.SpanOf(1)) * 1000;
    }

    /// <summary>Results up to this time are removed to make room.</summary>
    public static void Raise(SqliteConnection connection, SqliteTransaction transaction, long utcMilliseconds) => HistoryFile.Run(
        connection,
        transaction,
        "insert into progress (part, sequence, utc_ms) values ($key, 0, $utc) on conflict (part) do update set utc_ms = max(utc_ms, excluded.utc_ms)",
        ("$key", Key),
        ("$utc", utcMilliseconds));
}
