using Tsuba.Modules.History;
using Tsuba.Protocol.Contracts;
using static Tsuba.Modules.Tests.History.HistoryFixture;

namespace Tsuba.Modules.Tests.History;

public sealed class HistoryEntryTests : IAsyncLifetime
{
    private readonly HistoryFixture _site = new();

    public Task InitializeAsync() => _site.StartAsync();

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [Fact]
    public async Task Status_OfAnotherState_IsAChangeAndALaterCheckIsNot()
    {
        var changed = _site.Now;
        await _site.TakeAsync(1, Status(1, changed, changed), Status(2, changed + 60_000, changed));

        var entry = Assert.Single(await _site.EntriesAsync());
        Assert.Equal((HistoryKind.StateChange, 2, true, 3, "refused"), (entry.Kind, entry.State, entry.IsHard, entry.Attempt, entry.Text));
    }

    [Fact]
    public async Task Notification_RaisedAndFailed_NamesTypeCommandAndAnswer()
    {
        var raised = new NotificationEvent { Id = 5, Item = Http.Value, Contact = "ann", Command = "mail", Type = 1, State = 2, Number = 1, Text = "refused" };
        var failed = raised.Clone();
        failed.Outcome = NotificationOutcome.Failed;
        failed.OutcomeText = "exit 1";
        await _site.TakeAsync(1, new Event { Sequence = 1, UtcMs = _site.Now, Notification = raised }, new Event { Sequence = 2, UtcMs = _site.Now + 1, Notification = failed });

        var entries = await _site.EntriesAsync();
        Assert.Equal([("failed", "ann", "PROBLEM;mail", "exit 1"), ("raised", "ann", "PROBLEM;mail", "refused")], entries.Select(entry => (entry.Action, entry.Contact, entry.Detail, entry.Text)));
    }

    [Fact]
    public async Task Downtime_FromScheduledToEnded_IsTold()
    {
        var downtime = new DowntimeEvent { Id = 9, Item = Http.Value, Author = "bob", Text = "works", StartUtcMs = 1000, EndUtcMs = 2000 };
        var started = downtime.Clone();
        started.IsActive = true;
        var ended = downtime.Clone();
        ended.Removed = true;
        var cancelled = ended.Clone();
        cancelled.Cancelled = true;
        await _site.TakeAsync(1, [.. new[] { downtime, started, ended, cancelled }.Select((state, index) => new Event { Sequence = (ulong)index + 1, UtcMs = _site.Now + index, Downtime = state })]);

        var entries = await _site.EntriesAsync();
        Assert.Equal(["cancelled", "ended", "started", "scheduled"], entries.Select(entry => entry.Action));
        Assert.All(entries, entry => Assert.Equal((HistoryKind.Downtime, "bob", "works", 1000, 2000), (entry.Kind, entry.Author, entry.Text, entry.StartUtcMilliseconds, entry.EndUtcMilliseconds)));
    }

    [Fact]
    public async Task Comment_OfAnAcknowledgement_IsAnAcknowledgement()
    {
        await _site.TakeAsync(
            1,
            Comment(1, new CommentEvent { Id = 1, Item = Http.Value, EntryType = 4, Author = "ann", Text = "mine" }),
            Comment(2, new CommentEvent { Id = 2, Item = Http.Value, EntryType = 1, Author = "bob", Text = "remark" }),
            Comment(3, new CommentEvent { Id = 1, Item = Http.Value, EntryType = 4, Author = "ann", Text = "mine", Removed = true }));

        Assert.Equal(
            [(HistoryKind.Acknowledgement, "removed"), (HistoryKind.Comment, "added"), (HistoryKind.Acknowledgement, "added")],
            (await _site.EntriesAsync()).Select(entry => (entry.Kind, entry.Action)));
    }

    [Fact]
    public async Task FlappingAlert_IsAnEntryAndALine()
    {
        await _site.TakeAsync(1, Log(1, _site.Now, "SERVICE FLAPPING ALERT: web;http;STARTED; Service flaps: 30.0% change"));

        var entry = Assert.Single(await _site.EntriesAsync());
        Assert.Equal((HistoryKind.Flapping, "started", "Service flaps: 30.0% change"), (entry.Kind, entry.Action, entry.Text));
        Assert.Single((await _site.Module.LinesAsync(new HistoryQuery(), CancellationToken.None)).Rows);
    }

    private Event Comment(ulong sequence, CommentEvent comment) => new() { Sequence = sequence, UtcMs = _site.Now + (long)sequence, Comment = comment };

    private static Event Status(ulong sequence, long utc, long changed) => new()
    {
        Sequence = sequence,
        UtcMs = utc,
        Status = new StatusEvent
        {
            Item = Http.Value,
            State = 2,
            StateType = 1,
            Attempt = 3,
            HasBeenChecked = true,
            LastStateChange = changed,
            LastHardStateChange = changed,
            Output = "refused",
        },
    };
}
