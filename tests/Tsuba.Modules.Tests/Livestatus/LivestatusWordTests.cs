using System.Globalization;
using System.Text.Json;
using Tsuba.LiveState;
using Tsuba.LiveState.Access;
using Tsuba.Model.Items;
using Tsuba.Model.Snapshots;
using Tsuba.Modules.Livestatus;
using Tsuba.Protocol.Contracts;
using Tsuba.Testing;
using Tsuba.Testing.Time;

namespace Tsuba.Modules.Tests.Livestatus;

/// <summary>Conditions over whole tables, which read words of statuses and numbers of texts, against the cells that the same rows show.</summary>
public sealed class LivestatusWordTests
{
    private const int Hosts = 37;
    private const int ServicesPerHost = 40;

    private static readonly string[] _numbers =
    [
        "state", "last_state", "last_hard_state", "state_type", "check_type", "acknowledgement_type", "acknowledged", "scheduled_downtime_depth", "current_attempt", "current_notification_number",
        "has_been_checked", "is_flapping", "checks_enabled", "active_checks_enabled", "accept_passive_checks", "notifications_enabled", "event_handler_enabled", "flap_detection_enabled", "obsess", "is_executing",
        "is_problem", "is_impact", "no_more_notifications", "hard_state", "last_check",
    ];

    private static readonly string[] _texts = ["description", "display_name", "notes", "check_command", "plugin_output", "host_name", "host_alias", "host_address", "host_plugin_output", "host_notes"];

    private static readonly long[] _values = [-1, 0, 1, 2, 3, 4, 6, 7, 8, 126, 127, 128, 4_000_000_000];

    private readonly Viewer _caller = Viewer.Everything("test", canSubmitCommands: false);
    private readonly LiveTables _tables = new();
    private readonly LivestatusQuery _queries;
    private ulong _next = 1;

    public LivestatusWordTests()
    {
        _tables.SetDefinitions(1, Site(Hosts));
        Shuffle(seed: 1);
        _queries = new LivestatusQuery(_tables, new ManualTime());
    }

    [Fact]
    public void Numbers_OfWholeTables_CompareAsTheirCellsDo()
    {
        HoldsForNumbers("services", "");
        HoldsForNumbers("services", "host_");
        HoldsForNumbers("hosts", "");
    }

    [Fact]
    public void Numbers_AfterAReloadThatMovesEveryRow_CompareAsTheirCellsDo()
    {
        _tables.SetDefinitions(1, Site(Hosts + 3));
        Shuffle(seed: 2);
        HoldsForNumbers("services", "");
        HoldsForNumbers("services", "host_");
    }

    [Fact]
    public void Texts_AskedAgainAndAgain_CompareAsTheirCellsDo()
    {
        foreach (var column in _texts)
        {
            var cells = Cells("services", column);
            var values = cells.Select(cell => cell.GetString()!).Distinct(StringComparer.Ordinal).Take(3).Append("").Append("HOST 1").ToList();
            foreach (var value in values)
            {
                // The first time rows are asked one by one, later by the numbers of their texts.
                for (var round = 0; round < 3; round++)
                {
                    Assert.Equal(cells.Count(cell => cell.GetString() == value), Count("services", $"{column} = {value}"));
                    Assert.Equal(cells.Count(cell => cell.GetString() != value), Count("services", $"{column} != {value}"));
                    Assert.Equal(cells.Count(cell => cell.GetString()!.Contains(value, StringComparison.OrdinalIgnoreCase)), Count("services", $"{column} ~~ {value.Replace("|", @"\|", StringComparison.Ordinal)}"));
                }
            }
        }
    }

