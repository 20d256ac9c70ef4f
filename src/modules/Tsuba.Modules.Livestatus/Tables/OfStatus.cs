using Tsuba.LiveState;
using Tsuba.LiveState.Columns;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Modules.Livestatus.Tables;

/// <summary>
/// Makes columns of hosts and services that read nothing but the status. A writer of rows takes the status of a row once and reads all of them from it, so
/// they show one status, and the way from row to status is gone once.
/// </summary>
internal static class OfStatus
{
    public static Column Int(string name, string description, Func<StatusEvent, long> read) => Number(name, ColumnType.Int, description, null, read);

    /// <summary>A number that the words of statuses hold too.</summary>
    public static Column Int(string name, string description, StatusField field, Func<StatusEvent, long> read) => Number(name, ColumnType.Int, description, field, read);

    /// <summary>A truth value that the words of statuses hold too.</summary>
    public static Column Flag(string name, string description, StatusField field, Func<StatusEvent, bool> read) =>
        Number(name, ColumnType.Int, description, field, status => read(status) ? 1 : 0);

    /// <summary>A time given in UTC milliseconds; cut to whole seconds.</summary>
    public static Column Time(string name, string description, Func<StatusEvent, long> milliseconds) =>
        Number(name, ColumnType.Time, description, null, status => milliseconds(status) / 1000);

    public static Column Text(string name, string description, Func<StatusEvent, string> read) => Text(name, description, isPerfdata: false, read);

    /// <summary>Performance data, which aggregates by label.</summary>
    public static Column Perfdata(string name, string description, Func<StatusEvent, string> read) => Text(name, description, isPerfdata: true, read);

    private static NumberColumn Number(string name, ColumnType type, string description, StatusField? field, Func<StatusEvent, long> read) =>
        new(name, type, description, (row, _) => read(((LiveItem)row).Status)) { Field = field, OfStatus = read };

    private static TextColumn Text(string name, string description, bool isPerfdata, Func<StatusEvent, string> read) =>
        new(name, description, (row, _) => read(((LiveItem)row).Status)) { IsPerfdata = isPerfdata, OfStatus = read };
}
