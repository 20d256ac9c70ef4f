using Tsuba.Modules.Availability;
using Tsuba.Protocol.Contracts;
using static Tsuba.Modules.Tests.History.HistoryFixture;

namespace Tsuba.Modules.Tests.History;

/// <summary>States and downtimes as the history keeps them for reports.</summary>
public sealed class SpanTests : IAsyncLifetime
{
    private const long Minute = 60_000;

    private readonly HistoryFixture _site = new();
    private ulong _sequence;
    private long _begin;

    public async Task InitializeAsync()
    {
        await _site.StartAsync();
        _begin = _site.Now;
        _site.Time.Advance(TimeSpan.FromHours(10));
    }

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [Fact]
    public async Task Statuses_OfAnItemThatNeverChanges_AreOneSpanFromWhereItBegan()
    {
        await _site.TakeAsync(1, [.. Enumerable.Range(10, 50).Select(minute => Status(minute, 0, lastChange: 5))]);

        Assert.Equal<StateSpan>([new StateSpan(_begin + (5 * Minute), 0, true)], (await SpansAsync()).States);
    }

    [Fact]
    public async Task Statuses_SoftThenHard_AreSpansOfTheirOwn_AndComeOnceOverARestart()
    {
        Event[] events = [Status(10, 0), Status(20, 2, isHard: false), Status(21, 2, isHard: false), Status(22, 2), Status(30, 0)];
        await _site.TakeAsync(1, events);
        await _site.StartAsync();
        await _site.TakeAsync(1, events);
        await _site.TakeAsync(1, Status(40, 0), Status(50, 1));

        Assert.Equal([(10, 0, true), (20, 2, false), (22, 2, true), (30, 0, true), (50, 1, true)], (await SpansAsync()).States.Select(span => ((int)((span.BeginUtcMilliseconds - _begin) / Minute), span.State, span.IsHard)));
    }

    [Fact]
    public async Task Range_AfterTheLastChange_HoldsTheStateThatGoesOn()
    {
        await _site.TakeAsync(1, Status(10, 0), Status(20, 2), Status(25, 0, isHard: false));

        Assert.Equal([2, 0], (await SpansAsync(100, 200)).States.Select(span => span.State));
        Assert.Equal([0], (await SpansAsync(12, 15)).States.Select(span => span.State));
        Assert.Empty((await SpansAsync(1, 2)).States);
    }

    [Fact]
    public async Task Downtime_EnteredLate_CountsFromItsStart_AndEndsWhenItIsCancelled()
    {
        await _site.TakeAsync(1, Downtime(60, 30, 120, isActive: true));
        Assert.Equal<TimeSpanUtc>([Span(30, 120)], (await SpansAsync()).Downtimes);

        await _site.TakeAsync(1, Downtime(90, 30, 120, isActive: false, removed: true));
        Assert.Equal<TimeSpanUtc>([Span(30, 90)], (await SpansAsync()).Downtimes);
    }

    [Fact]
    public async Task Downtime_OfAPartThatTookTheItemOver_EndsWhatTheOtherPartBegan()
    {
        await _site.TakeAsync(1, Downtime(60, 30, 120, isActive: true, id: 4));

        await _site.TakeAsync(2, Downtime(90, 30, 120, isActive: false, removed: true, id: 17));

        Assert.Equal<TimeSpanUtc>([Span(30, 90)], (await SpansAsync()).Downtimes);
    }

    [Fact]
    public async Task Downtime_CancelledBeforeItBegan_IsNone()
    {
        await _site.TakeAsync(1, Downtime(10, 100, 120, isActive: false), Downtime(20, 100, 120, isActive: false, removed: true));

        Assert.Empty((await SpansAsync()).Downtimes);
    }

    [Fact]
    public async Task Downtime_Flexible_CountsFromWhereItBeganForItsDuration()
    {
        await _site.TakeAsync(1, Downtime(60, 30, 120, isActive: true, isFixed: false));

        Assert.Equal<TimeSpanUtc>([Span(60, 75)], (await SpansAsync()).Downtimes);
    }

    [Fact]
    public async Task Correction_Revoked_StaysInTheListAndCountsNoMore()
    {
        var module = _site.Module;
        var id = await module.CorrectAsync(new Correction(0, Http, Span(10, 20), CorrectionKind.Downtime, 0, "ann", 0, "was planned"), CancellationToken.None);
        Assert.Equal("was planned", Assert.Single((await SpansAsync()).Corrections).Reason);

        Assert.False(await module.RevokeAsync(id, "bob", "no", item => item == Db, CancellationToken.None));
        Assert.True(await module.RevokeAsync(id, "bob", "was not", null, CancellationToken.None));
        Assert.False(await module.RevokeAsync(id, "bob", "again", null, CancellationToken.None));

        Assert.Empty((await SpansAsync()).Corrections);
        var listed = Assert.Single(await module.CorrectionsAsync(null, 10, CancellationToken.None));
        Assert.Equal(("ann", "was planned", "bob", "was not"), (listed.Author, listed.Reason, listed.RevokedBy, listed.RevokedReason));
        Assert.Empty(await module.CorrectionsAsync(item => item == Db, 10, CancellationToken.None));
    }

    [Fact]
    public async Task Cleaning_ByAge_KeepsTheStateThatGoesOn()
    {
        await _site.StartAsync(("availability_days", "1"));
        await _site.TakeAsync(1, Status(10, 0), Status(20, 2), Status(30, 0), Downtime(31, 30, 40, isActive: true));
        _site.Time.Advance(TimeSpan.FromDays(2));

        await _site.Module.MaintainAsync(CancellationToken.None);

        var spans = await SpansAsync();
        Assert.Equal([30], spans.States.Select(span => (int)((span.BeginUtcMilliseconds - _begin) / Minute)));
        Assert.Empty(spans.Downtimes);
        Assert.Equal(3, (await _site.Module.StatusAsync(CancellationToken.None)).Dropped["span.age"]);
    }

    private async Task<ItemSpans> SpansAsync(int from = 0, int to = 600) => (await _site.Module.SpansAsync([Http], Span(from, to), CancellationToken.None))[Http];

    private TimeSpanUtc Span(int from, int to) => new(_begin + (from * Minute), _begin + (to * Minute));

    private Event Status(int minute, uint state, bool isHard = true, int lastChange = 0) => new()
    {
        Sequence = ++_sequence,
        UtcMs = _begin + (minute * Minute),
        Status = new StatusEvent
        {
            Item = Http.Value,
            State = state,
            StateType = isHard ? 1u : 0,
            Attempt = 1,
            HasBeenChecked = true,
            LastStateChange = lastChange == 0 ? 0 : _begin + (lastChange * Minute),
        },
    };

    private Event Downtime(int minute, int start, int end, bool isActive, bool removed = false, bool isFixed = true, ulong id = 4) => new()
    {
        Sequence = ++_sequence,
        UtcMs = _begin + (minute * Minute),
        Downtime = new DowntimeEvent
        {
            Id = id,
            Item = Http.Value,
            IsActive = isActive,
            Removed = removed,
            Cancelled = removed,
            IsFixed = isFixed,
            StartUtcMs = _begin + (start * Minute),
            EndUtcMs = _begin + (end * Minute),
            DurationMs = 15 * Minute,
            ActualStartUtcMs = isFixed ? 0 : _begin + (minute * Minute),
        },
    };
}
