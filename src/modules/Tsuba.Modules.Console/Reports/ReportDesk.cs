using Tsuba.LiveState;
using Tsuba.LiveState.Access;
using Tsuba.Model.Items;
using Tsuba.Modules.Availability;
using Tsuba.Modules.Console.Api;
using Tsuba.Modules.Console.Pages;

namespace Tsuba.Modules.Console.Reports;

/// <summary>Makes reports of availability from what is stored at the moment; nothing of them is kept.</summary>
internal sealed class ReportDesk(LiveTables tables, Func<IAvailabilityStore?> store, TimeProvider time)
{
    // Readers of the history take turns: a large report gives others theirs.
    private const int ItemsAtATime = 100;

    /// <summary>The report that parameters ask for, or why there is none and with which status.</summary>
    public async Task<(ApiAvailability? Report, string Refusal, int Status)> AnswerAsync(Func<string, string> parameters, Viewer viewer, CancellationToken cancellationToken)
    {
        if (store() is not { } history)
        {
            return (null, "no history is kept, which reports are made from", 503);
        }

        var (request, refusal, isMissing) = ReportRequest.Read(parameters, tables, viewer, time.GetUtcNow());
        if (request is null)
        {
            return (null, refusal, isMissing ? 404 : 400);
        }

        var zone = tables.Site.Zone;
        if (ReportRange.Inside(request.Range, request.Period, zone) is not { } periods)
        {
            return (null, FormattableString.Invariant($"the time period cuts the range into more than {ReportRange.MostPieces} pieces: ask for a shorter one"), 400);
        }

        var rows = new List<ApiAvailabilityRow>(request.Items.Count);
        foreach (var chunk in request.Items.Chunk(ItemsAtATime))
        {
            var spans = await history.SpansAsync(IdsOf(chunk, request), request.Range, cancellationToken);
            rows.AddRange(chunk.Select(item => Row(item, spans, request, periods)));
        }

        return (
            new ApiAvailability(
                request.Range.Begin / 1000.0,
                request.Range.End / 1000.0,
                zone.Id,
                request.Period?.Name,
                rows.Count,
                rows.Average(row => row.Availability),
                [.. rows.Skip(request.Offset).Take(request.Limit)]),
            "",
            200);
    }

    private static HashSet<ItemId> IdsOf(IEnumerable<LiveItem> items, ReportRequest request)
    {
        var ids = new HashSet<ItemId>();
        foreach (var item in items)
        {
            ids.Add(item.Definition.Id);
            if (request.WithHostDowntime && item is LiveService service)
            {
                ids.Add(service.Host.Definition.Id);
            }
        }

        return ids;
    }

    private static ApiAvailabilityRow Row(LiveItem item, IReadOnlyDictionary<ItemId, ItemSpans> all, ReportRequest request, IReadOnlyList<TimeSpanUtc> periods)
    {
        var spans = all.GetValueOrDefault(item.Definition.Id) ?? ItemSpans.None;
        if (request.WithHostDowntime && item is LiveService service && all.TryGetValue(service.Host.Definition.Id, out var ofHost))
        {
            spans = spans with { Downtimes = spans.Downtimes.AddRange(ofHost.Downtimes) };
        }

        var rules = request.AssumesCurrent && item.Status.HasBeenChecked ? request.Rules with { InitialState = (int)item.Status.State } : request.Rules;
        var isHost = item.Definition.Kind == ItemKind.Host;
        var totals = AvailabilityCalculation.Count(spans, isHost, periods, rules);
        var (available, counted) = totals.Count(rules);
        var name = item.Definition.Name;
        return new ApiAvailabilityRow(
            name.Host,
            name.Description,
            totals.Percent(rules),
            totals.RangeMilliseconds / 1000.0,
            available / 1000.0,
            counted / 1000.0,
            totals.DowntimeMilliseconds / 1000.0,
            totals.ExcludedMilliseconds / 1000.0,
            totals.UndeterminedMilliseconds / 1000.0,
            spans.Corrections.Length,
            [
                .. Enumerable.Range(0, isHost ? 3 : 4).Select(state => new ApiStateTime(
                    StateText.Of(item.Definition.Kind, state), totals.Of(state) / 1000.0, totals.Scheduled(state) / 1000.0)),
            ]);
    }
}
