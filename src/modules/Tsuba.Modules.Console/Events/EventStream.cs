using Microsoft.AspNetCore.Http;
using Tsuba.Modules.Console.Api;
using Tsuba.Modules.History;
using Tsuba.Web.SignIn;

namespace Tsuba.Modules.Console.Events;

/// <summary>
/// One reader of events. It has no queue: it takes from the history what is behind its cursor, as fast as the client reads, so a slow
/// client costs nothing but its own place, and nobody waits for it. Rights, and whether the sign-in still holds, are looked at with every batch.
/// </summary>
internal sealed class EventStream(ConsoleSite site, EventStreamLimits limits, HistoryQuery filter, CurrentSignIn signedIn)
{
    private const int BatchRows = 500;

    // A storm of small batches is gathered; the first event after a silence goes out at once.
    private static readonly TimeSpan LeastPause = TimeSpan.FromMilliseconds(100);

    /// <summary>Events that were sent.</summary>
    public long Sent { get; private set; }

    /// <summary>Runs until the client leaves, is too slow, or the history goes away.</summary>
    public async Task<StreamEnd> RunAsync(HttpContext context, HistoryCursor? after, CancellationToken stop)
    {
        var writer = new EventStreamWriter(context.Response.BodyWriter);
        var isOpen = false;
        HistoryCursor? place = after;
        while (true)
        {
            if (site.History() is not { } history)
            {
                writer.End("the history stopped; come back with the last id");
                await FlushAsync(context, stop);
                return StreamEnd.NoHistory;
            }

            if (signedIn.Viewer is not { } viewer)
            {
                writer.End("the sign-in has ended");
                await FlushAsync(context, stop);
                return StreamEnd.SignedOut;
            }

            var next = history.NextEntriesAsync();
            var tail = await history.TailAsync(filter with { Sees = site.SightOf(viewer), Limit = BatchRows }, place, stop);
            if (!isOpen)
            {
                writer.Open(place ?? tail.Next);
                isOpen = true;
            }

            if (!await WriteAsync(context, writer, tail, place, stop))
            {
                return StreamEnd.Slow;
            }

            place = tail.Next;
            if (!tail.HasMore && !await WaitAsync(context, writer, next, tail.Next, stop))
            {
                return StreamEnd.Slow;
            }
        }
    }

    private async Task<bool> WriteAsync(HttpContext context, EventStreamWriter writer, HistoryTail tail, HistoryCursor? asked, CancellationToken stop)
    {
        if (tail.IsBroken && asked is { } after)
        {
            writer.Gone(after, tail.Rows.Count > 0 ? tail.Rows[0].Cursor : tail.Next);
        }

        var items = site.Tables.Site;
        foreach (var row in tail.Rows)
        {
            writer.Entry(row.Cursor, ApiEntry.From(items, row.Entry));
            Sent++;
            if (writer.IsFull && !await FlushAsync(context, stop))
            {
                return false;
            }
        }

        return await FlushAsync(context, stop);
    }

    // Returns when there may be more, or after a heartbeat.
    private async Task<bool> WaitAsync(HttpContext context, EventStreamWriter writer, Task next, HistoryCursor place, CancellationToken stop)
    {
        await Task.Delay(LeastPause, site.Time, stop);
        try
        {
            await next.WaitAsync(limits.Heartbeat, site.Time, stop);
            return true;
        }
        catch (TimeoutException)
        {
            writer.Heartbeat(place);
            return await FlushAsync(context, stop);
        }
    }

    private async Task<bool> FlushAsync(HttpContext context, CancellationToken stop)
    {
        using var patience = new CancellationTokenSource(limits.Patience, site.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, patience.Token);
        try
        {
            var flushed = await context.Response.BodyWriter.FlushAsync(either.Token);
            if (!patience.IsCancellationRequested)
            {
                stop.ThrowIfCancellationRequested();
                return !flushed.IsCanceled;
            }
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            // The server ends the connection of a write that is called off, and with that cancels stop too: the reason is the patience all the same.
        }

        return false;
    }
}
