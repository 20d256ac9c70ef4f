using Tsuba.Modules.History;
using static Tsuba.Modules.Tests.History.HistoryFixture;

namespace Tsuba.Modules.Tests.History;

public sealed class HistoryLimitTests : IAsyncLifetime
{
    private const long MaxBytes = 64L * 1024 * 1024;

    private readonly HistoryFixture _site = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [Fact]
    public async Task MaintainAsync_ResultsAreOld_AreRemovedAndCountedAndTheirSamplesStay()
    {
        await _site.StartAsync(("raw_days", "1"), ("event_days", "2"));
        var start = _site.Now - (_site.Now % 300_000);
        await _site.TakeAsync(1, Result(1, start, 4), Log(2, start, "SERVICE ALERT: web;http;OK;HARD;1;fine"));
        _site.Time.Advance(TimeSpan.FromMinutes(10));
        await _site.Module.MaintainAsync(CancellationToken.None);

        _site.Time.Advance(TimeSpan.FromDays(3));
        await _site.Module.MaintainAsync(CancellationToken.None);

        Assert.Empty(await _site.ResultsAsync());
        Assert.Empty((await _site.Module.LinesAsync(new HistoryQuery(), CancellationToken.None)).Rows);
        var status = await _site.Module.StatusAsync(CancellationToken.None);
        Assert.Equal((1, 1), (status.Dropped["result.age"], status.Dropped["line.age"]));
        var series = await _site.Module.SeriesAsync(Http, start, start + 3_600_000, CancellationToken.None);
        Assert.Equal(0.004, series.Single(one => one.Label == "time").Samples.Single().Maximum);
    }

    [Fact]
    public async Task HandleAsync_ResultOlderThanResultsAreKept_IsCountedAndChangesNoSample()
    {
        await _site.StartAsync(("raw_days", "1"));

        await _site.TakeAsync(1, Result(1, _site.Now - (2 * 86_400_000L), 4));

        Assert.Empty(await _site.ResultsAsync());
        Assert.Equal(1, (await _site.Module.StatusAsync(CancellationToken.None)).Dropped["result.late"]);
    }

    [Fact]
    public async Task HandleAsync_MoreThanFits_NeverGrowsBeyondTheLimitAndCountsWhatItDropped()
    {
        await _site.StartAsync(("max_bytes", MaxBytes.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        var output = new string('x', 4000);
        const int Batches = 60;
        const int PerBatch = 400;
        for (var batch = 0; batch < Batches; batch++)
        {
            await _site.TakeAsync(1, [.. Enumerable.Range(0, PerBatch).Select(index => Result((ulong)((batch * PerBatch) + index + 1), _site.Now + (((batch * PerBatch) + index) * 1000L), 1, output))]);
            Assert.InRange(BytesOnDisk(), 0, MaxBytes);
        }

        var status = await _site.Module.StatusAsync(CancellationToken.None);
        Assert.InRange(status.Dropped["result.size"], 1, Batches * PerBatch);
        Assert.Equal((Batches * PerBatch) - status.Dropped["result.size"], await CountAsync());
        Assert.Equal(_site.Now + (((Batches * PerBatch) - 1) * 1000L), (await _site.ResultsAsync())[0].UtcMilliseconds);
    }

    private long BytesOnDisk() => Directory.EnumerateFiles(_site.Directory).Sum(file => new FileInfo(file).Length);

    private async Task<int> CountAsync()
    {
        var count = 0;
        HistoryCursor? cursor = null;
        do
        {
            var page = await _site.Module.ResultsAsync(new HistoryQuery { Item = Http, Limit = 10_000, Before = cursor }, CancellationToken.None);
            count += page.Rows.Count;
            cursor = page.Next;
        }
        while (cursor is not null);
        return count;
    }
}
