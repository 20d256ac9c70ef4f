using System.Collections.Immutable;
using Tsuba.Modules.Livestatus.Execution;
using Tsuba.Modules.Livestatus.Output;
using Tsuba.Modules.Livestatus.Tables;

namespace Tsuba.Modules.Livestatus.Requests;

/// <summary>A query, understood. Source: reference/livestatus.md 2.</summary>
public sealed record LivestatusRequest
{
    /// <summary>The table.</summary>
    public required Table Table { get; init; }

    /// <summary>Columns in their order; of a query for rows without a Columns header all of the table.</summary>
    internal ImmutableArray<Column> Columns { get; init; } = [];

    /// <summary>Names of the columns as the client wrote them.</summary>
    public ImmutableArray<string> Names { get; init; } = [];

    /// <summary>All of these must hold.</summary>
    internal CombinedFilter Filter { get; init; } = new([], all: true);

    /// <summary>Counts and aggregates; empty: rows are wanted.</summary>
    internal ImmutableArray<StatsEntry> Stats { get; init; } = [];

    /// <summary>Keys of the order, first is primary.</summary>
    internal ImmutableArray<SortKey> Sort { get; init; } = [];

    /// <summary>Most rows, or groups; null: all.</summary>
    public int? Limit { get; init; }

    /// <summary>Rows to skip.</summary>
    public int Offset { get; init; }

    /// <summary>Whether a row of names comes first.</summary>
    public bool ShowsNames { get; init; }

    /// <summary>Form of the answer.</summary>
    internal OutputForm Form { get; init; } = OutputForm.Csv;

    /// <summary>Separators of csv.</summary>
    internal CsvSeparators Separators { get; init; } = CsvSeparators.Default;

    /// <summary>Whether the 16-byte header is wanted.</summary>
    public bool HasFixedHeader { get; init; }

    /// <summary>In whose name; null: who asks may see everything.</summary>
    public string? AuthUser { get; init; }

    /// <summary>Seconds that are added to every time written, and were taken from every time compared.</summary>
    public long TimeShift { get; init; }

    /// <summary>How long the query may take; null: as the server says.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>What the query waits for before it runs; null: nothing.</summary>
    internal WaitRequest? Wait { get; init; }
}
