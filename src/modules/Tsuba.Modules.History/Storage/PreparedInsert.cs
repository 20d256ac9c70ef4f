using Microsoft.Data.Sqlite;

namespace Tsuba.Modules.History.Storage;

/// <summary>One statement that is run many times in a transaction.</summary>
internal sealed class PreparedInsert : IDisposable
{
    private readonly SqliteCommand _command;

    /// <summary>A statement with the parameters <c>$1</c>, <c>$2</c> …</summary>
    public PreparedInsert(SqliteConnection connection, SqliteTransaction transaction, string text, int parameters)
    {
        _command = connection.CreateCommand();
        _command.Transaction = transaction;
        _command.CommandText = text;
        for (var number = 1; number <= parameters; number++)
        {
            _command.Parameters.Add(new SqliteParameter { ParameterName = "$" + number.ToString(System.Globalization.CultureInfo.InvariantCulture) });
        }
    }

    /// <summary>Runs it.</summary>
    public void Run(params ReadOnlySpan<object> values)
    {
        for (var index = 0; index < values.Length; index++)
        {
            _command.Parameters[index].Value = values[index];
        }

        _command.ExecuteNonQuery();
    }

    public void Dispose() => _command.Dispose();
}
