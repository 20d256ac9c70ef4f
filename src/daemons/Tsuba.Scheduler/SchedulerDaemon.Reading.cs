using Tsuba.Hosting.Routing;
using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler.Core;
using Tsuba.Scheduler.Following;
using Tsuba.Scheduler.Parts;

namespace Tsuba.Scheduler;

/// <content>Events for brokers, frames for followers.</content>
public sealed partial class SchedulerDaemon
{
    private const int MaxEventBytes = 8 * 1024 * 1024;
    private const int MinEventBytes = 64 * 1024;

    private async ValueTask<ReadEventsReply> ReadEventsAsync(Caller caller, ReadEventsRequest request, CancellationToken cancellationToken)
    {
        if (!_owned.TryGetValue(request.Part, out var part))
        {
            return new ReadEventsReply { Ack = PartRules.NotOwned(request.Part) };
        }

        var maxBytes = Math.Clamp(request.MaxBytes, MinEventBytes, MaxEventBytes);
        var key = (request.Part, caller.Name);
        if (request.ImageOffset > 0 && _images.TryGetValue(key, out var begun) && (int)request.ImageOffset <= begun.Events.Count)
        {
            return NextPage(key, begun, request, part, maxBytes);
        }

        if (request.Epoch == part.Facts.Epoch.Packed)
        {
            var reply = await LongPoll.RunAsync(
                isLast => TryReadEvents(part, caller.Name, request.Cursor, maxBytes, isLast),
                part.Gate.MarkMoved,
                request.WaitMs,
                _context.Time,
                cancellationToken);
            if (!reply.Image)
            {
                return reply;
            }
        }

        var image = await part.AskAsync(
            core => new EventImage(part.Facts.Stamp, core.Describe(), core.NextEvent, core.Frame, core.Ownerships, core.Time.UtcMilliseconds),
            cancellationToken);

        // The image may speak of what is not durable yet; nobody is told of that.
        await part.WaitMarkAsync(image.Frame, cancellationToken);
        request.ImageOffset = 0;
        return NextPage(key, image, request, part, maxBytes);
    }

    private ReadEventsReply NextPage((int Part, string Reader) key, EventImage image, ReadEventsRequest request, OwnedPart part, int maxBytes)
    {
        var page = image.Page(request.ImageOffset, maxBytes);
        page.DiffersFrom = part.Events.DiffersFrom(request, image.Ownerships, part.Gate.Mark);
        if (page.ImageMore)
        {
            _images[key] = image;
        }
        else
        {
            _images.TryRemove(key, out _);
        }

        return page;
    }

    // A reply that only says "image" stands for a cursor that cannot be gone on from.
    private static ReadEventsReply? TryReadEvents(OwnedPart part, string reader, ulong cursor, int maxBytes, bool isLast)
    {
        if (part.Events.Read(reader, cursor, maxBytes, part.Gate.Mark) is not { } read)
        {
            return new ReadEventsReply { Image = true };
        }

        if (read.Frames.Count == 0 && !isLast)
        {
            return null;
        }

        var reply = new ReadEventsReply { Ack = Accept(), Stamp = part.Facts.Stamp, NextCursor = read.Next };
        reply.Frames.AddRange(read.Frames);
        return reply;
    }

    private async ValueTask<FollowReply> FollowAsync(Caller caller, FollowRequest request, CancellationToken cancellationToken)
    {
        if (CheckEpoch(request.Stamp) is { } stale)
        {
            return new FollowReply { Ack = stale };
        }

        if (!_owned.TryGetValue(request.Stamp.Part, out var part))
        {
            return new FollowReply { Ack = PartRules.NotOwned(request.Stamp.Part) };
        }

        if (request.Stamp.Epoch > part.Facts.Epoch.Packed)
        {
            await StepDownAsync(part.Part, request.Stamp.Epoch);
            return new FollowReply { Ack = Refuse(RefusalReason.UnknownPart, "the part is owned elsewhere") };
        }

        var counts = FollowAnswers.Continues(part.Journal, request) && part.Gate.CallBegins(caller.Name, request.Cursor);
        try
        {
            return await LongPoll.RunAsync(
                isLast => FollowAnswers.TryAnswer(part.Journal, part.Snapshots, request, isLast, CheckEpoch),
                part.Gate.FrameDurable,
                request.WaitMs,
                _context.Time,
                cancellationToken);
        }
        finally
        {
            if (counts)
            {
                part.Gate.CallEnds();
            }
        }
    }
}
