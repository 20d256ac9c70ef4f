using System.Globalization;
using System.Text;
using System.Text.Json;
using Tsuba.LiveState;
using Tsuba.Modules.Livestatus;
using Tsuba.Modules.Livestatus.Server;
using Tsuba.Modules.Livestatus.Tables;
using Tsuba.Modules.Tests.Live;
using Tsuba.Modules.Tests.Passive;
using Tsuba.Testing.Time;

namespace Tsuba.Modules.Tests.Livestatus;

/// <summary>Every column of every table is selected, filtered, sorted, counted and aggregated, and sends what <c>columns</c> says of it.</summary>
public sealed class LivestatusColumnTests : IDisposable
{
    private static readonly string[] Operators = ["=", "!=", "~", "!~", "=~", "~~", "!~~", "<", ">", "<=", ">=", "!<", "!>", "!>=", "!<=", "like", "iunlike"];
    private static readonly string[] Functions = ["sum", "min", "max", "avg", "std", "suminv", "avginv"];
    private static readonly string[] Values = ["", "1", "a", "SNMP public"];

    private readonly LiveTables _tables = SampleSite.Create();
    private readonly SampleHistory _history = new();
    private readonly ModuleFixture _module = new();
    private readonly LivestatusCounters _counters;
    private readonly TrafficCounts _traffic;

    public LivestatusColumnTests()
    {
        _counters = new LivestatusCounters(_module.Meters);
        _traffic = new TrafficCounts(_tables, _counters);
    }

    public static TheoryData<string> Tables => [.. AllTables.Names];

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task Selected_EveryColumn_HasTheTypeThatColumnsTells(string table)
    {
        using var types = await JsonAsync($"GET columns\nColumns: name type\nFilter: table = {table}\nColumnHeaders: off\n");
        var names = types.RootElement.EnumerateArray().Select(row => row[0].GetString()!).ToList();
        Assert.Equal(AllTables.Find(table)!.Columns.Length, names.Count);
        using var rows = await JsonAsync($"GET {table}\nColumns: {string.Join(' ', names)}\n");

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
    public async Task Filtered_EveryColumnAndOperator_PartsTheRowsInTwo(string table)
    {
        var all = await CountAsync($"GET {table}\nStatsAnd: 0\n");
        foreach (var column in AllTables.Find(table)!.Columns)
        {
            foreach (var operation in Operators)
            {
                foreach (var value in Values)
                {
                    var filter = $"Filter: {column.Name} {operation} {value}\n";
                    var yes = await CountAsync($"GET {table}\n{filter}StatsAnd: 0\n");
                    var no = await CountAsync($"GET {table}\n{filter}Negate:\nStatsAnd: 0\n");
                    Assert.True(all == yes + no, $"{table}: {filter} has {yes} rows, and without them {no} of {all}");
                    Assert.Equal(yes, await CountAsync($"GET {table}\nStats: {column.Name} {operation} {value}\n"));
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task Sorted_EveryColumn_BothWays_KeepsAllRows(string table)
    {
        var all = (await RowsAsync($"GET {table}\nColumns: {FirstOf(table)}\n")).Order(StringComparer.Ordinal).ToList();
        foreach (var column in AllTables.Find(table)!.Columns)
        {
            foreach (var direction in new[] { "", " asc", " desc" })
            {
                Assert.Equal(all, (await RowsAsync($"GET {table}\nColumns: {FirstOf(table)}\nSort: {column.Name}{direction}\n")).Order(StringComparer.Ordinal));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task Aggregated_EveryColumnAndFunction_IsOneRow(string table)
    {
        foreach (var column in AllTables.Find(table)!.Columns)
        {
            var stats = string.Concat(Functions.Select(function => $"Stats: {function} {column.Name}\n"));
            using var answer = await JsonAsync($"GET {table}\n{stats}");
            Assert.Equal(Functions.Length, Assert.Single(answer.RootElement.EnumerateArray()).GetArrayLength());
        }
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task Grouped_EveryColumn_CountsEachRowOnce(string table)
    {
        var all = await CountAsync($"GET {table}\nStatsAnd: 0\n");
        foreach (var column in AllTables.Find(table)!.Columns)
        {
            using var answer = await JsonAsync($"GET {table}\nStatsAnd: 0\nColumns: {column.Name}\n");
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
    public async Task Written_EveryTableInEveryForm_HasAHeaderRowOfItsColumns(string form)
    {
        foreach (var table in AllTables.Names)
        {
            var answer = await AskAsync($"GET {table}\nOutputFormat: {form}\n");

            Assert.Contains(AllTables.Find(table)!.Columns[^1].Name, answer, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Services_WithoutColumns_ListTheColumnsOfTheHost()
    {
        var names = AllTables.Find("services")!.Columns.Select(column => column.Name).ToHashSet();

        Assert.All(AllTables.Find("hosts")!.Columns, column => Assert.Contains("host_" + column.Name, names));
    }

    public void Dispose()
    {
        _counters.Dispose();
        _module.Dispose();
    }

    private static string FirstOf(string table) => AllTables.Find(table)!.Columns[0].Name;

    private async Task<string> AskAsync(string query)
    {
        using var desk = new QueryDesk(_tables, new LivestatusSettings(), new ManualTime(), _traffic, () => _history);
        var lines = query.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd()).ToList();
        if (lines[0] == "GET statehist")
        {
            lines.Add($"Filter: time >= {SampleHistory.Begin}");
        }

        return Encoding.UTF8.GetString((await desk.AnswerAsync(lines, CancellationToken.None)).Body.Span);
    }

    private async Task<JsonDocument> JsonAsync(string query) => JsonDocument.Parse(await AskAsync(query + "OutputFormat: json\n"));

    private async Task<long> CountAsync(string query)
    {
        var answer = await AskAsync(query);
        return long.TryParse(answer, NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var count) ? count : throw new InvalidOperationException($"{query}: {answer}");
    }

    private async Task<string[]> RowsAsync(string query) => (await AskAsync(query)).Split('\n');
}
