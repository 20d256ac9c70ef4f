namespace Tsuba.Modules.Livestatus.Tables;

/// <summary>A column with the table that it belongs to: a row of <c>columns</c>.</summary>
/// <param name="Table">Name of the table.</param>
/// <param name="Column">The column.</param>
internal sealed record NamedColumn(string Table, Column Column);
