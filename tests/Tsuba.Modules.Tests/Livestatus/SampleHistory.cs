using Tsuba.Model.Items;
using Tsuba.Modules.History;

namespace Tsuba.Modules.Tests.Livestatus;

/// <summary>A history of a few log lines, oldest first, one each 100 seconds from 1,700,000,000 on.</summary>
internal sealed class SampleHistory : IHistoryReader
{
    public const long Begin = 1_700_000_000;

    private static readonly string[] Texts =
    [
        "CURRENT SERVICE STATE: web;http;OK;HARD;1;all is well",
        "SERVICE ALERT: web;http;CRITICAL;HARD;3;broken",
        "SERVICE NOTIFICATION: ann;web;http;CRITICAL;mail;broken",
        "HOST DOWNTIME ALERT: web;STARTED; Host has entered a period of scheduled downtime",
        "EXTERNAL COMMAND: ENABLE_NOTIFICATIONS",
        "SERVICE NOTIFICATION: ann;web;http;ACKNOWLEDGEMENT (CRITICAL);mail;broken;ann;looking",
        "PASSIVE HOST CHECK: gone;1;no such host any more",
        "SERVICE ALERT: web;http;OK;HARD;3;well again",
        "Tsuba 1.0 starting...",
    ];

    private readonly TaskCompletionSource _added = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<HistoryLine> _lines = [.. Texts.Select((text, index) => new HistoryLine((Begin + (index * 100)) * 1000, 1, (ulong)index + 1, ItemOf(text), LogLineKinds.Of(text), "", text))];

    /// <summary>Whether somebody waits for what is added.</summary>
    public bool HasWaiter { get; private set; }

    /// <summary>Adds a line, 100 seconds after the last one.</summary>
    public void Add(string text, ItemId item)
    {
        _lines.Add(new HistoryLine((Begin + (_lines.Count * 100)) * 1000, 1, (ulong)_lines.Count + 1, item, LogLineKinds.Of(text), "", text));
        _added.TrySetResult();
    }

    public ValueTask<HistoryPage<HistoryLine>> LinesAsync(HistoryQuery query, CancellationToken cancellationToken)
    {
        // Two lines a page, so that every reader turns pages.
        var rows = _lines
            .Where(line => line.UtcMilliseconds >= query.FromUtcMilliseconds && line.UtcMilliseconds < query.ToUtcMilliseconds)
            .Where(line => query.Item == ItemId.None || line.Item == query.Item)
            .Where(line => query.Kinds.Count == 0 || query.Kinds.Contains((byte)line.Kind))
            .Where(line => query.Before is not { } before || line.UtcMilliseconds < before.UtcMilliseconds)
            .Reverse()
            .ToList();
        var page = rows.Take(2).ToList();
        return ValueTask.FromResult(new HistoryPage<HistoryLine>(page, rows.Count > 2 ? new HistoryCursor(page[^1].UtcMilliseconds, 0) : null));
    }

    public ValueTask<HistoryPage<HistoryResult>> ResultsAsync(HistoryQuery query, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<HistoryPage<HistoryEntry>> EntriesAsync(HistoryQuery query, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<HistorySeries>> SeriesAsync(ItemId item, long fromUtcMilliseconds, long toUtcMilliseconds, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<HistoryTail> TailAsync(HistoryQuery query, HistoryCursor? after, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task NextEntriesAsync()
    {
        HasWaiter = true;
        return _added.Task;
    }

    public ValueTask<HistoryStoreStatus> StatusAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    private static ItemId ItemOf(string text) => text.Contains("web;http", StringComparison.Ordinal)
        ? ItemId.OfService("web", "http")
        : text.Contains(": web;", StringComparison.Ordinal) ? ItemId.OfHost("web") : ItemId.None;
}
