using System.Collections.Immutable;
using Tsuba.Modules.Livestatus.Execution;
using Tsuba.Modules.Livestatus.Tables;

namespace Tsuba.Modules.Livestatus.Requests;

/// <summary>A query, understood.</summary>
public sealed record LivestatusRequest
{
    /// <summary>The table.</summary>
    public required Table Table { get; init; }

    /// <summary>Names of the columns as written; empty: all of the table.</summary>
    public ImmutableArray<string> Columns { get; init; } = [];

    /// <summary>All of these must hold.</summary>
    public ImmutableArray<IRowFilter> Filters { get; init; } = [];

    /// <summary>Counts and aggregates; empty: rows are wanted.</summary>
    public ImmutableArray<StatsEntry> Stats { get; init; } = [];

    /// <summary>Keys of the order, first is primary.</summary>
    public ImmutableArray<(Column Column, bool Descending)> Sort { get; init; } = [];

    /// <summary>Most rows; null: all.</summary>
    public int? Limit { get; init; }

    /// <summary>Rows to skip.</summary>
    public int Offset { get; init; }

    /// <summary>Whether a row of names comes first; null: as the columns say.</summary>
    public bool? ColumnHeaders { get; init; }

    /// <summary>csv, json or wrapped_json.</summary>
    public string OutputFormat { get; init; } = "csv";

    /// <summary>Whether the 16-byte header is wanted.</summary>
    public bool HasFixedHeader { get; init; }

    /// <summary>In whose name; null: who asks may see everything.</summary>
    public string? AuthUser { get; init; }

    /// <summary>Row, field, list and host/service separators of csv.</summary>
    public (char Row, char Field, char List, char Pair) Separators { get; init; } = ('\n', ';', ',', '|');
}
