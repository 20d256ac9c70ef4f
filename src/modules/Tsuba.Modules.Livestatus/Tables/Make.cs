using Tsuba.LiveState.Columns;

namespace Tsuba.Modules.Livestatus.Tables;

/// <summary>Makes columns for rows of one class, so that a table reads as a list of names and what they hold.</summary>
internal static class Make<TRow>
    where TRow : class
{
    public static Column Int(string name, string description, Func<TRow, QueryContext, long> read) =>
        new NumberColumn(name, ColumnType.Int, description, (row, context) => read((TRow)row, context));

    /// <summary>A number that the words of statuses hold too.</summary>
    public static Column Int(string name, string description, StatusField field, Func<TRow, QueryContext, long> read) =>
        new NumberColumn(name, ColumnType.Int, description, (row, context) => read((TRow)row, context)) { Field = field };

    public static Column Flag(string name, string description, Func<TRow, QueryContext, bool> read) =>
        new NumberColumn(name, ColumnType.Int, description, (row, context) => read((TRow)row, context) ? 1 : 0);

    /// <summary>A truth value that the words of statuses hold too.</summary>
    public static Column Flag(string name, string description, StatusField field, Func<TRow, QueryContext, bool> read) =>
        new NumberColumn(name, ColumnType.Int, description, (row, context) => read((TRow)row, context) ? 1 : 0) { Field = field };

    public static Column Mask(string name, string description, Func<TRow, QueryContext, long> read) =>
        new NumberColumn(name, ColumnType.Int, description, (row, context) => read((TRow)row, context)) { IsMask = true };

    /// <summary>A time given in UTC milliseconds; cut to whole seconds.</summary>
    public static Column Time(string name, string description, Func<TRow, QueryContext, long> milliseconds) =>
        new NumberColumn(name, ColumnType.Time, description, (row, context) => milliseconds((TRow)row, context) / 1000);

    public static Column Real(string name, string description, Func<TRow, QueryContext, double> read) =>
        new RealColumn(name, description, (row, context) => read((TRow)row, context));

    public static Column Text(string name, string description, Func<TRow, QueryContext, string> read) =>
        new TextColumn(name, description, (row, context) => read((TRow)row, context));

    /// <summary>A text that stays the same as long as the configuration does.</summary>
    public static Column Configured(string name, string description, Func<TRow, QueryContext, string> read) =>
        new TextColumn(name, description, (row, context) => read((TRow)row, context)) { IsConfigured = true };

    public static Column List(string name, string description, Action<TRow, QueryContext, ListCell> write) =>
        new ListColumn(name, ColumnType.List, description, (row, context, cell) => write((TRow)row, context, cell));

    public static Column Dict(string name, string description, Action<TRow, QueryContext, ListCell> write) =>
        new ListColumn(name, ColumnType.Dict, description, (row, context, cell) => write((TRow)row, context, cell));
}
