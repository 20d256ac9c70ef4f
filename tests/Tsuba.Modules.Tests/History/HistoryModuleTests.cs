using Tsuba.Model.Items;
using Tsuba.Modules.History;
using Tsuba.Protocol.Contracts;
using static Tsuba.Modules.Tests.History.HistoryFixture;

namespace Tsuba.Modules.Tests.History;

public sealed class HistoryModuleTests : IAsyncLifetime
{
    private readonly HistoryFixture _site = new();

    public Task InitializeAsync() => _site.StartAsync();

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [Fact]
    public async Task HandleAsync_SameFrameTwice_KeepsOneRow()
    {
        Event[] events = [Result(1, _site.Now, 2), Log(2, _site.Now, "SERVICE ALERT: web;http;CRITICAL;SOFT;1;refused")];

        await _site.TakeAsync(1, events);
        await _site.TakeAsync(1, events);

        var result = Assert.Single(await _site.ResultsAsync());
        Assert.Equal((_site.Now, 0, "time=2ms"), (result.UtcMilliseconds, result.State, result.Perfdata));
        var line = Assert.Single((await LinesAsync(new HistoryQuery())).Rows);
        Assert.Equal((LogLineKind.Alert, "SERVICE ALERT: web;http;CRITICAL;SOFT;1;refused"), (line.Kind, line.Text));
    }

    [Fact]
    public async Task HandleAsync_FrameHalfKnown_TakesTheRest()
    {
        await _site.TakeAsync(1, Result(1, _site.Now, 1), Result(2, _site.Now, 2));

        await _site.TakeAsync(1, Result(2, _site.Now, 2), Result(3, _site.Now, 3));

        Assert.Equal(["time=3ms", "time=2ms", "time=1ms"], (await _site.ResultsAsync()).Select(row => row.Perfdata));
    }

    [Fact]
    public async Task HandleAsync_SeveralPartsTogether_EachIsKnownAsFarAsItCame()
    {
        await _site.TakeAsync(OfPart(1, Result(1, _site.Now, 1)), OfPart(2, Result(7, _site.Now, 2)), OfPart(1, Result(2, _site.Now, 3)));

        await _site.TakeAsync(1, Result(1, _site.Now, 4), Result(2, _site.Now, 5));
        await _site.TakeAsync(2, Result(7, _site.Now, 6), Result(8, _site.Now, 7));

        Assert.Equal(["time=1ms", "time=2ms", "time=3ms", "time=7ms"], (await _site.ResultsAsync()).Select(row => row.Perfdata).Order());
    }

    [Fact]
    public async Task HandleAsync_LineThatTwoPartsTellInOneDelivery_IsThereOnce()
    {
        const string Line = "TIMEPERIOD TRANSITION: 24x7;-1;1";
        await _site.TakeAsync(OfPart(1, Log(1, _site.Now, Line, new ItemId(0))), OfPart(2, Log(1, _site.Now, Line, new ItemId(0))));

        await _site.TakeAsync(3, Log(1, _site.Now, Line, new ItemId(0)));

        Assert.Single((await LinesAsync(new HistoryQuery())).Rows);
    }

    [Fact]
    public async Task HandleAsync_NumbersBeginAnewAtALaterTime_AreTaken()
    {
        await _site.TakeAsync(1, Result(500, _site.Now, 1));

        // The scheduler lost its disk: its part counts from 1 again.
        await _site.TakeAsync(1, Result(1, _site.Now + 1000, 2));

        Assert.Equal(2, (await _site.ResultsAsync()).Count);
    }

    [Fact]
    public async Task Pages_RowsAreAddedInBetween_TogetherHoldEachRowOnce()
    {
        // Ten rows share each millisecond, so that pages end between rows of one time.
        await _site.TakeAsync(1, [.. Enumerable.Range(1, 100).Select(number => Log((ulong)number, _site.Now + (number / 10), $"line {number}"))]);
        var texts = new List<string>();
        HistoryCursor? cursor = null;
        do
        {
            var page = await LinesAsync(new HistoryQuery { Limit = 7, Before = cursor });
            Assert.InRange(page.Rows.Count, 0, 7);
            texts.AddRange(page.Rows.Select(row => row.Text));
            cursor = page.Next is { } next && HistoryCursor.TryParse(next.ToString(), out var read) ? read : null;
            await _site.TakeAsync(2, Log((ulong)texts.Count, _site.Now + 1000 + texts.Count, "added later"));
        }
        while (cursor is not null);

        Assert.Equal(Enumerable.Range(1, 100).Reverse().Select(number => $"line {number}"), texts);
    }

