using Tsuba.Modules.History;
using static Tsuba.Modules.Tests.History.HistoryFixture;

namespace Tsuba.Modules.Tests.History;

public sealed class HistorySampleTests : IAsyncLifetime
{
    private readonly HistoryFixture _site = new();

    public Task InitializeAsync() => _site.StartAsync();

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [Fact]
    public async Task Series_OfAWeek_AreFiveMinutesWithLeastMeanAndGreatest()
    {
        var start = Align(_site.Now, 86_400);
        await FeedAsync(start, minutes: 3 * 1440, minute => minute % 5);
        await AdvanceToAsync(start + (3 * 86_400_000L));

        var week = await SeriesAsync(start, start + (7 * 86_400_000L));

        var span = Assert.Single(week, series => series.Label == "time").Samples;
        Assert.Equal(3 * 288, span.Count(sample => sample.SpanSeconds == 300));
        Assert.All(span.Where(sample => sample.SpanSeconds == 300), sample => Assert.Equal((5, 0.0, 0.002, 0.004), (sample.Count, sample.Minimum, Math.Round(sample.Average, 9), sample.Maximum)));
        Assert.Equal("s", week.Single(series => series.Label == "time").Unit);
    }

    [Fact]
    public async Task Series_OfAYear_AreDaysAndFinerAtTheYoungEnd()
    {
        var start = Align(_site.Now, 86_400);
        await FeedAsync(start, minutes: (2 * 1440) + 90, minute => minute < 1440 ? 1 : 3);
        await AdvanceToAsync(start + (2 * 86_400_000L) + (90 * 60_000L));

        var samples = (await SeriesAsync(start - (360 * 86_400_000L), start + (3 * 86_400_000L))).Single(series => series.Label == "time").Samples;

        Assert.Equal([(1440L, 0.001), (1440L, 0.003)], samples.Where(sample => sample.SpanSeconds == 86_400).Select(sample => (sample.Count, Math.Round(sample.Average, 9))));
        Assert.Equal([60L], samples.Where(sample => sample.SpanSeconds == 3600).Select(sample => sample.Count));
        Assert.Equal((2 * 1440) + 90, samples.Sum(sample => sample.Count));
        Assert.Equal(samples.Select(sample => sample.UtcSeconds).Order(), samples.Select(sample => sample.UtcSeconds));
    }

    [Fact]
    public async Task Series_ResultArrivesLate_ItsSpanIsMadeAnew()
    {
        var start = Align(_site.Now, 3600);
        await FeedAsync(start, minutes: 120, _ => 1);
        await AdvanceToAsync(start + (3 * 3_600_000L));

        await _site.TakeAsync(2, Result(1, start + 1000, 7));
        await _site.Module.MaintainAsync(CancellationToken.None);

        var samples = (await SeriesAsync(start - (20 * 86_400_000L), _site.Now)).Single(series => series.Label == "time").Samples;
        Assert.Equal((61L, 0.007), (samples[0].Count, samples[0].Maximum));
        Assert.Equal(121, samples.Sum(sample => sample.Count));
    }

    [Fact]
    public async Task Samples_PluginInventsLabels_AreLimitedAndTheRestIsCounted()
    {
        await _site.StartAsync(("max_series_per_item", "5"));
        var start = Align(_site.Now, 300);
        var result = Result(1, start, 0);
        result.CheckResult.Perfdata = string.Join(' ', Enumerable.Range(0, 50).Select(number => $"label{number}=1"));
        await _site.TakeAsync(1, result);
        await AdvanceToAsync(start + 600_000);

        Assert.Equal(5, (await SeriesAsync(start - (2 * 86_400_000L), _site.Now)).Count);
        Assert.Equal(47, (await _site.Module.StatusAsync(CancellationToken.None)).Dropped["series.limit"]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Samples_OfAnyValuesInAnyOrder_EqualTheSlowModel(int seed)
    {
        var random = new Random(seed);
        var start = Align(_site.Now, 3600);
        var expected = new SortedDictionary<long, List<double>>();
        for (var number = 1; number <= 60; number++)
        {
            var utc = start + random.Next(4 * 3_600_000);
            var value = random.Next(-1000, 1000);
            expected.TryAdd(Align(utc, 300) / 1000, []);
            expected[Align(utc, 300) / 1000].Add(value * 0.001);
            await _site.TakeAsync(number, Result(1, utc, value));
            if (random.Next(10) == 0)
            {
                _site.Time.Advance(TimeSpan.FromMinutes(random.Next(60)));
                await _site.Module.MaintainAsync(CancellationToken.None);
            }
        }

        await AdvanceToAsync(start + (20 * 3_600_000L));

        // A range of three days is shown by 5 minutes.
        var samples = (await SeriesAsync(start, start + (3 * 86_400_000L))).Single(one => one.Label == "time").Samples;
        Assert.Equal(expected.Keys, samples.Select(sample => sample.UtcSeconds));
        Assert.Equal(
            expected.Values.Select(values => ((long)values.Count, values.Min(), Math.Round(values.Average(), 9), values.Max())),
            samples.Select(sample => (sample.Count, sample.Minimum, Math.Round(sample.Average, 9), sample.Maximum)));
    }

    private static long Align(long utcMilliseconds, int spanSeconds) => utcMilliseconds - (utcMilliseconds % (spanSeconds * 1000L));

    private async Task FeedAsync(long start, int minutes, Func<int, double> value)
    {
        for (var first = 0; first < minutes; first += 500)
        {
            await _site.TakeAsync(1, [.. Enumerable.Range(first, Math.Min(500, minutes - first)).Select(minute => Result((ulong)minute + 1, start + (minute * 60_000L), value(minute)))]);
        }
    }

    private async Task AdvanceToAsync(long utcMilliseconds)
    {
        // A little later: spans wait for what is still on its way.
        _site.Time.Advance(TimeSpan.FromMilliseconds(utcMilliseconds - _site.Now + 61_000));
        await _site.Module.MaintainAsync(CancellationToken.None);
    }

    private async Task<IReadOnlyList<HistorySeries>> SeriesAsync(long from, long to) => await _site.Module.SeriesAsync(Http, from, to, CancellationToken.None);
}
