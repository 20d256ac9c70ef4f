using Microsoft.Data.Sqlite;
using Tsuba.Modules.Events;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Modules.History.Storage;

/// <summary>How far the events of one part are kept, inside one transaction.</summary>
internal sealed class PartProgress
{
    private readonly int _part;
    private EventMark _mark;

    private PartProgress(int part, EventMark mark)
    {
        _part = part;
        _mark = mark;
    }

    /// <summary>Reads it in the transaction that will write it.</summary>
    public static PartProgress Read(SqliteConnection connection, SqliteTransaction transaction, int part)
    {
        using var command = HistoryFile.Command(connection, transaction, "select sequence, utc_ms from progress where part = $part", ("$part", part));
        using var row = command.ExecuteReader();
        return new PartProgress(part, row.Read() ? new EventMark((ulong)row.GetInt64(0), row.GetInt64(1)) : default);
    }

    /// <summary>Whether an event is new; it is taken as kept then.</summary>
    public bool Take(Event happened)
    {
        if (_mark.Knows(happened))
        {
            return false;
        }

        _mark = _mark.Take(happened);
        return true;
    }

    /// <summary>Writes it.</summary>
    public void Write(SqliteConnection connection, SqliteTransaction transaction) => HistoryFile.Run(
        connection,
        transaction,
        "insert or replace into progress (part, sequence, utc_ms) values ($part, $sequence, $utc)",
        ("$part", _part),
        ("$sequence", (long)_mark.Sequence),
        ("$utc", _mark.UtcMilliseconds));
}