    [Fact]
    public void Searches_ForAnyOfManyWords_FindWhatEachFindsAlone()
    {
        string[] words = ["value 3", "HOST 2", "Ok", "rvice 1", "", "alias 4", "v", "note 1 and more", "service 39"];
        string[] operators = ["~~", "~", "like", "ilike", "!~~", "=~", "~~ ^", "!="];
        var chance = new Random(7);
        for (var round = 0; round < 200; round++)
        {
            // As search pages ask: any of some columns has the word, for any of some words; now and then one of a kind that cannot be joined.
            var conditions = Enumerable.Range(0, 2 + chance.Next(8))
                .Select(_ => $"{_texts[chance.Next(_texts.Length)]} {operators[chance.Next(3) == 0 ? chance.Next(operators.Length) : chance.Next(2)]} {words[chance.Next(words.Length)]}")
                .ToList();
            var first = 1 + chance.Next(conditions.Count - 1);
            var wanted = conditions.SelectMany(condition => Names($"Filter: {condition}\n")).ToHashSet(StringComparer.Ordinal);
            var lines = conditions.ConvertAll(condition => $"Filter: {condition}\n");

            Assert.Equal(wanted.Order(StringComparer.Ordinal), Names($"{string.Concat(lines)}Or: {lines.Count}\n").Order(StringComparer.Ordinal));
            Assert.Equal(
                wanted.Order(StringComparer.Ordinal),
                Names($"{string.Concat(lines.Take(first))}Or: {first}\n{string.Concat(lines.Skip(first))}Or: {lines.Count - first}\nOr: 2\n").Order(StringComparer.Ordinal));
            Assert.Equal((Hosts * ServicesPerHost) - wanted.Count, Names($"{string.Concat(lines)}Or: {lines.Count}\nNegate:\n").Count);
        }
    }

    [Fact]
    public void Cells_OfLongAnswers_AreThoseThatEachRowHasAlone()
    {
        var columns = string.Join(' ', _texts.Concat(_numbers).Concat(_numbers.Select(name => "host_" + name)).Append("latency"));
        var alone = _tables.Site.Services
            .Select(service => Ask($"GET services\nColumns: {columns}\nFilter: host_name = {service.Host.Host.HostName}\nFilter: description = {service.Service.Description}\n")[0].GetRawText())
            .ToList();
        for (var round = 0; round < 3; round++)
        {
            // Texts are numbered where a long answer shows their column for the second time.
            Assert.Equal(alone, Ask($"GET services\nColumns: {columns}\n").ConvertAll(row => row.GetRawText()));
        }

        // In this order no neighbours have one host.
        var sorted = Ask($"GET services\nColumns: {columns}\nSort: description desc\nSort: host_name asc\nOffset: 3\n").ConvertAll(row => row.GetRawText());
        Assert.Equal(Ask("GET services\nColumns: description host_name\n").Select((row, index) => (row, index))
            .OrderByDescending(entry => entry.row[0].GetString(), StringComparer.Ordinal)
            .ThenBy(entry => entry.row[1].GetString(), StringComparer.Ordinal)
            .Skip(3)
            .Select(entry => alone[entry.index]), sorted);
    }

    [Fact]
    public void Stats_OfManyRows_AllocateNothingForARow()
    {
        const string Text = "GET services\nStats: state = 2\nStats: host_state = 0\nStats: has_been_checked = 1\nStatsAnd: 2\nStats: description ~ 7\nStats: host_alias = x\nStats: max last_check\n";
        var few = Allocated(Text);
        _tables.SetDefinitions(1, Site(Hosts * 10));
        var many = Allocated(Text);

        // A byte for each different text and host that a condition is asked of.
        Assert.InRange(many - few, 0, (Hosts * 10) + 4096);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("fifteen letters")]
    [InlineData("sixteen letters!")]
    [InlineData("a text of more than thirty-two letters, so of several steps")]
    [InlineData("a quote \" behind sixteen letters and more")]
    [InlineData("a backslash in the last of its letters\\")]
    [InlineData("two\nlines\tand a tabulator of some length")]
    [InlineData("ünïcode \u2028 \u007f \U0001F600 and what stands behind it")]
    [InlineData("the end is no ASCII: é")]
    public void Json_OfAnyText_ReadsToTheSame(string text)
    {
        var frame = new EventFrame { First = _next };
        frame.Events.Add(new Event { Sequence = _next++, Status = new StatusEvent { Item = ItemId.OfHost("host 1").Value, Output = text } });
        _tables.Apply(new PartStamp { Part = 1, Epoch = 1 }, frame);

        var answer = Ask("GET hosts\nColumns: plugin_output name\nFilter: name = host 1\n");

        Assert.Equal(text, answer[0][0].GetString());
        Assert.Equal("host 1", answer[0][1].GetString());
    }

