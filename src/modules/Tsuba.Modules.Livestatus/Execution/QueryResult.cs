using System.Collections.Immutable;
using Tsuba.Modules.Livestatus.Tables;

namespace Tsuba.Modules.Livestatus.Execution;

/// <summary>Rows ready to be written.</summary>
/// <param name="Names">Names of the columns.</param>
/// <param name="ShowNames">Whether a row of names comes first.</param>
/// <param name="Rows">Cells with their types.</param>
/// <param name="TotalCount">Rows before Limit and Offset.</param>
public sealed record QueryResult(
    ImmutableArray<string> Names,
    bool ShowNames,
    IReadOnlyList<(Cell Cell, ColumnType Type)[]> Rows,
    int TotalCount);
