using Microsoft.Data.Sqlite;
using Tsuba.Modules.History;
using static Tsuba.Modules.Tests.History.HistoryFixture;

namespace Tsuba.Modules.Tests.History;

public sealed class HistoryMigrationTests : IAsyncLifetime
{
    // The tables as the first version made them.
    private const string FirstVersion = """
        pragma journal_mode = wal;
        create table result (part integer not null, sequence integer not null, item integer not null, utc_ms integer not null, state integer not null, is_hard integer not null,
            attempt integer not null, output text not null, perfdata text not null, execution_s real not null, latency_s real not null, unique (part, sequence));
        create index result_item on result (item, utc_ms);
        create index result_time on result (utc_ms);
        create table line (part integer not null, sequence integer not null, item integer not null, utc_ms integer not null, contact text not null, text text not null, unique (part, sequence));
        create index line_item on line (item, utc_ms);
        create index line_time on line (utc_ms);
        """;

    private readonly HistoryFixture _site = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [Fact]
    public async Task StartAsync_FileOfTheFirstVersion_KeepsItsRowsAndTakesNoneTwice()
    {
        Execute(
            FirstVersion
            + FormattableString.Invariant($"insert into result values (1, 5, {(long)Http.Value}, {_site.Now - 5000}, 2, 1, 3, 'old', 'time=1ms', 0.1, 0.2);")
            + FormattableString.Invariant($"insert into line values (1, 6, {(long)Http.Value}, {_site.Now - 5000}, '', 'SERVICE ALERT: web;http;CRITICAL;HARD;3;old');"));

        await _site.StartAsync();
        await _site.TakeAsync(1, Result(5, _site.Now - 4000, 1), Log(6, _site.Now - 4000, "SERVICE ALERT: web;http;CRITICAL;HARD;3;old"), Result(7, _site.Now + 1000, 2));

        Assert.Equal(["time=2ms", "time=1ms"], (await _site.ResultsAsync()).Select(row => row.Perfdata));
        Assert.Equal(LogLineKind.Alert, Assert.Single((await _site.Module.LinesAsync(new HistoryQuery(), CancellationToken.None)).Rows).Kind);
    }

    [Fact]
    public async Task StartAsync_FileOfANewerVersion_IsRefusedAndLeftAlone()
    {
        Execute("create table future (x); pragma user_version = 99;");

        var refusal = await Assert.ThrowsAsync<NotSupportedException>(() => _site.StartAsync());

        Assert.Contains("newer version", refusal.Message, StringComparison.Ordinal);
    }

    private void Execute(string text)
    {
        SQLitePCL.Batteries_V2.Init();
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _site.File, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }
}
