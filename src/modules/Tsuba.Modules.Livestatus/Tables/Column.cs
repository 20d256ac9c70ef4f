namespace Tsuba.Modules.Livestatus.Tables;

/// <summary>One column of a table.</summary>
/// <param name="Name">Name as clients write it.</param>
/// <param name="Type">Type.</param>
/// <param name="Description">What it holds, for the table <c>columns</c>.</param>
/// <param name="Read">Its value in a row.</param>
public sealed record Column(string Name, ColumnType Type, string Description, Func<object, Cell> Read);
