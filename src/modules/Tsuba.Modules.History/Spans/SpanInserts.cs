using Microsoft.Data.Sqlite;
using Tsuba.Modules.History.Storage;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Modules.History.Spans;

/// <summary>Writes states and downtimes of items as spans, inside one transaction.</summary>
internal sealed class SpanInserts : IDisposable
{
    private const byte HardBit = 8;

    private readonly KnownStates _known;
    private readonly SqliteCommand _find;
    private readonly PreparedInsert _state;
    private readonly PreparedInsert _downtime;
    private readonly PreparedInsert _end;

    public SpanInserts(SqliteConnection connection, SqliteTransaction transaction, KnownStates known)
    {
        _known = known;
        _known.Forget();
        _find = HistoryFile.Command(connection, transaction, "select begin_ms, state, is_hard from state_span where item = $item order by begin_ms desc limit 1", ("$item", 0L));
        _state = new PreparedInsert(connection, transaction, "insert or replace into state_span (item, begin_ms, state, is_hard) values ($1, $2, $3, $4)", 4);
        _downtime = new PreparedInsert(
            connection, transaction, "insert into downtime_span (item, begin_ms, id, end_ms) values ($1, $2, $3, $4) on conflict (item, begin_ms, id) do update set end_ms = excluded.end_ms", 4);

        // A part that took an item over may number its downtimes anew, but they begin when they began.
        _end = new PreparedInsert(
            connection, transaction, "update downtime_span set end_ms = $3 where item = $1 and begin_ms = $2 and end_ms > $3 and (id = $4 or not exists (select 1 from downtime_span where item = $1 and begin_ms = $2 and id = $4))", 4);
    }

    /// <summary>States that came later than one that had begun after them.</summary>
    public long Late { get; private set; }

    /// <summary>Writes what an event tells of spans.</summary>
    public void Insert(Event happened)
    {
        if (happened.KindCase == Event.KindOneofCase.Status)
        {
            InsertStatus(happened.Status, happened.UtcMs);
        }
        else if (happened.KindCase == Event.KindOneofCase.Downtime && happened.Downtime.Item != 0)
        {
            InsertDowntime(happened.Downtime, happened.UtcMs);
        }
    }

    public void Dispose()
    {
        _find.Dispose();
        _state.Dispose();
        _downtime.Dispose();
        _end.Dispose();
    }

    // A status comes with every check: most tell nothing new.
    private void InsertStatus(StatusEvent status, long utc)
    {
        if (!status.HasBeenChecked)
        {
            return;
        }

        var item = (long)status.Item;
        var code = (byte)((status.State & 3) | (status.StateType == 1 ? HardBit : 0u));
        if ((_known.Find(item) ?? Load(item)) is not var (begin, known))
        {
            // The first that is heard of an item tells since when it is so.
            var since = status.LastStateChange > 0 ? Math.Min(status.LastStateChange, utc) : utc;
            Write(item, since, code);
        }
        else if (known != code)
        {
            if (utc < begin)
            {
                Late++;
                return;
            }

            Write(item, utc, code);
        }
    }

    private void Write(long item, long begin, byte code)
    {
        _state.Run(item, begin, (long)(code & 3), (code & HardBit) != 0 ? 1L : 0L);
        _known.Add(item, begin, code);
    }

    private (long Begin, byte Code)? Load(long item)
    {
        _find.Parameters["$item"].Value = item;
        using var row = _find.ExecuteReader();
        if (!row.Read())
        {
            return null;
        }

        var found = (Begin: row.GetInt64(0), Code: (byte)((row.GetByte(1) & 3) | (row.GetBoolean(2) ? HardBit : 0)));
        _known.Add(item, found.Begin, found.Code);
        return found;
    }

    // A fixed downtime counts from the time for which it was entered, also where that was past (Deviation D-255).
    private void InsertDowntime(DowntimeEvent downtime, long utc)
    {
        var begin = downtime.IsFixed ? downtime.StartUtcMs : downtime.ActualStartUtcMs;
        if (downtime.Removed)
        {
            if (begin > 0 && begin <= utc)
            {
                _end.Run((long)downtime.Item, begin, utc, (long)downtime.Id);
            }
        }
        else if (downtime.IsActive)
        {
            begin = begin > 0 ? begin : utc;
            _downtime.Run((long)downtime.Item, begin, (long)downtime.Id, downtime.IsFixed ? downtime.EndUtcMs : begin + downtime.DurationMs);
        }
    }
}
