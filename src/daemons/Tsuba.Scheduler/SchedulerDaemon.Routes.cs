using Tsuba.Hosting.Routing;
using Tsuba.Protocol;

namespace Tsuba.Scheduler;

/// <content>Who may call what; the handlers are in the files named after their callers' purpose.</content>
public sealed partial class SchedulerDaemon
{
    /// <inheritdoc/>
    public void Map(IDaemonRoutes routes)
    {
        routes.Map(Routes.OfferPart, OfferAsync);
        routes.Map(Routes.PutChunks, PutChunksAsync);
        routes.Map(Routes.FetchChunks, FetchChunksAsync);
        routes.Map(Routes.ActivatePart, ActivateAsync);
        routes.Map(Routes.DropPart, DropAsync);
        routes.Map(Routes.FollowPart, FollowPartAsync);
        routes.Map(Routes.Follow, FollowAsync);
        routes.Map(Routes.PutLinks, (_, request, cancellationToken) => PutLinksAsync(request, cancellationToken));
        routes.Map(Routes.Lease, LeaseAsync);
        routes.Map(Routes.Results, ResultsAsync);
        routes.Map(Routes.ApplyCommands, ApplyCommandsAsync);
        routes.Map(Routes.Drain, (_, request, cancellationToken) => DrainAsync(request, cancellationToken));
        routes.Map(Routes.ReadEvents, ReadEventsAsync);
        routes.Map(Routes.Explain, ExplainAsync);
        routes.Map(Routes.Forecast, ForecastAsync);
        routes.Map(Routes.TakeDepartures, TakeDeparturesAsync);
        routes.Map(Routes.PutArrivals, PutArrivalsAsync);
        routes.Map(Routes.ReleaseDepartures, ReleaseDeparturesAsync);
        routes.Map(Routes.ShareTotals, (_, request, cancellationToken) => ShareTotalsAsync(request, cancellationToken));
    }
}
