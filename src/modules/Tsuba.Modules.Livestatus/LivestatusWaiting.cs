using Tsuba.LiveState;
using Tsuba.LiveState.Access;
using Tsuba.Modules.History;
using Tsuba.Modules.Livestatus.Requests;
using Tsuba.Modules.Livestatus.Tables;

namespace Tsuba.Modules.Livestatus;

/// <summary>
/// Lets queries wait for a condition or an event. A waiter holds no thread: it is woken by the event stream and looks again, so the
/// answer shows the new state at once. Source: reference/livestatus.md 9.
/// </summary>
internal sealed class LivestatusWaiting(LiveTables tables, LivestatusQuery queries, TimeProvider time)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestLag = TimeSpan.FromSeconds(1);

    /// <summary>Waits; a wait that is over without its condition is no error. Returns what is wrong with the request, or nothing.</summary>
    /// <param name="request">The query that waits.</param>
    /// <param name="wait">What for.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="history">The history that runs at the moment; null: none.</param>
    /// <param name="stop">Stop.</param>
    public async ValueTask<string> WaitAsync(LivestatusRequest request, WaitRequest wait, Viewer caller, IHistoryReader? history, CancellationToken stop)
    {
        // Before the first look: what changes behind it ends the wait.
        var seen = tables.Changes.Count(wait.Trigger);
        var isFirst = true;
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await using var timer = time.CreateTimer(
            static state => ((CancellationTokenSource)state!).Cancel(),
            timeout,
            wait.Timeout is { } wanted && wanted < Longest ? wanted : Longest,
            Timeout.InfiniteTimeSpan);
        while (!timeout.IsCancellationRequested)
        {
            var next = tables.Changes.NextAsync();
            var count = tables.Changes.Count(wait.Trigger);
            if (isFirst || count != seen)
            {
                if (wait.Condition is null && count != seen)
                {
                    if (request.Table.IsHistory && history is not null)
                    {
                        // The history keeps what happened a moment after it has happened; the answer is to hold it.
                        await history.NextEntriesAsync().WaitAsync(LongestLag, time, timeout.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    }

                    return "";
                }

                seen = count;
                var context = queries.ContextOf(request, caller);
                if (RowsOf(request.Table, wait.Object, context) is not { } rows)
                {
                    return $"there is no object '{wait.Object}' to wait for";
                }

                if (wait.Condition is { } condition && LivestatusQuery.IsMet(condition, rows, context))
                {
                    return "";
                }

                isFirst = false;
            }

            await next.WaitAsync(timeout.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        stop.ThrowIfCancellationRequested();
        return "";
    }

    // A service is host;service, or host, a blank, service.
    private static object[]? RowsOf(Table table, string name, QueryContext context)
    {
        if (name.Length == 0)
        {
            return table.IsHistory ? [] : table.Rows(context);
        }

        if (table.Name is "hostsbygroup" or "servicesbygroup" or "servicesbyhostgroup")
        {
            LiveItem? item = table.Name == "hostsbygroup" ? context.Site.FindHost(name) : Service(name, context);
            return item is null ? null : [.. table.Rows(context).Where(row => ((GroupRow)row).Item == item)];
        }

        object? row = table.Name switch
        {
            "hosts" => context.Site.FindHost(name),
            "services" => Service(name, context),
            "hostgroups" => context.Site.HostGroups.GetValueOrDefault(name),
            "servicegroups" => context.Site.ServiceGroups.GetValueOrDefault(name),
            "contacts" => context.Site.Contacts.GetValueOrDefault(name),
            "contactgroups" => context.Site.ContactGroups.GetValueOrDefault(name),
            "commands" => context.Site.Commands.GetValueOrDefault(name),
            "timeperiods" => context.Site.TimePeriods.GetValueOrDefault(name),
            "status" => context,
            _ => null,
        };
        return row is null ? null : [row];
    }

    private static LiveService? Service(string name, QueryContext context)
    {
        var separator = name.IndexOf(';', StringComparison.Ordinal);
        if (separator < 0)
        {
            separator = name.IndexOf(' ', StringComparison.Ordinal);
        }

        return separator < 0 ? null : context.Site.FindService(name[..separator], name[(separator + 1)..]);
    }
}
