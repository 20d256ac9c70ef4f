using Tsuba.Modules;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Hosting.Modules;

/// <summary>Events as they lie in the queues of modules; shared by all of them.</summary>
/// <param name="Content">The events.</param>
/// <param name="Events">Number of events.</param>
/// <param name="Bytes">Size on the wire.</param>
internal sealed record EventBatch(PartEvents Content, int Events, long Bytes)
{
    public static EventBatch Of(PartStamp part, IReadOnlyList<EventFrame> frames)
    {
        var events = 0;
        var bytes = 0L;
        foreach (var frame in frames)
        {
            events += frame.Events.Count;
            bytes += frame.CalculateSize();
        }

        return new EventBatch(new PartEvents(part, frames), events, bytes);
    }
}
