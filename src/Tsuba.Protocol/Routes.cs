using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Protocol;

/// <summary>Every call between daemons, by who answers it. Directions: design 1.</summary>
public static class Routes
{
    /// <summary>Arbiter → all.</summary>
    public static Route<HeartbeatRequest, HeartbeatReply> Heartbeat { get; } = new(
        "/v1/heartbeat", [DaemonRole.Arbiter, DaemonRole.Operator], HeartbeatRequest.Parser, HeartbeatReply.Parser);

    /// <summary>Arbiter → poller, reactionner, receiver, broker; scheduler, where it has passive workers.</summary>
    public static Route<PutLinksRequest, PutLinksReply> PutLinks { get; } = new(
        "/v1/links", [DaemonRole.Arbiter], PutLinksRequest.Parser, PutLinksReply.Parser);

    /// <summary>Arbiter → scheduler.</summary>
    public static Route<OfferPartRequest, OfferPartReply> OfferPart { get; } = new(
        "/v1/part/offer", [DaemonRole.Arbiter], OfferPartRequest.Parser, OfferPartReply.Parser);

    /// <summary>Arbiter → scheduler.</summary>
    public static Route<PutChunksRequest, PutChunksReply> PutChunks { get; } = new(
        "/v1/chunks/put", [DaemonRole.Arbiter], PutChunksRequest.Parser, PutChunksReply.Parser);

    /// <summary>Arbiter → scheduler.</summary>
    public static Route<ActivatePartRequest, PartReply> ActivatePart { get; } = new(
        "/v1/part/activate", [DaemonRole.Arbiter], ActivatePartRequest.Parser, PartReply.Parser);

    /// <summary>Arbiter → scheduler.</summary>
    public static Route<DropPartRequest, PartReply> DropPart { get; } = new(
        "/v1/part/drop", [DaemonRole.Arbiter], DropPartRequest.Parser, PartReply.Parser);

    /// <summary>Arbiter → scheduler.</summary>
    public static Route<FollowPartRequest, FollowPartReply> FollowPart { get; } = new(
        "/v1/part/follow", [DaemonRole.Arbiter], FollowPartRequest.Parser, FollowPartReply.Parser);

    /// <summary>Follower → owner.</summary>
    public static Route<FollowRequest, FollowReply> Follow { get; } = new(
        "/v1/journal", [DaemonRole.Scheduler], FollowRequest.Parser, FollowReply.Parser);

    /// <summary>Broker → scheduler.</summary>
    public static Route<FetchChunksRequest, FetchChunksReply> FetchChunks { get; } = new(
        "/v1/chunks/get", [DaemonRole.Broker, DaemonRole.Scheduler], FetchChunksRequest.Parser, FetchChunksReply.Parser);

    /// <summary>Poller or reactionner → scheduler.</summary>
    public static Route<LeaseRequest, LeaseReply> Lease { get; } = new(
        "/v1/lease", [DaemonRole.Poller, DaemonRole.Reactionner], LeaseRequest.Parser, LeaseReply.Parser);

    /// <summary>Poller or reactionner → scheduler.</summary>
    public static Route<ResultBatch, ResultReply> Results { get; } = new(
        "/v1/results", [DaemonRole.Poller, DaemonRole.Reactionner], ResultBatch.Parser, ResultReply.Parser);

    /// <summary>Scheduler → passive poller or reactionner.</summary>
    public static Route<WorkerCallsRequest, WorkerCallsReply> WorkerCalls { get; } = new(
        "/v1/worker/calls", [DaemonRole.Scheduler], WorkerCallsRequest.Parser, WorkerCallsReply.Parser);

    /// <summary>Scheduler → passive poller or reactionner.</summary>
    public static Route<WorkerAnswerRequest, WorkerAnswerReply> WorkerAnswer { get; } = new(
        "/v1/worker/answer", [DaemonRole.Scheduler], WorkerAnswerRequest.Parser, WorkerAnswerReply.Parser);

    /// <summary>Arbiter, or receiver with direct_routing → scheduler.</summary>
    public static Route<ApplyCommandsRequest, ApplyCommandsReply> ApplyCommands { get; } = new(
        "/v1/commands", [DaemonRole.Arbiter, DaemonRole.Receiver], ApplyCommandsRequest.Parser, ApplyCommandsReply.Parser);

    /// <summary>Broker → scheduler, poller, reactionner, receiver.</summary>
    public static Route<ReadEventsRequest, ReadEventsReply> ReadEvents { get; } = new(
        "/v1/events", [DaemonRole.Broker], ReadEventsRequest.Parser, ReadEventsReply.Parser);

    /// <summary>Arbiter that leads → the other arbiters.</summary>
    public static Route<ReplicateRequest, ReplicateReply> Replicate { get; } = new(
        "/v1/replicate", [DaemonRole.Arbiter], ReplicateRequest.Parser, ReplicateReply.Parser);

