using System.Collections.Immutable;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Scheduler.Parts;

/// <summary>The whole state of a part, made for one reader and handed out page by page.</summary>
/// <param name="Stamp">Under which ownership it was made.</param>
/// <param name="Events">Numbered from 1.</param>
/// <param name="Next">First event that is not in it.</param>
/// <param name="Frame">The frame that it is true of.</param>
/// <param name="Ownerships">Those whose frames the state came from, as far as they are remembered.</param>
/// <param name="UtcMilliseconds">Time of that frame.</param>
internal sealed record EventImage(PartStamp Stamp, IReadOnlyList<Event> Events, ulong Next, ulong Frame, ImmutableArray<Epoch> Ownerships, long UtcMilliseconds)
{
    /// <summary>A page from an offset on.</summary>
    public ReadEventsReply Page(ulong offset, int maxBytes)
    {
        var frame = new EventFrame { First = offset + 1, UtcMs = UtcMilliseconds };
        var bytes = 0;
        var index = (int)offset;
        while (index < Events.Count && (bytes < maxBytes || frame.Events.Count == 0))
        {
            bytes += Events[index].CalculateSize();
            frame.Events.Add(Events[index]);
            index++;
        }

        var reply = new ReadEventsReply
        {
            Ack = new Ack { Accepted = true },
            Stamp = Stamp,
            Image = true,
            ImageMore = index < Events.Count,
            ImageOffset = index < Events.Count ? (ulong)index : 0,
            NextCursor = Next,
        };
        if (frame.Events.Count > 0)
        {
            reply.Frames.Add(frame);
        }

        return reply;
    }
}