    [Fact]
    public async Task Lines_KindTextAndTime_AreConditionsOfTheQuery()
    {
        await _site.TakeAsync(
            1,
            Log(1, _site.Now, "SERVICE ALERT: web;http;CRITICAL;SOFT;1;refused"),
            Log(2, _site.Now + 1000, "EXTERNAL COMMAND: DISABLE_NOTIFICATIONS", new ItemId(0)),
            Log(3, _site.Now + 2000, "SERVICE ALERT: web;http;OK;HARD;1;Answered"));

        Assert.Equal(2, (await LinesAsync(new HistoryQuery { Kinds = [(byte)LogLineKind.Alert] })).Rows.Count);
        Assert.Equal(3UL, Assert.Single((await LinesAsync(new HistoryQuery { Contains = "ANSWERED" })).Rows).Sequence);
        Assert.Equal(2UL, Assert.Single((await LinesAsync(new HistoryQuery { FromUtcMilliseconds = _site.Now + 1, ToUtcMilliseconds = _site.Now + 2000 })).Rows).Sequence);
        Assert.Equal(2, (await LinesAsync(new HistoryQuery { Item = Http })).Rows.Count);
    }

    [Fact]
    public async Task Lines_OfAViewer_FillThePageWithWhatItSees()
    {
        await _site.TakeAsync(1, [.. Enumerable.Range(1, 100).Select(number => Log((ulong)number, _site.Now + number, $"line {number}", number % 10 == 0 ? Http : Db))]);
        await _site.TakeAsync(2, Log(1, _site.Now + 500, "EXTERNAL COMMAND: of nobody's item", new ItemId(0)));

        var page = await LinesAsync(new HistoryQuery { Sees = item => item == Http, Limit = 5 });

        Assert.Equal(["line 100", "line 90", "line 80", "line 70", "line 60"], page.Rows.Select(row => row.Text));
    }

    [Fact]
    public async Task Lines_TextWithQuotes_ComesBackUnchanged()
    {
        const string Text = "SERVICE ALERT: web;http;OK;HARD;1;'); drop table line; --";
        await _site.TakeAsync(1, Log(1, _site.Now, Text));

        Assert.Equal(Text, Assert.Single((await LinesAsync(new HistoryQuery())).Rows).Text);
        Assert.Empty((await LinesAsync(new HistoryQuery { Contains = "' or '1' = '1" })).Rows);
    }

    [Fact]
    public async Task StartAsync_FilesAsAKilledProcessLeftThem_HasWhatWasAcknowledgedAndNoDoubles()
    {
        Event[] first = [Result(1, _site.Now, 1), Log(2, _site.Now, "SERVICE ALERT: web;http;OK;HARD;1;one")];
        Event[] second = [Result(3, _site.Now + 1000, 2)];
        await _site.TakeAsync(1, first);
        await _site.TakeAsync(1, second);

        // What lies on disk while the process still runs is what a killed one leaves.
        var copy = Directory.CreateDirectory(Path.Combine(_site.Directory, "killed")).FullName;
        foreach (var file in Directory.EnumerateFiles(_site.Directory))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        await using var module = _site.Create(copy);
        await module.StartAsync(CancellationToken.None);
        foreach (var events in new[] { first, second, [Result(4, _site.Now + 2000, 3)] })
        {
            var frame = new EventFrame { First = events[0].Sequence };
            frame.Events.AddRange(events);
            await module.HandleAsync([new PartEvents(new PartStamp { Part = 1 }, [frame])], CancellationToken.None);
        }

        var results = await module.ResultsAsync(new HistoryQuery { Item = Http }, CancellationToken.None);
        Assert.Equal(["time=3ms", "time=2ms", "time=1ms"], results.Rows.Select(row => row.Perfdata));
        Assert.Single((await module.LinesAsync(new HistoryQuery(), CancellationToken.None)).Rows);
    }

    [Fact]
    public async Task HandleAsync_GlobalCommandOfTwoParts_StandsInTheLogOnce()
    {
        Event[] Applied(ulong sequence) =>
        [
            Log(sequence, _site.Now, "EXTERNAL COMMAND: DISABLE_NOTIFICATIONS", new ItemId(0)),
            new Event { Sequence = sequence + 1, UtcMs = _site.Now, CommandAnswer = new CommandAnswerEvent { Source = "broker-b", Sequence = 7, Applied = true } },
        ];

        await _site.TakeAsync(1, Applied(10));
        await _site.TakeAsync(2, Applied(90));

        Assert.Single((await LinesAsync(new HistoryQuery())).Rows);
    }

    private async Task<HistoryPage<HistoryLine>> LinesAsync(HistoryQuery query) => await _site.Module.LinesAsync(query, CancellationToken.None);
}
