using Microsoft.Data.Sqlite;
using Tsuba.Modules.History.Sampling;

namespace Tsuba.Modules.History.Storage;

/// <summary>Numbers of series, inside one transaction. Holds the series of one item at a time, so results come ordered by item.</summary>
internal sealed class SeriesTable : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<SeriesName, long> _ofItem = [];
    private readonly SqliteCommand _list;
    private readonly SqliteCommand _add;
    private readonly int _most;
    private long _item;
    private bool _hasItem;

    /// <param name="connection">The connection that writes.</param>
    /// <param name="transaction">Its transaction.</param>
    /// <param name="most">Most series of one item.</param>
    public SeriesTable(SqliteConnection connection, SqliteTransaction transaction, int most)
    {
        _connection = connection;
        _most = most;
        _list = HistoryFile.Command(connection, transaction, "select id, label, unit, is_of_check from series where item = $item", ("$item", 0L));
        _add = HistoryFile.Command(
            connection,
            transaction,
            "insert into series (item, label, unit, is_of_check) values ($item, $label, $unit, $check)",
            ("$item", 0L),
            ("$label", ""),
            ("$unit", ""),
            ("$check", 0L));
    }

    /// <summary>Values of series that were too many for their item.</summary>
    public long Refused { get; private set; }

    /// <summary>The number of a series, which is made where it is missing; null: the item has too many.</summary>
    public long? Find(long item, SeriesName name)
    {
        if (!_hasItem || _item != item)
        {
            Load(item);
        }

        if (_ofItem.TryGetValue(name, out var known))
        {
            return known;
        }

        if (_ofItem.Count >= _most)
        {
            Refused++;
            return null;
        }

        _add.Parameters["$item"].Value = item;
        _add.Parameters["$label"].Value = name.Label;
        _add.Parameters["$unit"].Value = name.Unit;
        _add.Parameters["$check"].Value = name.IsOfCheck ? 1L : 0L;
        _add.ExecuteNonQuery();
        var added = HistoryFile.Number(_connection, _add.Transaction, "select last_insert_rowid()");
        _ofItem.Add(name, added);
        return added;
    }

    public void Dispose()
    {
        _list.Dispose();
        _add.Dispose();
    }

    private void Load(long item)
    {
        _item = item;
        _hasItem = true;
        _ofItem.Clear();
        _list.Parameters["$item"].Value = item;
        using var row = _list.ExecuteReader();
        while (row.Read())
        {
            _ofItem[new SeriesName(row.GetString(1), row.GetString(2), row.GetBoolean(3))] = row.GetInt64(0);
        }
    }
}