    private void HoldsForNumbers(string table, string prefix)
    {
        foreach (var column in _numbers.Select(name => prefix + name))
        {
            var cells = Cells(table, column).ConvertAll(cell => cell.GetInt64());
            foreach (var value in _values)
            {
                Assert.Equal((column, value, cells.Count(cell => cell == value)), (column, value, Count(table, $"{column} = {value}")));
                Assert.Equal((column, value, cells.Count(cell => cell != value)), (column, value, Count(table, $"{column} != {value}")));
                Assert.Equal((column, value, cells.Count(cell => cell < value)), (column, value, Count(table, $"{column} < {value}")));
                Assert.Equal((column, value, cells.Count(cell => cell >= value)), (column, value, Count(table, $"{column} >= {value}")));
                Assert.Equal((column, value, cells.Count(cell => cell > value)), (column, value, Count(table, $"{column} > {value}")));
            }
        }
    }

    private List<JsonElement> Cells(string table, string column) => [.. Ask($"GET {table}\nColumns: {column}\n").Select(row => row[0])];

    private List<string> Names(string filters) =>
        Ask($"GET services\nColumns: host_name description\n{filters}").ConvertAll(row => $"{row[0].GetString()};{row[1].GetString()}");

    private long Count(string table, string condition) => Ask($"GET {table}\nStats: {condition}\n")[0][0].GetInt64();

    private List<JsonElement> Ask(string text)
    {
        var answer = _queries.Answer(text + "OutputFormat: json\n", _caller);
        Assert.Equal(200, answer.Status);
        var rows = JsonSerializer.Deserialize<List<JsonElement>>(answer.Body.Span)!;
        answer.Release();
        return rows;
    }

    private long Allocated(string text)
    {
        for (var round = 0; round < 3; round++)
        {
            _queries.Answer(text, _caller).Release();
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        _queries.Answer(text, _caller).Release();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    // Every item gets a status whose values are small, at the edges of what a word keeps, or far beyond.
    private void Shuffle(int seed)
    {
        var chance = new Random(seed);
        uint Value() => chance.Next(4) == 0 ? (uint)_values[1 + chance.Next(_values.Length - 1)] : (uint)chance.Next(4);
        bool Flag() => chance.Next(2) == 0;
        var frame = new EventFrame { First = _next };
        foreach (var item in _tables.Site.Items.Keys.OrderBy(id => id.Value))
        {
            frame.Events.Add(new Event
            {
                Sequence = _next++,
                Status = new StatusEvent
                {
                    Item = item.Value,
                    State = (uint)chance.Next(4),
                    LastState = Value(),
                    LastHardState = Value(),
                    StateType = Value(),
                    CheckType = Value(),
                    Acknowledgement = Value(),
                    DowntimeDepth = Value(),
                    Attempt = Value(),
                    NotificationNumber = Value(),
                    HasBeenChecked = Flag(),
                    IsFlapping = Flag(),
                    ChecksEnabled = Flag(),
                    PassiveEnabled = Flag(),
                    NotificationsEnabled = Flag(),
                    EventHandlerEnabled = Flag(),
                    FlapDetectionEnabled = Flag(),
                    Obsess = Flag(),
                    IsExecuting = Flag(),
                    IsProblem = Flag(),
                    IsImpact = Flag(),
                    NoMoreNotifications = Flag(),
                    LastCheck = chance.Next(10) * 1000,
                    Output = chance.Next(3) == 0 ? "OK" : string.Create(CultureInfo.InvariantCulture, $"value {chance.Next(5)} on Host {chance.Next(3)}"),
                },
            });
        }

        _tables.Apply(new PartStamp { Part = 1, Epoch = 1 }, frame);
    }

    private static ConfigurationSnapshot Site(int hosts)
    {
        var configuration = new ResolvedConfigurationBuilder().Contact("ann", ("host_notification_commands", "check"), ("service_notification_commands", "check")).Command("check");
        for (var host = 0; host < hosts; host++)
        {
            // Names go down where numbers go up, so a site with more hosts has other rows.
            var name = string.Create(CultureInfo.InvariantCulture, $"host {Math.Abs(hosts - host)}");
            configuration.Host(name, ("check_command", "check"), ("contacts", "ann"), ("alias", $"Alias {host % 5}"), ("notes", host % 2 == 0 ? "even" : ""));
            for (var service = 0; service < ServicesPerHost; service++)
            {
                configuration.Service(name, $"service {service}", ("check_command", "check"), ("contacts", "ann"), ("check_interval", "5"), ("retry_interval", "1"), ("notes", $"note {service % 3}"));
            }
        }

        var built = SnapshotBuilder.Build(configuration.Build());
        Assert.True(built.Snapshot is not null, string.Join('\n', built.Diagnostics.Take(5)));
        return built.Snapshot;
    }
}