    /// <summary>Arbiter → receiver, broker, other arbiters.</summary>
    public static Route<DrainRequest, DrainReply> Drain { get; } = new(
        "/v1/drain", [DaemonRole.Arbiter], DrainRequest.Parser, DrainReply.Parser);

    /// <summary>Operator → arbiter.</summary>
    public static Route<SubmitRequest, SubmitReply> Submit { get; } = new(
        "/v1/submit", [DaemonRole.Operator], SubmitRequest.Parser, SubmitReply.Parser);

    /// <summary>Operator → arbiter.</summary>
    public static Route<StatusRequest, StatusReply> Status { get; } = new(
        "/v1/status", [DaemonRole.Operator], StatusRequest.Parser, StatusReply.Parser);

    /// <summary>Arbiter that leads → broker.</summary>
    public static Route<PutSiteRequest, PutSiteReply> PutSite { get; } = new(
        "/v1/site", [DaemonRole.Arbiter], PutSiteRequest.Parser, PutSiteReply.Parser);

    /// <summary>Arbiter → scheduler.</summary>
    public static Route<TakeDeparturesRequest, TakeDeparturesReply> TakeDepartures { get; } = new(
        "/v1/part/departures/take", [DaemonRole.Arbiter], TakeDeparturesRequest.Parser, TakeDeparturesReply.Parser);

    /// <summary>Arbiter → scheduler.</summary>
    public static Route<PutArrivalsRequest, PutArrivalsReply> PutArrivals { get; } = new(
        "/v1/part/arrivals", [DaemonRole.Arbiter], PutArrivalsRequest.Parser, PutArrivalsReply.Parser);

    /// <summary>Arbiter → scheduler.</summary>
    public static Route<ReleaseDeparturesRequest, ReleaseDeparturesReply> ReleaseDepartures { get; } = new(
        "/v1/part/departures/release", [DaemonRole.Arbiter], ReleaseDeparturesRequest.Parser, ReleaseDeparturesReply.Parser);

    /// <summary>Arbiter that leads → scheduler.</summary>
    public static Route<ShareTotalsRequest, ShareTotalsReply> ShareTotals { get; } = new(
        "/v1/totals", [DaemonRole.Arbiter], ShareTotalsRequest.Parser, ShareTotalsReply.Parser);

    /// <summary>Operator → arbiter.</summary>
    public static Route<OrderPartsRequest, OrderPartsReply> OrderParts { get; } = new(
        "/v1/parts/order", [DaemonRole.Operator], OrderPartsRequest.Parser, OrderPartsReply.Parser);

    /// <summary>Operator → arbiter.</summary>
    public static Route<ReloadRequest, ReloadReply> Reload { get; } = new(
        "/v1/reload", [DaemonRole.Operator], ReloadRequest.Parser, ReloadReply.Parser);

    /// <summary>Arbiter → synchronizer.</summary>
    public static Route<ProductionRequest, ProductionReply> Production { get; } = new(
        "/v1/production", [DaemonRole.Arbiter], ProductionRequest.Parser, ProductionReply.Parser);

    /// <summary>Operator → synchronizer.</summary>
    public static Route<AdoptRequest, AdoptReply> Adopt { get; } = new(
        "/v1/adopt", [DaemonRole.Operator], AdoptRequest.Parser, AdoptReply.Parser);

    /// <summary>Operator → synchronizer.</summary>
    public static Route<EditionRequest, EditionReply> Edition { get; } = new(
        "/v1/edition", [DaemonRole.Operator], EditionRequest.Parser, EditionReply.Parser);

    /// <summary>Operator → broker; broker → scheduler.</summary>
    public static Route<ExplainRequest, ExplainReply> Explain { get; } = new(
        "/v1/explain", [DaemonRole.Operator, DaemonRole.Broker], ExplainRequest.Parser, ExplainReply.Parser);

    /// <summary>Operator → broker; broker → scheduler.</summary>
    public static Route<ForecastRequest, ForecastReply> Forecast { get; } = new(
        "/v1/forecast", [DaemonRole.Operator, DaemonRole.Broker], ForecastRequest.Parser, ForecastReply.Parser);

    /// <summary>Operator → broker.</summary>
    public static Route<QueryRequest, QueryReply> Query { get; } = new(
        "/v1/query", [DaemonRole.Operator], QueryRequest.Parser, QueryReply.Parser);

    /// <summary>Operator → broker.</summary>
    public static Route<AvailabilityRequest, AvailabilityReply> Availability { get; } = new(
        "/v1/availability", [DaemonRole.Operator], AvailabilityRequest.Parser, AvailabilityReply.Parser);
}
