using Microsoft.Data.Sqlite;
using Tsuba.Modules.Events;
using Tsuba.Modules.History.Sampling;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Modules.History.Storage;

/// <summary>Writes the events of one transaction.</summary>
internal sealed class HistoryInserts : IDisposable
{
    private readonly PreparedInsert _result;
    private readonly PreparedInsert _line;
    private readonly PreparedInsert _entry;
    private readonly PreparedInsert _dirty;
    private readonly HashSet<long> _marked = [];
    private readonly long _oldestResult;

    /// <param name="connection">The connection that writes.</param>
    /// <param name="transaction">Its transaction.</param>
    /// <param name="oldestResult">Results older than this are not kept, nor do they change samples; UTC milliseconds.</param>
    public HistoryInserts(SqliteConnection connection, SqliteTransaction transaction, long oldestResult)
    {
        _oldestResult = oldestResult;
        _result = new PreparedInsert(
            connection,
            transaction,
            "insert into result (part, sequence, item, utc_ms, state, is_hard, attempt, output, perfdata, execution_s, latency_s) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
            11);
        _line = new PreparedInsert(
            connection, transaction, "insert into line (part, sequence, item, utc_ms, kind, contact, text) values ($1, $2, $3, $4, $5, $6, $7)", 7);
        _entry = new PreparedInsert(
            connection,
            transaction,
            "insert into entry (part, sequence, item, utc_ms, kind, action, contact, author, state, is_hard, attempt, start_ms, end_ms, detail, text) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
            15);
        _dirty = new PreparedInsert(connection, transaction, "insert or ignore into dirty (level, begin_s) values (1, $1)", 1);
    }

    /// <summary>Results that were too old to be kept.</summary>
    public long Late { get; private set; }

    /// <summary>Writes what an event tells.</summary>
    /// <param name="part">Part that it came from.</param>
    /// <param name="happened">The event.</param>
    /// <param name="writesLine">False: its line stands in the log already, since another part wrote it for the same command.</param>
    public void Insert(int part, Event happened, bool writesLine)
    {
        if (happened.KindCase == Event.KindOneofCase.CheckResult)
        {
            InsertResult(part, happened, happened.CheckResult);
            return;
        }

        if (happened.KindCase == Event.KindOneofCase.Log && writesLine)
        {
            var log = happened.Log;
            _line.Run(part, (long)happened.Sequence, (long)log.Item, happened.UtcMs, (long)LogLineKinds.Of(log.Line), log.Contact, log.Line);
        }

        if (EntryReader.Read(part, happened) is { } entry)
        {
            _entry.Run(
                part,
                (long)entry.Sequence,
                (long)entry.Item.Value,
                entry.UtcMilliseconds,
                (long)entry.Kind,
                entry.Action,
                entry.Contact,
                entry.Author,
                (long)entry.State,
                entry.IsHard ? 1L : 0L,
                (long)entry.Attempt,
                entry.StartUtcMilliseconds,
                entry.EndUtcMilliseconds,
                entry.Detail,
                entry.Text);
        }
    }

    public void Dispose()
    {
        _result.Dispose();
        _line.Dispose();
        _entry.Dispose();
        _dirty.Dispose();
    }

    private void InsertResult(int part, Event happened, CheckResultEvent result)
    {
        var utc = result.StartUtcMs == 0 ? happened.UtcMs : result.StartUtcMs;
        if (utc < _oldestResult)
        {
            Late++;
            return;
        }

        _result.Run(
            part,
            (long)happened.Sequence,
            (long)result.Item,
            utc,
            (long)result.State,
            result.StateType == 1 ? 1L : 0L,
            (long)result.Attempt,
            result.Output,
            result.Perfdata,
            (double)result.ExecutionSeconds,
            (double)result.LatencySeconds);
        var begin = SampleLevels.BeginOf(1, utc / 1000);
        if (_marked.Add(begin))
        {
            _dirty.Run(begin);
        }
    }
}
