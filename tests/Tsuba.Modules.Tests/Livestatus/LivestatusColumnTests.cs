using System.Globalization;
using System.Text;
using System.Text.Json;
using Tsuba.LiveState;
using Tsuba.LiveState.Access;
using Tsuba.Modules.Livestatus;
using Tsuba.Modules.Livestatus.Tables;
using Tsuba.Modules.Tests.Live;

namespace Tsuba.Modules.Tests.Livestatus;

/// <summary>Every column of every table is selected, filtered, sorted, counted and aggregated, and sends what <c>columns</c> says of it.</summary>
public sealed class LivestatusColumnTests
{
    private static readonly string[] Operators = ["=", "!=", "~", "!~", "=~", "~~", "!~~", "<", ">", "<=", ">=", "!<", "!>", "!>=", "!<=", "like", "iunlike"];
    private static readonly string[] Functions = ["sum", "min", "max", "avg", "std", "suminv", "avginv"];
    private static readonly string[] Values = ["", "1", "a", "SNMP public"];

    private readonly LiveTables _tables = SampleSite.Create();

    public static TheoryData<string> Tables => [.. AllTables.Names];

    [Theory]
    [MemberData(nameof(Tables))]
    public void Selected_EveryColumn_HasTheTypeThatColumnsTells(string table)
    {
        using var types = Json($"GET columns\nColumns: name type\nFilter: table = {table}\nColumnHeaders: off\n");
        var names = types.RootElement.EnumerateArray().Select(row => row[0].GetString()!).ToList();
        Assert.Equal(AllTables.Find(table)!.Columns.Length, names.Count);
        using var rows = Json($"GET {table}\nColumns: {string.Join(' ', names)}\n");

        foreach (var row in rows.RootElement.EnumerateArray())
        {
            Assert.Equal(names.Count, row.GetArrayLength());
            foreach (var (type, cell) in types.RootElement.EnumerateArray().Zip(row.EnumerateArray()))
            {
                var kind = type[1].GetString() switch
                {
                    "int" or "float" or "time" => JsonValueKind.Number,
                    "list" => JsonValueKind.Array,
                    "dict" => JsonValueKind.Object,
                    _ => JsonValueKind.String,
                };
                Assert.True(kind == cell.ValueKind, $"{table}.{type[0]} is said to be {type[1]} and is {cell}");
                Assert.True(type[1].GetString() is not ("int" or "time") || cell.TryGetInt64(out _), $"{table}.{type[0]} is {cell}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void Filtered_EveryColumnAndOperator_PartsTheRowsInTwo(string table)
    {
        var all = Count($"GET {table}\nStatsAnd: 0\n");
        foreach (var column in AllTables.Find(table)!.Columns)
        {
            foreach (var operation in Operators)
            {
                foreach (var value in Values)
                {
                    var filter = $"Filter: {column.Name} {operation} {value}\n";
                    var yes = Count($"GET {table}\n{filter}StatsAnd: 0\n");
                    var no = Count($"GET {table}\n{filter}Negate:\nStatsAnd: 0\n");
                    Assert.True(all == yes + no, $"{table}: {filter} has {yes} rows, and without them {no} of {all}");
                    Assert.Equal(yes, Count($"GET {table}\nStats: {column.Name} {operation} {value}\n"));
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void Sorted_EveryColumn_BothWays_KeepsAllRows(string table)
    {
        var all = Rows($"GET {table}\nColumns: {FirstOf(table)}\n").Order(StringComparer.Ordinal).ToList();
        foreach (var column in AllTables.Find(table)!.Columns)
        {
            foreach (var direction in new[] { "", " asc", " desc" })
            {
                Assert.Equal(all, Rows($"GET {table}\nColumns: {FirstOf(table)}\nSort: {column.Name}{direction}\n").Order(StringComparer.Ordinal));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void Aggregated_EveryColumnAndFunction_IsOneRow(string table)
    {
        foreach (var column in AllTables.Find(table)!.Columns)
        {
            var stats = string.Concat(Functions.Select(function => $"Stats: {function} {column.Name}\n"));
            using var answer = Json($"GET {table}\n{stats}");
            Assert.Equal(Functions.Length, Assert.Single(answer.RootElement.EnumerateArray()).GetArrayLength());
        }
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void Grouped_EveryColumn_CountsEachRowOnce(string table)
    {
        var all = Count($"GET {table}\nStatsAnd: 0\n");
        foreach (var column in AllTables.Find(table)!.Columns)
        {
            using var answer = Json($"GET {table}\nStatsAnd: 0\nColumns: {column.Name}\n");
            Assert.Equal(all, answer.RootElement.EnumerateArray().Sum(group => group[1].GetInt64()));
        }
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("CSV")]
    [InlineData("json")]
    [InlineData("wrapped_json")]
    [InlineData("python")]
    [InlineData("python3")]
    public void Written_EveryTableInEveryForm_HasAHeaderRowOfItsColumns(string form)
    {
        foreach (var table in AllTables.Names)
        {
            var answer = Ask($"GET {table}\nOutputFormat: {form}\n");

            Assert.Contains(AllTables.Find(table)!.Columns[^1].Name, answer, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Services_WithoutColumns_ListTheColumnsOfTheHost()
    {
        var names = AllTables.Find("services")!.Columns.Select(column => column.Name).ToHashSet();

        Assert.All(AllTables.Find("hosts")!.Columns, column => Assert.Contains("host_" + column.Name, names));
    }

    private static string FirstOf(string table) => AllTables.Find(table)!.Columns[0].Name;

    private static Viewer All => Viewer.Everything("test", canSubmitCommands: true);

    private string Ask(string query) => Encoding.UTF8.GetString(new LivestatusQuery(_tables, TimeProvider.System).Answer(query, All).Body.Span);

    private JsonDocument Json(string query) => JsonDocument.Parse(Ask(query + "OutputFormat: json\n"));

    private long Count(string query)
    {
        var answer = Ask(query);
        return long.TryParse(answer, NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var count) ? count : throw new InvalidOperationException($"{query}: {answer}");
    }

    private string[] Rows(string query) => Ask(query).Split('\n');
}
