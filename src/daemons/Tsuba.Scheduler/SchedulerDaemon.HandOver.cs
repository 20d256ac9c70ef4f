using Tsuba.Hosting.Routing;
using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler.Core;
using Tsuba.Scheduler.Parts;

namespace Tsuba.Scheduler;

/// <content>Hosts that go from one part to another with their state.</content>
public sealed partial class SchedulerDaemon
{
    private async ValueTask<TakeDeparturesReply> TakeDeparturesAsync(Caller caller, TakeDeparturesRequest request, CancellationToken cancellationToken)
    {
        if (FindOwned(request.Stamp, out var part) is { } refusal)
        {
            return new TakeDeparturesReply { Ack = refusal };
        }

        var (reply, frame) = await part.AskAsync(core => (HandOverAnswers.Departures(core, request), core.Frame), cancellationToken);

        // What is given away must have left here for good.
        await part.WaitMarkAsync(frame, cancellationToken);
        return reply;
    }

    private async ValueTask<PutArrivalsReply> PutArrivalsAsync(Caller caller, PutArrivalsRequest request, CancellationToken cancellationToken)
    {
        if (FindOwned(request.Stamp, out var part) is { } refusal)
        {
            return new PutArrivalsReply { Ack = refusal };
        }

        var ack = await ApplyAsync(part, HandOverAnswers.Inputs(request), cancellationToken);
        return new PutArrivalsReply { Ack = ack, Unprotected = part.Gate.FollowerDurable == 0 };
    }

    private async ValueTask<ReleaseDeparturesReply> ReleaseDeparturesAsync(Caller caller, ReleaseDeparturesRequest request, CancellationToken cancellationToken)
    {
        if (FindOwned(request.Stamp, out var part) is { } refusal)
        {
            return new ReleaseDeparturesReply { Ack = refusal };
        }

        return new ReleaseDeparturesReply { Ack = await ApplyAsync(part, HandOverAnswers.Inputs(request), cancellationToken) };
    }

    private static async Task<Ack> ApplyAsync(OwnedPart part, List<PartInput> inputs, CancellationToken cancellationToken)
    {
        if (inputs.Count == 0)
        {
            return Accept();
        }

        if (part.TryEnqueue(inputs) is not { } message)
        {
            return Refuse(RefusalReason.Full, "the part's queue is full");
        }

        await message.Done.WaitAsync(cancellationToken);
        return Accept();
    }

    // Why an order about a part that should be owned here under this very stamp is refused; null: it is not.
    private Ack? FindOwned(PartStamp? stamp, out OwnedPart part)
    {
        part = null!;
        if (CheckEpoch(stamp) is { } stale)
        {
            return stale;
        }

        if (!_owned.TryGetValue(stamp!.Part, out var owned))
        {
            return PartRules.NotOwned(stamp.Part);
        }

        part = owned;
        return owned.Facts.Epoch.Packed == stamp.Epoch ? null : Refuse(RefusalReason.UnknownPart, "the part is owned under another epoch");
    }
}
