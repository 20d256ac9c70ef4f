using System.Collections.Immutable;
using Tsuba.LiveState;
using Tsuba.Model.Items;
using Tsuba.Modules.History;
using Tsuba.Modules.Livestatus.Execution;
using Tsuba.Modules.Livestatus.Requests;

namespace Tsuba.Modules.Livestatus.Tables.Log;

/// <summary>Reads the rows of <c>log</c> and <c>statehist</c> from the history, as far as the conditions of a query tell which ones.</summary>
internal static class HistoryRows
{
    private const int NoTimeLimit = 452;
    private const int TooMuch = 413;

    private static readonly byte[] StateKinds = [(byte)LogLineKind.Alert, (byte)LogLineKind.State, (byte)LogLineKind.Downtime, (byte)LogLineKind.Flapping];

    /// <summary>Rows, or the error of the query.</summary>
    /// <param name="history">The history.</param>
    /// <param name="request">The query.</param>
    /// <param name="context">The view.</param>
    /// <param name="mostLines">More lines than these are not read.</param>
    /// <param name="stop">Stop.</param>
    public static async ValueTask<(object[] Rows, int Status, string Error)> LoadAsync(
        IHistoryReader history, LivestatusRequest request, QueryContext context, int mostLines, CancellationToken stop)
    {
        var filters = request.Filter.Necessary;
        var window = TimeWindow.Of(filters);
        if (request.Table.Name == "log")
        {
            // A query that shows the newest rows only is content with what is read.
            var isShort = request is { Limit: not null, Stats.IsEmpty: true, Sort.IsEmpty: true };
            var (lines, isAll) = await LinesAsync(history, window, ItemOf(filters), KindsOf(filters), context.Site, mostLines, stop);
            return isAll || isShort ? ([.. lines], 200, "") : ([], TooMuch, $"more than {mostLines} lines fit; limit the time of the query");
        }

        if (!window.IsLimited)
        {
            return ([], NoTimeLimit, "a query of statehist must limit time: Filter: time >= ...");
        }

        var until = Math.Min(window.To, context.NowSeconds);
        var (before, hasAll) = await LinesAsync(history, window with { From = 0, To = until }, ItemOf(filters), StateKinds, context.Site, mostLines, stop);
        if (!hasAll && (before.Count == 0 || before[^1].UtcMilliseconds / 1000 > window.From))
        {
            return ([], TooMuch, $"more than {mostLines} lines fit; limit the time of the query");
        }

        return ([.. StateHistory.Periods(before, window.From, until, context)], 200, "");
    }

    // Newest first, as the history has them.
    private static async ValueTask<(List<LogRow> Lines, bool IsAll)> LinesAsync(
        IHistoryReader history, TimeWindow window, ItemId item, IReadOnlyCollection<byte> kinds, LiveSite site, int mostLines, CancellationToken stop)
    {
        var (from, to) = window.Milliseconds;
        var rows = new List<LogRow>();
        HistoryCursor? cursor = null;
        do
        {
            var page = await history.LinesAsync(
                new HistoryQuery { Item = item, FromUtcMilliseconds = from, ToUtcMilliseconds = to, Kinds = kinds, Before = cursor, Limit = HistoryQuery.MostRows }, stop);
            foreach (var line in page.Rows)
            {
                rows.Add(LogLineReader.Read(line, site));
            }

            cursor = page.Next;
        }
        while (cursor is not null && rows.Count < mostLines);
        return (rows, cursor is null);
    }

    private static ItemId ItemOf(ImmutableArray<RowFilter> filters)
    {
        string? host = null;
        string? service = null;
        foreach (var filter in filters)
        {
            if (filter is TextFilter { Exact: { } text } exact)
            {
                host = exact.Column.Name == "host_name" ? text : host;
                service = exact.Column.Name == "service_description" ? text : service;
            }
        }

        return host is { Length: > 0 } && service is not null ? ItemId.Of(host, service.Length > 0 ? service : null) : ItemId.None;
    }

    private static byte[] KindsOf(ImmutableArray<RowFilter> filters)
    {
        foreach (var filter in filters)
        {
            if (filter is NumberFilter { Column.Name: "class", Operation: NumberOperator.Equal, IsNegated: false } wanted)
            {
                return (LogClass)wanted.Value switch
                {
                    LogClass.Alert => [(byte)LogLineKind.Alert, (byte)LogLineKind.Flapping, (byte)LogLineKind.Downtime],
                    LogClass.Notification => [(byte)LogLineKind.Notification],
                    LogClass.Passive => [(byte)LogLineKind.PassiveCheck],
                    LogClass.Command => [(byte)LogLineKind.ExternalCommand],
                    LogClass.State => [(byte)LogLineKind.State, (byte)LogLineKind.TimePeriod],
                    _ => [],
                };
            }
        }

        return [];
    }
}
